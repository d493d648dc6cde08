/** One line by its chip and its offset there. */
export type Place = { readonly chip: string; readonly line: number };

export type OutputSpec = Place & {
  /** The level that releases the strike. */
  readonly activeLevel: 'high' | 'low';
  readonly drive: 'push-pull' | 'open-drain' | 'open-source';
};
export type InputSpec = Place & { readonly bias: 'pull-up' | 'pull-down' | 'disabled' };

export type OutputLine = { set(high: boolean): void; close(): void };
export type InputLine = { isHigh(): boolean; close(): void };

/** A way to the kernel's GPIO lines. What it is asked and cannot do it throws for, with what the kernel said. */
export interface GpioBackend {
  /** Of the library, for people. */
  readonly name: string;
  /** Takes the line; it has the idle level from the moment on that it is an output. */
  openOutput(spec: OutputSpec): OutputLine;
  openInput(spec: InputSpec): InputLine;
}

export function idleHigh({ activeLevel }: OutputSpec): boolean {
  return activeLevel === 'low';
}

/** A contact to ground with a pull-up, or to the supply with a pull-down; `disabled`: a pull-up of the installer's. */
export function isClosed(high: boolean, { bias }: InputSpec): boolean {
  return bias === 'pull-down' ? high : !high;
}
