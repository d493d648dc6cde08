import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { milliseconds } from '../../contract/units.ts';
import type { Clock } from '../../ports/clock.ts';
import { SimulatedConnection } from './simulated-connection.ts';
import { SimulatedLibrary } from './simulated-library.ts';

export type SimulatedSip2ServerOptions = {
  readonly clock: Clock;
  /** 0 takes any free one. */
  readonly port?: number;
  /** PEM; with it the server speaks TLS. */
  readonly tls?: { readonly cert: string; readonly key: string };
};

/** A simulated library on a real socket of 127.0.0.1. Its patrons and its faults can change while it runs. */
export class SimulatedSip2Server {
  readonly library: SimulatedLibrary;
  readonly #clock: Clock;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #port: number;
  #connections = 0;

  constructor({ clock, port = 0, tls }: SimulatedSip2ServerOptions) {
    this.#clock = clock;
    this.#port = port;
    this.library = new SimulatedLibrary(() => new Date(clock.wallMs()));
    this.#server =
      tls === undefined
        ? createServer((socket) => this.#serve(socket))
        : createTlsServer({ ...tls }, (socket) => this.#serve(socket));
  }

  /** Once it has been started it is the same at each start. */
  get port(): number {
    return this.#port;
  }

  /** How many connections were taken so far. */
  get connections(): number {
    return this.#connections;
  }

  /** Resolves when it listens, as it may do already. */
  async start(): Promise<void> {
    if (this.#server.listening) return;
    this.#server.listen(this.#port, '127.0.0.1');
    await once(this.#server, 'listening');
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('a TCP server has an address and a port');
    this.#port = address.port;
  }

  /** Cuts every terminal, and resolves when the port is free. */
  async stop(): Promise<void> {
    if (!this.#server.listening) return;
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #serve(socket: Socket): void {
    this.#connections += 1;
    this.#sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('error', () => {});
    socket.once('close', () => this.#sockets.delete(socket));
    const connection = new SimulatedConnection(this.library);
    socket.on('data', (bytes: Buffer) => {
      for (const answer of connection.receive(bytes)) this.#answer(socket, answer);
    });
  }

  #answer(socket: Socket, answer: Uint8Array | 'hang-up'): void {
    const { slowMs } = this.library.faults;
    if (answer === 'hang-up') socket.destroy();
    else if (slowMs === 0) this.#send(socket, answer);
    else this.#clock.after(milliseconds(slowMs), () => this.#send(socket, answer));
  }

  #send(socket: Socket, answer: Uint8Array): void {
    const { pieceBytes } = this.library.faults;
    if (!socket.writable) return;
    if (pieceBytes === 0) socket.write(answer);
    else this.#sendPieces(socket, answer, pieceBytes);
  }

  /** The next piece goes when the kernel has the last, so that the terminal is likely to see each by itself. */
  #sendPieces(socket: Socket, rest: Uint8Array, size: number): void {
    if (rest.length === 0 || !socket.writable) return;
    socket.write(rest.subarray(0, size), () => setImmediate(() => this.#sendPieces(socket, rest.subarray(size), size)));
  }
}
