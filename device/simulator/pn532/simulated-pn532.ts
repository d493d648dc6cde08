import { ok, type Result } from '../../contract/result.ts';
import { type CredentialFault, parseUid } from '../../domain/credential.ts';
import { ACK_FRAME, decodeHost, encodeAnswer, type HostMessage, SYNTAX_ERROR_FRAME } from './chip-codec.ts';
import { SimulatedField } from './simulated-field.ts';

const FIRMWARE_1_6 = [0x32, 0x01, 0x06, 0x07];
const FOR_EVER = 0xff;

/** SENS_RES and SEL_RES by the UID's length, as cards of that length have them (NXP AN10833). */
const KIND_OF_CARD: Readonly<Record<number, readonly number[]>> = {
  4: [0x00, 0x04, 0x08],
  7: [0x00, 0x44, 0x00],
  10: [0x00, 0x84, 0x00],
};

/**
 * A PN532 on a UART with no hardware (NXP UM0701-02): bytes in, the bytes it sends in return out. It sleeps until it is
 * woken and takes nothing before SAMConfiguration; set to look for ever it does not answer a look without a card.
 */
export class SimulatedPn532 {
  readonly #field = new SimulatedField();
  #rest: readonly number[] = [];
  #lastAnswer: readonly number[] = [];
  #garbage: readonly number[] = [];
  #mute = false;
  #awake = false;
  #configured = false;
  #retries = FOR_EVER;

  /** What the host sent; answered by all that the chip sends in return, ACK first. */
  receive(bytes: Uint8Array): Uint8Array {
    this.#awake ||= bytes.includes(0x55);
    if (!this.#awake) return new Uint8Array();
    const { messages, rest } = decodeHost([...this.#rest, ...bytes]);
    this.#rest = rest;
    const sent = messages.flatMap((message) => this.#take(message));
    if (this.#mute || messages.length === 0) return new Uint8Array();
    const garbage = this.#garbage;
    this.#garbage = [];
    return Uint8Array.from([...garbage, ...sent]);
  }

  /** Lays a card on the antenna, beside those that lie there. */
  putCard(uidHex: string): Result<void, CredentialFault> {
    const uid = parseUid(uidHex);
    if (!uid.ok) return uid;
    this.#field.put(Buffer.from(uid.value.canonical, 'hex'));
    return ok(undefined);
  }

  /** Takes all cards away. */
  removeCard(): void {
    this.#field.remove();
  }

  /** Hung: it takes commands and sends nothing, until this is called with false. */
  mute(on: boolean): void {
    this.#mute = on;
  }

  /** Goes before what is sent next. */
  garbage(bytes: Uint8Array): void {
    this.#garbage = [...this.#garbage, ...bytes];
  }

  /** Its power fails for a moment: it sleeps, and all that was set is forgotten. */
  cyclePower(): void {
    this.#rest = [];
    this.#lastAnswer = [];
    this.#awake = false;
    this.#configured = false;
    this.#retries = FOR_EVER;
    this.#field.switchOff();
  }

  #take(message: HostMessage): readonly number[] {
    if (message.kind === 'command') return this.#answer(message.code, message.data);
    return message.kind === 'nack' ? this.#lastAnswer : [];
  }

  #answer(code: number, data: readonly number[]): readonly number[] {
    if (!this.#configured && code !== 0x14) return [];
    const answer = this.#obey(code, data);
    this.#lastAnswer = answer === null ? [] : answer === 'refused' ? SYNTAX_ERROR_FRAME : encodeAnswer(code, answer);
    return [...ACK_FRAME, ...this.#lastAnswer];
  }

  /** The data of the answer; null: none is given. */
  #obey(code: number, data: readonly number[]): readonly number[] | 'refused' | null {
    switch (code) {
      case 0x14:
        this.#configured = true;
        return [];
      case 0x02:
        return FIRMWARE_1_6;
      case 0x12:
        return data.length === 1 ? [] : 'refused';
      case 0x32:
        return this.#configureField(data);
      case 0x4a:
        return this.#listTarget(data);
      default:
        return 'refused';
    }
  }

  #configureField([item, ...data]: readonly number[]): readonly number[] | 'refused' {
    if (item === 0x01 && ((data[0] ?? 0) & 1) === 0) this.#field.switchOff();
    if (item === 0x05) this.#retries = data[2] ?? FOR_EVER;
    return item === 0x01 || item === 0x05 ? [] : 'refused';
  }

  #listTarget([most, kind]: readonly number[]): readonly number[] | 'refused' | null {
    if (most !== 1 || kind !== 0x00) return 'refused';
    const uid = this.#field.select();
    if (uid === null) return this.#retries === FOR_EVER ? null : [0x00];
    return [0x01, 0x01, ...(KIND_OF_CARD[uid.length] ?? []), uid.length, ...uid];
  }
}
