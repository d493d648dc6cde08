import { createPrivateKey } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeInstallCode } from '../../../provisioning/bundle/install-code.ts';
import { LARGEST_BUNDLE, openBundle } from '../../../provisioning/bundle/open-bundle.ts';
import { bytesOfQr, qrTextOf } from '../../../provisioning/bundle/qr-text.ts';
import { sealBundle } from '../../../provisioning/bundle/seal-bundle.ts';
import { makeSigningKey } from '../../../provisioning/operator/signing-keys.ts';
import { PASSPHRASE, QUICK } from '../operator/an-operator.ts';
import { flipped, made } from './signed-bundle.ts';

describe('a bundle is opened', () => {
  test('with its passphrase, and the key of its operator', async () => {
    const bed = await made();
    expect(await openBundle(bed.bytes, PASSPHRASE, bed.operator.publicKey)).toEqual({ ok: true, value: bed.bundle });
  });

  test('from what a scanner read, with or without an end of line', async () => {
    const bed = await made();
    for (const end of ['', '\r', '\r\n']) {
      const scanned = Buffer.from(qrTextOf(bed.bytes) + end);
      expect(bytesOfQr(scanned)).not.toBe(null);
      expect(await openBundle(scanned, PASSPHRASE, null)).toEqual({ ok: true, value: bed.bundle });
    }
  });

  test('when it was locked with what it costs in earnest', async () => {
    const bed = await made();
    const passphrase = makeInstallCode();
    const sealed = await sealBundle(bed.bundle, { operatorKey: bed.operator.key, passphrase });
    if (!sealed.ok) throw new Error(sealed.error.detail);
    expect(Buffer.from(sealed.value.subarray(0, 64)).toString('latin1')).toMatch(
      /^age-encryption\.org\/v1\n-> scrypt \S{22} 15\n/,
    );
    expect(await openBundle(sealed.value, passphrase, bed.operator.publicKey)).toMatchObject({ ok: true });
  });
});

describe('a bundle is not opened', () => {
  test('with another passphrase', async () => {
    const bed = await made();
    for (const passphrase of ['', 'en annan', `${PASSPHRASE} `, PASSPHRASE.toUpperCase()])
      expect(await openBundle(bed.bytes, passphrase, null)).toMatchObject({ error: { code: 'passphrase-wrong' } });
  });

  test('with an install code that is mistyped, and it is told where', async () => {
    const bed = await made();
    const code = makeInstallCode();
    const sealed = await sealBundle(bed.bundle, { operatorKey: bed.operator.key, passphrase: code, ...QUICK });
    if (!sealed.ok) throw new Error(sealed.error.detail);
    const typed = `${code.slice(0, 6)}${code[6] === '7' ? '8' : '7'}${code.slice(7)}`;
    expect(await openBundle(sealed.value, typed, null)).toEqual({
      ok: false,
      error: { code: 'passphrase-wrong', detail: 'group 2 of the install code is mistyped' },
    });
  });

  test('with the key of another operator, or with none that can be read', async () => {
    const bed = await made();
    const open = (key: string) => openBundle(bed.bytes, PASSPHRASE, key);
    expect(await open(makeSigningKey().publicKey)).toMatchObject({ error: { code: 'operator-other' } });
    expect(await open('')).toMatchObject({ error: { code: 'operator-key-malformed' } });
    expect(await open(bed.bundle.brokerCertificate)).toMatchObject({ error: { code: 'operator-key-malformed' } });
  });

  test('with any byte of its beginning changed, or one in sixteen of the rest', async () => {
    const { bytes } = await made();
    const codes = new Set<string>();
    for (let at = 0; at < bytes.length; at += at < 250 ? 1 : 16) {
      const opened = await openBundle(flipped(bytes, at), PASSPHRASE, null);
      codes.add(opened.ok ? `opened with byte ${at} changed` : opened.error.code);
    }
    expect([...codes].sort()).toEqual(['bundle-damaged', 'bundle-malformed', 'passphrase-wrong']);
  });

  test('when it is cut short, empty or followed by more', async () => {
    const { bytes } = await made();
    for (let length = 0; length < bytes.length; length += 37)
      expect((await openBundle(bytes.subarray(0, length), PASSPHRASE, null)).ok).toBe(false);
    expect(await openBundle(new Uint8Array(), PASSPHRASE, null)).toMatchObject({ error: { code: 'bundle-malformed' } });
    expect(await openBundle(Buffer.concat([bytes, Buffer.alloc(16)]), PASSPHRASE, null)).toMatchObject({
      error: { code: 'bundle-damaged' },
    });
  });

  test('when it is too large, before anything of it is looked at', async () => {
    const bed = await made();
    const huge = Buffer.concat([bed.bytes, Buffer.alloc(LARGEST_BUNDLE)]);
    expect(await openBundle(huge, PASSPHRASE, null)).toMatchObject({ error: { code: 'bundle-too-large' } });
  });

  test('when opening it would take a gigabyte', async () => {
    const bed = await made();
    const greedy = Buffer.from(bed.bytes)
      .toString('latin1')
      .replace(/(-> scrypt \S{22}) 2\n/, '$1 20\n');
    const opened = await openBundle(Buffer.from(greedy, 'latin1'), PASSPHRASE, null);
    expect(opened).toMatchObject({ error: { code: 'bundle-malformed' } });
  });

  test('when it is anything else', async () => {
    const head = `age-encryption.org/v1\n-> scrypt ${'A'.repeat(22)} 1\n`;
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 500 }), fc.constantFrom('', head, 'AK1:'), async (bytes, begin) => {
        const opened = await openBundle(Buffer.concat([Buffer.from(begin), bytes]), PASSPHRASE, null);
        expect(opened).toMatchObject({ ok: false, error: { code: expect.any(String) } });
      }),
      { numRuns: 300 },
    );
  });
});

describe('a bundle is not made', () => {
  test('with another key than it says, or of parts that no box would take', async () => {
    const { bundle, operator } = await made();
    const sealing = { operatorKey: operator.key, passphrase: PASSPHRASE, ...QUICK };
    const stranger = createPrivateKey(makeSigningKey().key);
    expect(await sealBundle(bundle, { ...sealing, operatorKey: stranger })).toMatchObject({
      error: { code: 'bundle-inconsistent' },
    });
    expect(await sealBundle({ ...bundle, serial: 0 }, sealing)).toMatchObject({ error: { code: 'bundle-malformed' } });
  });
});
