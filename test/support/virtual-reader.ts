import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { onTestFinished, vi } from 'vitest';

/** What a card answers to an APDU; null: nothing, for ever; `leave`: it is taken off the reader. */
export type VirtualCard = (apdu: Buffer) => Buffer | null | 'leave';

/** ATR of a contactless card without historical bytes (PC/SC part 3, §3.1.3.2.3). */
const ATR = Buffer.from('3B80800101', 'hex');
/** Control bytes of vpcd's protocol (vsmartcard, "Creating a Virtual Smart Card"); off, on and reset ask for no answer. */
const CONTROL_ATR = 4;

/** Answers GET DATA with this UID (hexadecimal), and all else with "instruction not supported". */
export function cardWith(uid: string): VirtualCard {
  const answer = Buffer.from(`${uid}9000`, 'hex');
  return (apdu) => (apdu.toString('hex') === 'ffca000000' ? answer : Buffer.from('6d00', 'hex'));
}

/** One slot of pcscd's virtual reader, on which cards are put; nothing lies on it at first. */
export class VirtualReader {
  readonly #port: number;
  #socket: Socket | null = null;

  constructor(port: number) {
    this.#port = port;
    onTestFinished(() => this.remove());
  }

  /** Lays a card on the reader; resolves when pcscd has asked it for its ATR, which is when it knows of the card. */
  async put(card: VirtualCard): Promise<void> {
    if (this.#socket !== null) throw new Error('there is a card on the reader');
    const socket = await this.#connect();
    this.#socket = socket;
    const noticed = new Promise<void>((resolve) => serve(socket, card, resolve));
    await Promise.race([noticed, once(socket, 'close')]);
  }

  /** Takes the card away. pcscd notices when it next looks. */
  async remove(): Promise<void> {
    const socket = this.#socket;
    this.#socket = null;
    if (socket === null || socket.destroyed) return;
    const closed = once(socket, 'close');
    socket.destroy();
    await closed;
  }

  /** pcscd listens from its start on; it takes the card when it next looks. */
  #connect(): Promise<Socket> {
    return vi.waitFor(() => connected(this.#port), { timeout: 10_000, interval: 20 });
  }
}

async function connected(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1').setNoDelay();
  await once(socket, 'connect');
  // pcscd may be killed with the card on it.
  socket.on('error', () => {});
  return socket;
}

/** Answers for the card; messages are a length of two bytes, high byte first, and that many bytes. */
function serve(socket: Socket, card: VirtualCard, noticed: () => void): void {
  let received = Buffer.alloc(0);
  const send = (message: Buffer) => {
    const length = Buffer.alloc(2);
    length.writeUInt16BE(message.length);
    socket.write(Buffer.concat([length, message]));
  };
  socket.on('data', (bytes) => {
    received = Buffer.concat([received, bytes]);
    while (received.length >= 2 && received.length >= 2 + received.readUInt16BE()) {
      const end = 2 + received.readUInt16BE();
      const message = received.subarray(2, end);
      received = received.subarray(end);
      if (message.length === 1 && message[0] !== CONTROL_ATR) continue;
      const answer = message.length === 1 ? ATR : card(message);
      if (answer === 'leave') socket.destroy();
      else if (answer !== null) send(answer);
      noticed();
    }
  });
}
