import { randomBytes } from 'node:crypto';
import { milliseconds } from '../../contract/units.ts';
import type { CancelTimer, Clock } from '../../ports/clock.ts';
import { PeripheralChannel } from './peripheral-channel.ts';
import { beginReply, type PanelFrame, withCrc } from './peripheral-frames.ts';

const FACTORY_KEY = Buffer.from('0123456789:;<=>?');
const NAK = { length: 0x02, unknownCommand: 0x03, sequence: 0x04, block: 0x05, security: 0x06, record: 0x09 } as const;
/** What it says it can: contacts, outputs, cards, LED, buzzer, text, CRC, secure channel (SIA OSDP 2.2 Annex B). */
const CAPABILITIES = [1, 2, 2, 2, 2, 2, 3, 1, 0, 4, 4, 1, 5, 2, 1, 6, 1, 1, 8, 1, 0, 9, 1, 1];
const IDENTITY = [0x5c, 0x26, 0x23, 1, 2, 0x2a, 0, 0, 0, 1, 0, 3];

type Answer = { readonly code: number; readonly data?: readonly number[] | Uint8Array };

const ACK: Answer = { code: 0x40 };
const nak = (reason: number): Answer => ({ code: 0x41, data: [reason] });

export type SimulatedOsdpParts = {
  readonly address: number;
  readonly clock: Clock;
  /** 16 bytes; null: as it comes from the factory, and it talks in clear too. */
  readonly key: Uint8Array | null;
};

/**
 * A reader on an OSDP line with no hardware: two outputs that end their pulses by themselves, two inputs, keypad, LED,
 * buzzer, text, tamper and power. One that has a key says nothing of itself in clear.
 */
export class SimulatedOsdpReader {
  readonly #clock: Clock;
  #address: number;
  #key: Uint8Array | null;
  #channel: PeripheralChannel | null = null;
  #isSecure = false;
  #lastSequence = 0;
  #lastReply: Buffer = Buffer.alloc(0);
  #news: Answer[] = [];
  #inputs = [false, false];
  #outputs = [false, false];
  #endPulse: CancelTimer[] = [() => {}, () => {}];
  #mute = false;
  #flips = 0;
  #busy = 0;
  #refused: number | null = null;
  #tampered = false;
  #powerFailed = false;
  #baudRate = 9600;
  readonly #shown: { led: string; buzzes: number; text: string } = { led: 'off', buzzes: 0, text: '' };

  constructor({ address, clock, key }: SimulatedOsdpParts) {
    this.#address = address;
    this.#clock = clock;
    this.#key = key;
  }

  get address(): number {
    return this.#address;
  }

  get baudRate(): number {
    return this.#baudRate;
  }

  /** Whether each output is on. */
  get outputs(): readonly boolean[] {
    return this.#outputs;
  }

  get key(): Uint8Array | null {
    return this.#key;
  }

  /** LED as `colour on/off` in 100 ms, how often it has buzzed, and its text. */
  get shown(): { readonly led: string; readonly buzzes: number; readonly text: string } {
    return this.#shown;
  }

  /** Bits as they are read off the card, `wiegand` when they have their parities; told at the next poll. */
  presentBits(format: 'unspecified' | 'wiegand', bits: string): void {
    const bytes = bits.match(/.{1,8}/g)?.map((byte) => Number.parseInt(byte.padEnd(8, '0'), 2)) ?? [];
    const head = [0, format === 'wiegand' ? 1 : 0, bits.length % 256, Math.floor(bits.length / 256)];
    this.#news.push({ code: 0x50, data: [...head, ...bytes] });
  }

  presentUid(hex: string): void {
    this.presentBits(
      'unspecified',
      [...Buffer.from(hex, 'hex')].map((byte) => byte.toString(2).padStart(8, '0')).join(''),
    );
  }

  /** A card that the reader makes characters of. */
  presentText(text: string): void {
    this.#news.push({ code: 0x51, data: [0, 0, text.length, ...Buffer.from(text, 'latin1')] });
  }

  /** Digits, `*` and `#`. */
  pressKeys(keys: string): void {
    const codes = [...keys].map((key) => (key === '*' ? 0x7f : key === '#' ? 0x0d : key.charCodeAt(0)));
    this.#news.push({ code: 0x53, data: [0, codes.length, ...codes] });
  }

  setTampered(on: boolean): void {
    this.#tampered = on;
    this.#news.push(this.#localStatus());
  }

  setPowerFailed(on: boolean): void {
    this.#powerFailed = on;
    this.#news.push(this.#localStatus());
  }

  setInput(index: number, closed: boolean): void {
    this.#inputs = this.#inputs.map((before, at) => (at === index ? closed : before));
    this.#news.push(this.#inputStatus());
  }

  /** Answers nothing until this is called with false. */
  mute(on: boolean): void {
    this.#mute = on;
  }

  /** One bit of the MAC of so many secured replies is wrong. */
  flipMacs(times: number): void {
    this.#flips = times;
  }

  /** From now on it knows no command of this code. */
  refuse(command: number): void {
    this.#refused = command;
  }

  /** Says so many times that it is busy. */
  beBusy(times: number): void {
    this.#busy = times;
  }

  /** Somebody has given it another key. */
  rekey(key: Uint8Array | null): void {
    this.#key = key;
    this.cyclePower();
  }

  /** Its power fails for a moment: outputs drop, and the session is forgotten. */
  cyclePower(): void {
    this.#forgetSession();
    this.#lastSequence = 0;
    this.#news = [];
    for (const index of this.#outputs.keys()) this.#setOutput(index, false, 0);
  }

  /** What it sends in return; empty when it is not meant, or says nothing. */
  receive(frame: PanelFrame): Buffer {
    if (this.#mute || (frame.address !== this.#address && frame.address !== 0x7f)) return Buffer.alloc(0);
    if (this.#busy > 0) {
      this.#busy -= 1;
      return withCrc(beginReply({ ...this.#head(frame, 0), block: null, code: 0x79, data: Buffer.alloc(0) }));
    }
    if (frame.sequence === 0) this.#forgetSession();
    else if (frame.sequence === this.#lastSequence) return this.#lastReply;
    const isNext = frame.sequence === 0 || frame.sequence === (this.#lastSequence % 3) + 1;
    const reply = isNext ? this.#answer(frame) : this.#inClear(frame, nak(NAK.sequence));
    if (isNext) this.#lastSequence = frame.sequence;
    this.#lastReply = reply;
    return reply;
  }

  #head({ sequence }: PanelFrame, own?: number) {
    return { address: this.#address, sequence: own ?? sequence };
  }

  #answer(frame: PanelFrame): Buffer {
    switch (frame.block?.type) {
      case undefined:
        return this.#inClear(frame, this.#answerInClear(frame));
      case 0x11:
        return this.#challenged(frame);
      case 0x13:
        return this.#proved(frame);
      case 0x15:
      case 0x17:
        return this.#answerSecurely(frame);
      default:
        return this.#inClear(frame, nak(NAK.block));
    }
  }

  #answerInClear({ code, data }: PanelFrame): Answer {
    return this.#key === null && !this.#isSecure ? this.#obey(code, data) : nak(NAK.security);
  }

  #challenged(frame: PanelFrame): Buffer {
    const selector = frame.block?.data[0] ?? 0;
    const key = selector === 0 ? (this.#key === null ? FACTORY_KEY : null) : this.#key;
    if (key === null || frame.data.length !== 8) return this.#inClear(frame, nak(NAK.security));
    const own = randomBytes(8);
    this.#channel = new PeripheralChannel(key, Buffer.from(frame.data), own);
    const data = Buffer.concat([Buffer.from(IDENTITY.slice(0, 8)), own, this.#channel.ownCryptogram()]);
    const block = { type: 0x12, data: Buffer.from([selector]) };
    return withCrc(beginReply({ ...this.#head(frame), block, code: 0x76, data }));
  }

  #proved(frame: PanelFrame): Buffer {
    const start = this.#channel?.accept(frame.data) ?? null;
    this.#isSecure = start !== null;
    const block = { type: 0x14, data: Buffer.from([start === null ? 0xff : 0x01]) };
    const data = start ?? Buffer.alloc(16);
    return withCrc(beginReply({ ...this.#head(frame), block, code: 0x78, data }));
  }

  #answerSecurely(frame: PanelFrame): Buffer {
    const channel = this.#isSecure ? this.#channel : null;
    const data = channel?.open(frame.covered, frame.mac, frame.data, frame.block?.type === 0x17) ?? null;
    if (channel === null || data === null) {
      this.#forgetSession();
      return this.#inClear(frame, nak(NAK.security));
    }
    const reply = this.#sealed(frame, this.#obey(frame.code, data), channel);
    if (frame.code === 0x75) this.#forgetSession();
    return reply;
  }

  #sealed(frame: PanelFrame, answer: Answer, channel: PeripheralChannel): Buffer {
    const clear = Buffer.from(answer.data ?? []);
    const data = clear.length === 0 ? clear : channel.encrypt(clear);
    const block = { type: clear.length === 0 ? 0x16 : 0x18, data: Buffer.alloc(0) };
    const begun = beginReply({ ...this.#head(frame), block, code: answer.code, data });
    const mac = Buffer.from(channel.seal(begun));
    if (this.#flips > 0) {
      this.#flips -= 1;
      mac[0] = (mac[0] ?? 0) ^ 1;
    }
    return withCrc(Buffer.concat([begun, mac]));
  }

  #inClear(frame: PanelFrame, { code, data }: Answer): Buffer {
    return withCrc(beginReply({ ...this.#head(frame), block: null, code, data: Buffer.from(data ?? []) }));
  }

  #forgetSession(): void {
    this.#channel = null;
    this.#isSecure = false;
  }

  #obey(code: number, data: Uint8Array): Answer {
    if (code === this.#refused) return nak(NAK.unknownCommand);
    switch (code) {
      case 0x60:
        return this.#news.shift() ?? ACK;
      case 0x61:
        return { code: 0x45, data: IDENTITY };
      case 0x62:
        return { code: 0x46, data: CAPABILITIES };
      case 0x64:
        return this.#localStatus();
      case 0x65:
        return this.#inputStatus();
      case 0x68:
        return this.#output(Buffer.from(data));
      case 0x69:
        return this.#led(data);
      case 0x6a:
        this.#shown.buzzes += data[4] ?? 0;
        return ACK;
      case 0x6b:
        this.#shown.text = Buffer.from(data.subarray(6)).toString('latin1');
        return ACK;
      case 0x6e:
        return this.#setCommunication(Buffer.from(data));
      case 0x75:
        return this.#takeKey(data);
      default:
        return nak(NAK.unknownCommand);
    }
  }

  #output(data: Buffer): Answer {
    if (data.length !== 4) return nak(NAK.length);
    const index = data.readUInt8(0);
    if (index >= this.#outputs.length) return nak(NAK.record);
    const control = data.readUInt8(1);
    this.#setOutput(index, control === 0x02 || control === 0x05, data.readUInt16LE(2));
    return { code: 0x4a, data: this.#outputs.map(Number) };
  }

  #setOutput(index: number, on: boolean, tenths: number): void {
    this.#endPulse[index]?.();
    this.#outputs = this.#outputs.map((before, at) => (at === index ? on : before));
    if (on && tenths > 0)
      this.#endPulse[index] = this.#clock.after(milliseconds(tenths * 100), () => this.#setOutput(index, false, 0));
  }

  #led(data: Uint8Array): Answer {
    if (data.length !== 14) return nak(NAK.length);
    const look = data[2] === 0x02 ? data.subarray(3, 7) : data.subarray(10, 14);
    const colour = ['black', 'red', 'green', 'amber', 'blue'][look[2] ?? 0];
    this.#shown.led = `${colour} ${look[0]}/${look[1]}`;
    return ACK;
  }

  /** Takes effect after the answer, so that it goes out from the old address. */
  #setCommunication(data: Buffer): Answer {
    if (data.length !== 5) return nak(NAK.length);
    const [address, baudRate] = [data.readUInt8(0), data.readUInt32LE(1)];
    this.#clock.after(milliseconds(0), () => {
      this.#address = address;
      this.#baudRate = baudRate;
      this.cyclePower();
    });
    return { code: 0x54, data };
  }

  #takeKey(data: Uint8Array): Answer {
    if (!this.#isSecure || data[0] !== 0x01 || data.length !== 18) return nak(NAK.security);
    this.#key = Uint8Array.from(data.subarray(2));
    return ACK;
  }

  #localStatus(): Answer {
    return { code: 0x48, data: [Number(this.#tampered), Number(this.#powerFailed)] };
  }

  #inputStatus(): Answer {
    return { code: 0x49, data: this.#inputs.map(Number) };
  }
}
