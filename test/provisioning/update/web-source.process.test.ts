import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer as createPlainServer, type RequestListener } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { CertificateAuthority } from '../../support/certificates.ts';

const child = fileURLToPath(new URL('./web-source-child.ts', import.meta.url));

async function serving(listener: RequestListener) {
  const authority = await CertificateAuthority.create();
  const { cert, key } = await authority.sign({ commonName: 'releases' });
  const server = createServer({ cert, key }, listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return { authority, url: `https://localhost:${(server.address() as AddressInfo).port}/ak` };
}

/** What is found there by a box whose system trusts these authorities. */
async function found(url: string, trusted: string): Promise<unknown> {
  const env = { ...process.env, SSL_CERT_FILE: trusted, SSL_CERT_DIR: '/nonexistent' };
  const { stdout } = await promisify(execFile)(process.execPath, [child, url], { env });
  return JSON.parse(stdout);
}

test('a release is fetched from an address whose authority the system trusts', async () => {
  const asked: string[] = [];
  const { authority, url } = await serving(({ url = '' }, answer) => {
    asked.push(url.replace(/_(amd64|arm64)/, ''));
    answer.end(url.endsWith('.gz') ? Buffer.alloc(300_000) : 'a manifest');
  });
  expect(await found(url, authority.certificateFile)).toEqual({ manifest: 'a manifest', archive: 300_000 });
  expect(asked).toEqual(['/ak/ak-release.manifest', '/ak/archive.tar.gz']);
});

test('nothing is fetched from one that only others trust', async () => {
  const { url } = await serving((_, answer) => void answer.end('a manifest'));
  const other = await CertificateAuthority.create('Another');
  const nothing = { manifest: 'source-unreachable', archive: 'source-unreachable' };
  expect(await found(url, other.certificateFile)).toEqual(nothing);
});

test('what is not there, what answers with a fault, and what leads away from https is told apart', async () => {
  const plain = createPlainServer((_, answer) => void answer.end('anybody’s')).listen(0, '127.0.0.1');
  await once(plain, 'listening');
  onTestFinished(() => void plain.close());
  const location = `http://127.0.0.1:${(plain.address() as AddressInfo).port}/`;
  const { authority, url } = await serving(({ url: path = '' }, answer) => {
    if (path.endsWith('.manifest')) answer.writeHead(404).end();
    else answer.writeHead(302, { location }).end();
  });
  expect(await found(url, authority.certificateFile)).toEqual({
    manifest: 'source-empty',
    archive: 'source-unreachable',
  });
});
