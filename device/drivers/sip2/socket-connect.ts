import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Sip2Options } from './options.ts';
import type { Connect, Transport, TransportListener } from './transport.ts';

type Where = Pick<Sip2Options, 'host' | 'port' | 'tls'>;

/** Node's and OpenSSL's codes for a certificate that does not check out, or an authority file that is none. */
const CERTIFICATE = /CERT|LEAF_SIGNATURE|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|OSSL_PEM/;

/** Connections over TCP, in TLS where the options say so. */
export function socketConnect(where: Where): Connect {
  return (listener) => {
    try {
      return transportOver(openSocket(where), where.tls === undefined ? 'connect' : 'secureConnect', listener);
    } catch (error) {
      return stillborn(error, listener);
    }
  };
}

function openSocket({ host, port, tls }: Where): Socket {
  if (tls === undefined) return connectTcp({ host, port, noDelay: true });
  const { ca, servername } = tls;
  const socket = connectTls({
    ...{ host, port, minVersion: 'TLSv1.2', rejectUnauthorized: true },
    ...(ca === undefined ? {} : { ca }),
    ...(servername === undefined ? {} : { servername }),
  });
  return socket.setNoDelay(true);
}

function transportOver(socket: Socket, whenOpen: 'connect' | 'secureConnect', listener: TransportListener): Transport {
  let over = false;
  const end = (code: Parameters<TransportListener['closed']>[0]) => {
    if (over) return;
    over = true;
    socket.destroy();
    listener.closed(code);
  };
  socket.once(whenOpen, () => over || listener.opened());
  socket.on('data', (bytes: Buffer) => over || listener.received(bytes));
  // This listener stays on to the end: an `error` that nobody hears would end the process.
  socket.on('error', (error) => end(codeOf(error)));
  socket.once('end', () => end('patron-unreachable'));
  socket.once('close', () => end('patron-unreachable'));
  return {
    send: (bytes) => void (over || socket.write(bytes)),
    async close() {
      over = true;
      if (socket.closed) return;
      const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
      socket.destroy();
      await closed;
    },
  };
}

/** A port that cannot be makes Node throw at once. */
function stillborn(error: unknown, listener: TransportListener): Transport {
  let over = false;
  queueMicrotask(() => over || listener.closed(codeOf(error)));
  return {
    send: () => {},
    close: async () => {
      over = true;
    },
  };
}

/** Goes by codes, never by the text. */
function codeOf(error: unknown): Parameters<TransportListener['closed']>[0] {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  return CERTIFICATE.test(code) ? 'patron-untrusted' : 'patron-unreachable';
}
