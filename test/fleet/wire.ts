import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { Socket } from 'node:net';

/** Whose code is running: the link makes its sockets deep inside, and nobody else can say whose they are. */
const running = new AsyncLocalStorage<Wire>();

subscribe('net.client.socket', (message) => {
  if (typeof message !== 'object' || message === null || !('socket' in message)) return;
  if (message.socket instanceof Socket) running.getStore()?.took(message.socket);
});

/** The TCP connections of one office, to be cut as a cable is: its own broker code is not asked. */
export class Wire {
  #socket: Socket | null = null;
  #bytesBefore = 0;

  /** What is begun inside, timers and all, makes its connections over this wire. */
  run<T>(action: () => T): T {
    return running.run(this, action);
  }

  took(socket: Socket): void {
    this.#count();
    this.#socket = socket;
  }

  /** Both ways, as TCP carried them. */
  get bytes(): number {
    const { bytesRead = 0, bytesWritten = 0 } = this.#socket ?? {};
    return this.#bytesBefore + bytesRead + bytesWritten;
  }

  /** Without a word; resolves when the office has noticed. False when there was no connection. */
  async cut(): Promise<boolean> {
    const socket = this.#socket;
    if (socket === null || socket.destroyed) return false;
    const closed = once(socket, 'close');
    socket.destroy();
    await closed;
    return true;
  }

  #count(): void {
    this.#bytesBefore = this.bytes;
    this.#socket = null;
  }
}
