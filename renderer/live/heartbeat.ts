import { type Milliseconds, seconds } from '../../device/contract/units.ts';

export const BEAT_EVERY: Milliseconds = seconds(1);

type BeatParts = {
  /** Tells the controller; settles when it has answered, or cannot. */
  readonly send: () => Promise<unknown>;
  readonly later: (action: () => void, delay: Milliseconds) => void;
  /** Calls once, when the browser makes its next frame. */
  readonly frame: (action: () => void) => void;
};

/**
 * Tells the controller about once a second that a frame was made. Where none is (a page that is hidden, a graphics
 * process that hangs, a thread that is busy for good) nothing is told, and the controller acts.
 */
export function beatWithFrames(parts: BeatParts): void {
  const { send, later, frame } = parts;
  frame(() => void send().then(() => later(() => beatWithFrames(parts), BEAT_EVERY)));
}
