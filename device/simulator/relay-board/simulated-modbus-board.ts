import { milliseconds } from '../../contract/units.ts';
import type { CancelTimer, Clock } from '../../ports/clock.ts';

type Coil = { closed: boolean; endFlash: CancelTimer };

const FLASH_ON = 0x0200;
const NOT_KNOWN = 0x01;
const NO_SUCH_PLACE = 0x02;

/** A Modbus-RTU relay board: coils, discrete inputs, and a timer of its own for "flash on". */
export class SimulatedModbusBoard {
  readonly #clock: Clock;
  readonly #unit: number;
  readonly #coils: readonly Coil[];
  readonly #inputs: boolean[];
  #mute = false;
  #requests = 0;

  constructor(clock: Clock, { unit, relays, inputs }: { unit: number; relays: number; inputs: number }) {
    this.#clock = clock;
    this.#unit = unit;
    this.#coils = Array.from({ length: relays }, () => ({ closed: false, endFlash: () => {} }));
    this.#inputs = Array<boolean>(inputs).fill(false);
  }

  /** Whether each relay is closed. */
  get coils(): readonly boolean[] {
    return this.#coils.map(({ closed }) => closed);
  }

  /** How many requests it took as such. */
  get requests(): number {
    return this.#requests;
  }

  /** `input` counts from 1; `closed`: its contact is. */
  setInput(input: number, closed: boolean): void {
    this.#inputs[input - 1] = closed;
  }

  /** It hears and obeys, and its answers are lost. */
  mute(on: boolean): void {
    this.#mute = on;
  }

  cyclePower(): void {
    for (const coil of this.#coils) this.#set(coil, false);
  }

  /** Takes one request, whole; what is none is passed over. Gives back the answer. */
  receive(bytes: Uint8Array): Uint8Array {
    const body = [...bytes.subarray(0, -2)];
    const [unit, code = 0, ...data] = body;
    if (unit !== this.#unit || bytes.length < 4 || !sameBytes(bytes, checked(body))) return new Uint8Array();
    this.#requests += 1;
    const answer = this.#obey(code, data);
    return this.#mute ? new Uint8Array() : checked([this.#unit, ...answer]);
  }

  #obey(code: number, data: readonly number[]): readonly number[] {
    const [place, value] = [(data[0] ?? 0) * 256 + (data[1] ?? 0), (data[2] ?? 0) * 256 + (data[3] ?? 0)];
    if (code === 0x05) return this.#writeCoil(place, value) ? [code, ...data] : [code | 0x80, NO_SUCH_PLACE];
    if (code === 0x0f) {
      this.#coils.slice(place, place + value).forEach((coil, index) => {
        this.#set(coil, (((data[5 + (index >> 3)] ?? 0) >> (index & 7)) & 1) === 1);
      });
      return [code, ...data.slice(0, 4)];
    }
    if (code === 0x01) return bitsAnswer(code, this.coils.slice(place, place + value));
    if (code === 0x02) return bitsAnswer(code, this.#inputs.slice(place, place + value));
    return [code | 0x80, NOT_KNOWN];
  }

  #writeCoil(place: number, value: number): boolean {
    const flash = place >= FLASH_ON;
    const coil = this.#coils[flash ? place - FLASH_ON : place];
    if (coil === undefined) return false;
    this.#set(coil, flash || value === 0xff00);
    if (flash) coil.endFlash = this.#clock.after(milliseconds(value * 100), () => this.#set(coil, false));
    return true;
  }

  #set(coil: Coil, closed: boolean): void {
    coil.endFlash();
    coil.closed = closed;
  }
}

function bitsAnswer(code: number, bits: readonly boolean[]): readonly number[] {
  const bytes = Array<number>(Math.ceil(bits.length / 8)).fill(0);
  bits.forEach((bit, index) => {
    if (bit) bytes[index >> 3] = (bytes[index >> 3] ?? 0) | (1 << (index & 7));
  });
  return [code, bytes.length, ...bytes];
}

function checked(bytes: readonly number[]): Uint8Array {
  let crc = 0xffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc % 2 === 1 ? (crc >>> 1) ^ 0xa001 : crc >>> 1;
  }
  return Uint8Array.from([...bytes, crc & 0xff, crc >> 8]);
}

function sameBytes(some: Uint8Array, others: Uint8Array): boolean {
  return some.length === others.length && some.every((byte, index) => byte === others[index]);
}
