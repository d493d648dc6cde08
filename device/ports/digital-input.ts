import type { PartStatus } from '../contract/status.ts';

/** `active`: as the installer calls it, whatever the level on the wire; `unknown`: not heard of, or its part is out. */
export type InputState = 'active' | 'inactive' | 'unknown';

/** One wire that says yes or no, with the bounce of its switch taken out. It never throws across this border. */
export interface DigitalInput {
  status(): PartStatus;
  state(): InputState;
  /** Called with each new state from now on. */
  onChange(listener: (state: InputState) => void): void;
}
