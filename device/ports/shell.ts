import type { FrameCommand, ShellFault } from '../contract/shell.ts';

/** What the shell of the screen tells the controller, and is told by it. */
export interface ShellDesk {
  /** The page has painted a frame; to be told about once a second. */
  framePainted(frame: FrameCommand): void;
  /** Somebody stands by to start the shell anew, whenever `restart` is called. Returns the way to leave. */
  supervise(restart: (fault: ShellFault) => void): () => void;
}
