import { randomBytes } from 'node:crypto';
import type { OsdpVerb, PresentCommand } from '../../contract/api.ts';
import type { ReaderId } from '../../contract/ids.ts';
import { err, ok, type Result } from '../../contract/result.ts';
import { parseUid } from '../../domain/credential.ts';
import type { SimulatorFault } from '../../ports/simulator.ts';
import type { SimulatedOsdpBus } from './simulated-osdp-bus.ts';
import type { SimulatedOsdpReader } from './simulated-osdp-reader.ts';

/** Enough that the box makes the session anew. */
const WRONG_MACS = 3;

type Outcome = Result<void, SimulatorFault>;

/** One simulated reader of a bus, in the hands of whoever tries the box out. */
export class OsdpHands {
  readonly #bus: SimulatedOsdpBus;
  readonly #reader: SimulatedOsdpReader;

  private constructor(bus: SimulatedOsdpBus, reader: SimulatedOsdpReader) {
    this.#bus = bus;
    this.#reader = reader;
  }

  /** Null when none of these buses has the reader. */
  static find(buses: readonly SimulatedOsdpBus[], id: ReaderId): OsdpHands | null {
    for (const bus of buses) {
      const reader = bus.readers.get(id);
      if (reader !== undefined) return new OsdpHands(bus, reader);
    }
    return null;
  }

  present(what: PresentCommand): Outcome {
    if (!('uid' in what)) return err({ code: 'credential-malformed', message: 'an OSDP reader reads UIDs' });
    const parsed = parseUid(what.uid);
    if (!parsed.ok) return parsed;
    this.#reader.presentUid(parsed.value.canonical);
    return ok(undefined);
  }

  presentGarbage(): void {
    this.#bus.garbage();
  }

  /** The line, and so all readers on it. */
  unplug(): void {
    this.#bus.unplug();
  }

  /** Whoever taps at a wall takes the card away. */
  remove(): void {}

  plugIn(): void {
    this.#bus.plugIn();
  }

  act(verb: OsdpVerb): void {
    switch (verb.verb) {
      case 'tamper':
        this.#reader.setTampered(verb.active);
        break;
      case 'fail-power':
        this.#reader.setPowerFailed(verb.active);
        break;
      case 'mute':
        this.#reader.mute(verb.active);
        break;
      case 'press-keys':
        this.#reader.pressKeys(verb.keys);
        break;
      case 'set-input':
        this.#reader.setInput(verb.input, verb.active);
        break;
      case 'flip-macs':
        this.#reader.flipMacs(WRONG_MACS);
        break;
      case 'change-key':
        this.#reader.rekey(randomBytes(16));
        break;
      case 'cycle-power':
        this.#reader.cyclePower();
        break;
      case 'slow-down':
        this.#bus.slowDown(verb.delayMs);
        break;
    }
  }
}
