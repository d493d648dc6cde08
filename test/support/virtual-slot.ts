import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** What a card answers to an APDU; null: nothing, for ever; `leave`: it is taken off the reader. */
export type VirtualCard = (apdu: Buffer) => Buffer | null | 'leave';

/** ATR of a card with memory alone, by PC/SC's workgroup: here NXP MIFARE Ultralight (PC/SC part 3, §3.1.3.2.3.1). */
export const STORAGE_CARD_ATR = Buffer.from('3B8F8001804F0CA0000003060300030000000068', 'hex');

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
export class VirtualSlot {
  readonly #port: number;
  #socket: Socket | null = null;

  constructor(port: number) {
    this.#port = port;
  }

  /** Lays a card on the reader; resolves when pcscd has asked it for its ATR, which is when it knows of the card. */
  async put(card: VirtualCard, atr = ATR): Promise<void> {
    if (this.#socket !== null) throw new Error('there is a card on the reader');
    const socket = await this.#connect();
    this.#socket = socket;
    const noticed = new Promise<void>((resolve) => serve(socket, { card, atr }, resolve));
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

  /** pcscd listens soon after its start, and takes the card when it next looks. */
  async #connect(): Promise<Socket> {
    for (let left = 500; ; left--) {
      const socket = await connected(this.#port).catch((error) => {
        if (left === 0) throw error;
        return null;
      });
      if (socket !== null) return socket;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
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
type LaidCard = { readonly card: VirtualCard; readonly atr: Buffer };

function serve(socket: Socket, { card, atr }: LaidCard, noticed: () => void): void {
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
      const answer = message.length === 1 ? atr : card(message);
      if (answer === 'leave') socket.destroy();
      else if (answer !== null) send(answer);
      noticed();
    }
  });
}
