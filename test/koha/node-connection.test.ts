import { readFileSync } from 'node:fs';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createServer as createNetServer, type Server } from 'node:net';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { NodeConnection } from '../../device/drivers/koha/node-connection.ts';

const pem = (name: string) =>
  readFileSync(new URL(`../broker/certificates/test-only.${name}.pem`, import.meta.url), 'utf8');

const UNREACHABLE = { ok: false, error: { code: 'patron-unreachable' } };
const UNTRUSTED = { ok: false, error: { code: 'patron-untrusted' } };
const TOO_LONG = { ok: false, error: { code: 'patron-garbled' } };
const GET = { method: 'GET', path: '/patrons', headers: {} } as const;

const still = () => new AbortController().signal;

async function listening(server: Server, host = '127.0.0.1'): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const address = server.address();
  return `${host}:${address !== null && typeof address === 'object' ? address.port : 0}`;
}

function connected(root: string, ca?: string): NodeConnection {
  const connection = new NodeConnection(ca === undefined ? { root } : { root, ca });
  onTestFinished(() => connection.close());
  return connection;
}

async function toServer(serve: RequestListener): Promise<NodeConnection> {
  const server = createHttpServer(serve);
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return connected(`http://${await listening(server)}`);
}

/** A server that says the same to everybody, byte for byte, and hangs up. */
async function toWords(words: string): Promise<NodeConnection> {
  const server = createNetServer((socket) => {
    socket.on('error', () => {});
    socket.on('data', () => socket.end(words));
  });
  onTestFinished(() => void server.close());
  return connected(`http://${await listening(server)}`);
}

describe('a connection to a site', () => {
  it('brings status and body, below the address that it was given', async () => {
    const connection = await toServer((request, response) => {
      response.statusCode = 418;
      response.end(`${request.method} ${request.url} ${request.headers.accept}`);
    });
    const answer = await connection.send({ ...GET, headers: { accept: 'application/json' } }, still());
    expect(answer).toEqual({ ok: true, value: { status: 418, body: 'GET /api/v1/patrons application/json' } });
  });

  it('is kept for the next request of the same visitor', async () => {
    const ports = new Set<number | undefined>();
    const connection = await toServer((request, response) => {
      ports.add(request.socket.remotePort);
      response.end();
    });
    for (const _ of [1, 2, 3]) await connection.send(GET, still());
    expect(ports.size).toBe(1);
  });

  it('is let go when it is closed', async () => {
    let isCut = false;
    const connection = await toServer((request, response) => {
      request.socket.on('close', () => {
        isCut = true;
      });
      response.end();
    });
    await connection.send(GET, still());
    expect(isCut).toBe(false);
    connection.close();
    await vi.waitFor(() => expect(isCut).toBe(true));
  });

  it('sends a body with its length', async () => {
    const connection = await toServer((request, response) => {
      request.on('data', (chunk: Uint8Array) => response.end(`${request.headers['content-length']} ${chunk}`));
    });
    const answer = await connection.send({ ...GET, method: 'POST', body: '{"å":1}' }, still());
    expect(answer).toMatchObject({ ok: true, value: { body: '8 {"å":1}' } });
  });

  it('takes 64 KB of a body and not a byte more, with or without a length told', async () => {
    let bytes = 64 * 1024;
    let isChunked = false;
    const connection = await toServer((_, response) => {
      if (isChunked) response.write('x');
      response.end('x'.repeat(isChunked ? bytes - 1 : bytes));
    });
    for (isChunked of [false, true]) {
      bytes = 64 * 1024;
      expect(await connection.send(GET, still())).toMatchObject({ ok: true });
      bytes += 1;
      expect(await connection.send(GET, still())).toEqual(TOO_LONG);
    }
  });

  it('does not wait for the end of a body that has none, nor go on taking it', async () => {
    let isCut = false;
    const connection = await toServer((_, response) => {
      response.on('close', () => {
        isCut = true;
      });
      const fill = () => {
        while (response.write('x'.repeat(16_384)));
      };
      response.on('drain', fill);
      fill();
    });
    expect(await connection.send(GET, still())).toEqual(TOO_LONG);
    await vi.waitFor(() => expect(isCut).toBe(true));
  });

  it('follows no redirect', async () => {
    let requests = 0;
    const connection = await toServer((_, response) => {
      requests += 1;
      response.writeHead(302, { location: '/elsewhere' }).end();
    });
    expect(await connection.send(GET, still())).toMatchObject({ ok: true, value: { status: 302 } });
    expect(requests).toBe(1);
  });

  it.each([
    ['no HTTP', 'SSH-2.0-OpenSSH_9.2\r\n'],
    ['nothing', ''],
    ['half a head', 'HTTP/1.1 200 OK\r\nContent-'],
    ['half a body', 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n[]'],
    ['half a chunk', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n[]'],
    ['another protocol', 'HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n'],
    ['to go on, and no more', 'HTTP/1.1 100 Continue\r\n\r\n'],
    ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n[]'],
  ])('that says %s is lost', async (_, words) => {
    expect(await (await toWords(words)).send(GET, still())).toEqual(UNREACHABLE);
  });

  it('to a port where nobody listens is lost', async () => {
    const server = createNetServer();
    const place = await listening(server);
    await new Promise((resolve) => server.close(resolve));
    expect(await connected(`http://${place}`).send(GET, still())).toEqual(UNREACHABLE);
  });

  it('ends when it is aborted: before, without an answer, and in the middle of one', async () => {
    let heard = () => {};
    const connection = await toServer((request, response) => {
      if (request.url?.endsWith('/half') === true) response.write('[');
      heard();
    });
    const before = new AbortController();
    before.abort();
    expect(await connection.send(GET, before.signal)).toEqual(UNREACHABLE);
    for (const path of ['/none', '/half']) {
      const abort = new AbortController();
      const isHeard = new Promise<void>((resolve) => {
        heard = resolve;
      });
      const answer = connection.send({ ...GET, path }, abort.signal);
      await isHeard;
      abort.abort();
      expect(await answer).toEqual(UNREACHABLE);
    }
  });
});

describe('a connection by TLS', () => {
  async function secureSite(asked = () => {}, host?: string): Promise<string> {
    const server = createHttpsServer({ cert: pem('cert'), key: pem('key') }, (_, response) => {
      asked();
      response.end('[]');
    });
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    return await listening(server, host);
  }

  it('trusts a library’s own certificates where it was given them', async () => {
    const connection = connected(`https://${await secureSite()}`, pem('cert'));
    expect(await connection.send(GET, still())).toMatchObject({ ok: true, value: { status: 200, body: '[]' } });
  });

  it('trusts no other, says so, and sends it nothing', async () => {
    let requests = 0;
    const place = await secureSite(() => {
      requests += 1;
    });
    expect(await connected(`https://${place}`).send(GET, still())).toEqual(UNTRUSTED);
    expect(await connected(`https://${place}`, 'no certificate at all').send(GET, still())).toEqual(UNTRUSTED);
    expect(requests).toBe(0);
  });

  it('trusts none that was made out to somebody else', async () => {
    const connection = connected(`https://${await secureSite(() => {}, '127.0.0.2')}`, pem('cert'));
    expect(await connection.send(GET, still())).toEqual(UNTRUSTED);
  });

  it('is not made to a site that knows none', async () => {
    const plain = createHttpServer((_, response) => void response.end('[]'));
    onTestFinished(() => void plain.close());
    const connection = connected(`https://${await listening(plain)}`, pem('cert'));
    expect(await connection.send(GET, still())).toEqual(UNREACHABLE);
  });
});
