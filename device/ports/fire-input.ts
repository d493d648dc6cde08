/** The fire alarm's contact. It is only read: nothing of a way out hangs on it. */
export interface FireInput {
  active(): boolean;
  onChange(listener: (active: boolean) => void): void;
}
