import type { GpioBackend, InputSpec, OutputSpec } from '../../device/drivers/gpio/gpio-backend.ts';

/** GPIO lines without a kernel: levels by `chip:line`, and which are held. */
export class FakeLines implements GpioBackend {
  readonly name = 'fake lines';
  readonly levels = new Map<string, boolean>();
  readonly held = new Set<string>();
  /** What the kernel says to whatever it is asked next. */
  refuses: string | null = null;

  openOutput({ chip, line, activeLevel }: OutputSpec) {
    const place = this.#take(chip, line);
    this.levels.set(place, activeLevel === 'low');
    return { set: (high: boolean) => this.#ask(() => this.levels.set(place, high)), close: () => this.#let(place) };
  }

  openInput({ chip, line, bias }: InputSpec) {
    const place = this.#take(chip, line);
    return {
      isHigh: () => this.#ask(() => this.levels.get(place) ?? bias !== 'pull-down'),
      close: () => this.#let(place),
    };
  }

  #take(chip: string, line: number): string {
    const place = `${chip}:${line}`;
    return this.#ask(() => {
      if (this.held.has(place)) throw new Error('EBUSY');
      this.held.add(place);
      return place;
    });
  }

  #let(place: string): void {
    this.held.delete(place);
  }

  #ask<T>(act: () => T): T {
    if (this.refuses !== null) throw new Error(this.refuses);
    return act();
  }
}
