import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CARD, PIN } from './directory-at-work.ts';
import { OverTcp } from './over-tcp.ts';

const pem = (name: string) =>
  readFileSync(new URL(`../broker/certificates/test-only.${name}.pem`, import.meta.url), 'utf8');
const serverTls = { cert: pem('cert'), key: pem('key') };
const ca = serverTls.cert;

describe('a library behind TLS', () => {
  it('is trusted by the authority that the config names', async () => {
    const work = await OverTcp.ready({ options: { tls: { ca } }, serverTls });
    expect(await work.ask(CARD, PIN)).toEqual({ outcome: 'good' });
    expect(work.directory.status()).toMatchObject({ detail: `SIP2 in TLS, 127.0.0.1:${work.server.port}` });
  });

  it('is trusted by the name that the config names', async () => {
    const work = await OverTcp.ready({ options: { tls: { ca, servername: 'localhost' } }, serverTls });
    expect(await work.ask()).toEqual({ outcome: 'good' });
  });

  it.each([
    ['an authority that nobody knows', {}],
    ['another name', { ca, servername: 'sip.example.se' }],
    ['an authority file that is none', { ca: '-----BEGIN CERTIFICATE-----\nbroken\n-----END CERTIFICATE-----\n' }],
  ])('with %s is not trusted, and hears not a word', async (_, tls) => {
    const work = await OverTcp.start({ options: { tls }, serverTls });
    await work.become('faulted patron-untrusted');
    expect(await work.ask(CARD, PIN)).toEqual({ outcome: 'unavailable', code: 'patron-untrusted' });
    expect(work.server.library.heard).toEqual([]);
  });

  it('is not taken for one that speaks in clear, nor the other way round', async () => {
    const inClear = await OverTcp.start({ options: { tls: { ca } } });
    await inClear.become('faulted patron-unreachable', 100);
    const inTls = await OverTcp.start({ serverTls });
    await inTls.become('faulted patron-unreachable', 100);
    expect([...inClear.server.library.heard, ...inTls.server.library.heard].filter((code) => code === '93')).toEqual(
      [],
    );
  });
});
