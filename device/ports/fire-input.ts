import type { PartStatus } from '../contract/status.ts';

/** The fire alarm's contact. It is only read: nothing of a way out hangs on it. */
export interface FireInput {
  status(): PartStatus;
  active(): boolean;
  onChange(listener: (active: boolean) => void): void;
}
