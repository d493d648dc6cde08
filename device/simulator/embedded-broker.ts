import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { Aedes } from 'aedes';

export type EmbeddedBroker = {
  /** `mqtt://127.0.0.1:<port>`. MQTT 3.1.1 only. */
  readonly url: string;
  /** Cuts every client, and resolves when the port is free. */
  close(): Promise<void>;
};

/** An MQTT broker inside this process, on loopback alone, that forgets everything when it closes. Port 0 takes any free one. */
export async function startEmbeddedBroker({ port }: { readonly port: number }): Promise<EmbeddedBroker> {
  const aedes = await Aedes.createBroker();
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    aedes.handle(socket);
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has an address and a port');
  return {
    url: `mqtt://127.0.0.1:${address.port}`,
    async close() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await Promise.all([closed, new Promise<void>((resolve) => aedes.close(resolve))]);
    },
  };
}
