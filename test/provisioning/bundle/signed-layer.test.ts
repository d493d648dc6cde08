import { createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import { brotliCompressSync, constants } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openSigned } from '../../../provisioning/bundle/open-bundle.ts';
import { signPayload } from '../../../provisioning/bundle/signed-layer.ts';
import { issueCertificate, makeAuthority } from '../../../provisioning/operator/certificates.ts';
import { anOperator } from '../operator/an-operator.ts';
import { flipped, made, signed } from './signed-bundle.ts';

describe('what was signed', () => {
  test('is opened with the operator’s key, or with the key that is in it', async () => {
    const { operator, bundle } = await made();
    const bytes = signed(bundle, operator);
    expect(openSigned(bytes, createPublicKey(operator.publicKey))).toEqual({ ok: true, value: bundle });
    expect(openSigned(bytes, null)).toEqual({ ok: true, value: bundle });
  });

  test('is refused with any byte of it changed, whoever’s key is expected', async () => {
    const { operator, bundle } = await made();
    const bytes = signed(bundle, operator);
    const codes = (expected: KeyObject | null, from: number, to: number) => {
      const found = new Set<string>();
      for (let at = from; at < to; at++) {
        const opened = openSigned(flipped(bytes, at), expected);
        found.add(opened.ok ? `opened with byte ${at} changed` : opened.error.code);
      }
      return [...found].sort();
    };
    for (const expected of [createPublicKey(operator.publicKey), null]) {
      expect(codes(expected, 0, 12)).toEqual(['bundle-format-unknown', 'bundle-malformed']);
      expect(codes(expected, 12, 44)).toEqual([expected === null ? 'signature-wrong' : 'operator-other']);
      expect(codes(expected, 44, bytes.length)).toEqual(['signature-wrong']);
    }
  });

  test('is refused when it is cut short, or goes on', async () => {
    const { operator, bundle } = await made();
    const bytes = signed(bundle, operator);
    for (let length = 0; length < bytes.length; length += 7)
      expect(openSigned(bytes.subarray(0, length), null).ok).toBe(false);
    expect(openSigned(Buffer.concat([bytes, Buffer.alloc(1)]), null)).toMatchObject({
      error: { code: 'signature-wrong' },
    });
  });

  test('is refused when another operator signed it', async () => {
    const { operator, bundle } = await made();
    const other = (await anOperator()).open();
    const expected = createPublicKey(operator.publicKey);
    const bytes = signed({ ...bundle, operatorKey: other.publicKey }, other);
    expect(openSigned(bytes, expected)).toMatchObject({ error: { code: 'operator-other' } });
    // Their key put into it, over the signature of ours.
    const mixed = Buffer.concat([bytes.subarray(0, 44), signed(bundle, operator).subarray(44)]);
    expect(openSigned(mixed, null)).toMatchObject({ error: { code: 'signature-wrong' } });
  });

  test('is said to be of a newer format where it is', async () => {
    const { operator, bundle } = await made();
    const newer = Buffer.from(signed(bundle, operator));
    newer.write('2', 10);
    expect(openSigned(newer, null)).toMatchObject({ error: { code: 'bundle-format-unknown' } });
  });

  test('is refused by a code, whatever it is', async () => {
    const { operator } = await made();
    const begin = Buffer.from('ak-bundle/1\n');
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.integer({ min: 0, max: 2 }), (bytes, how) => {
        const given = [bytes, Buffer.concat([begin, bytes]), signPayload(bytes, operator.key)][how] ?? bytes;
        expect(openSigned(given, null)).toMatchObject({ ok: false, error: { code: expect.any(String) } });
      }),
    );
  });
});

describe('well signed, and refused all the same:', () => {
  test.each<[string, (bundle: Record<string, unknown>) => object, RegExp]>([
    ['an unknown key', (bundle) => ({ ...bundle, more: 1 }), /more/],
    [
      'an unknown key in the config',
      (bundle) => ({ ...bundle, config: { ...Object(bundle.config), more: 1 } }),
      /config: .*more/,
    ],
    ['a serial of none', (bundle) => ({ ...bundle, serial: 0 }), /serial/],
    ['an office of a strange name', (bundle) => ({ ...bundle, office: '../x' }), /office/],
    [
      'a certificate with something behind it',
      (bundle) => ({ ...bundle, brokerCertificate: `${bundle.brokerCertificate}x` }),
      /brokerCertificate/,
    ],
    ['a key for a certificate', (bundle) => ({ ...bundle, brokerCertificate: bundle.brokerKey }), /brokerCertificate/],
    [
      'a credential key of 31 bytes',
      (bundle) => ({ ...bundle, credentialKey: `${'A'.repeat(42)}==` }),
      /credentialKey/,
    ],
    ['a list', () => [], /all of it/],
  ])('%s', async (_, change, where) => {
    const { operator, bundle } = await made();
    const opened = openSigned(signed(change(bundle), operator), null);
    expect(opened).toMatchObject({
      ok: false,
      error: { code: 'bundle-malformed', detail: expect.stringMatching(where) },
    });
  });

  test('what is no JSON, is not compressed, or is a bomb', async () => {
    const { operator, bundle } = await made();
    // It would be a good bundle, were it not for 50 MB of blanks.
    const blanks = Buffer.concat([Buffer.from(JSON.stringify(bundle)), Buffer.alloc(50_000_000, ' ')]);
    const bomb = brotliCompressSync(blanks, { params: { [constants.BROTLI_PARAM_QUALITY]: 2 } });
    expect(bomb.length).toBeLessThan(5_000);
    for (const payload of [brotliCompressSync('{'), Buffer.from('{}'), Buffer.alloc(0), bomb])
      expect(openSigned(signPayload(payload, operator.key), null)).toMatchObject({
        error: { code: 'bundle-malformed' },
      });
  });

  test('parts that do not belong together', async () => {
    const { operator, bundle } = await made();
    const { config } = bundle;
    const other = (await anOperator()).open();
    const day = { use: 'client', days: 1 } as const;
    const issue = (commonName: string, authority = operator.authority) =>
      issueCertificate(authority, { ...day, commonName }, new Date());
    const own = 'kommunen/storgatan-1';
    const stranger = await issue('kommunen/storgatan-2');
    const foreign = await issue(own, other.authority);
    // An authority by the very name of ours, with another key.
    const twin = await makeAuthority('Prov', new Date());
    const certified = ({ certificate, key }: typeof stranger) => ({ brokerCertificate: certificate, brokerKey: key });
    const broker = { ...Object(config.broker), keyFile: '/etc/passwd' };
    const cases: readonly (readonly [object, string])[] = [
      [{ operatorKey: other.publicKey }, 'operator’s key'],
      [{ releaseKey: '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n' }, 'key of releases'],
      [{ config: { ...config, provisioned: false } }, 'provisioned'],
      [{ office: 'storgatan-2' }, 'its config is of another office'],
      [{ operator: 'staden' }, 'its config is of another office'],
      [{ config: { ...config, api: { port: 80 } } }, 'another port'],
      [{ config: { ...config, broker } }, 'elsewhere'],
      [certified(stranger), 'the certificate is of another office'],
      [certified(foreign), 'not of the broker’s authority'],
      [{ brokerAuthority: twin.certificate }, 'not of the broker’s authority'],
      [{ brokerCertificate: withoutSignature(bundle.brokerCertificate) }, 'not of the broker’s authority'],
      [{ brokerKey: foreign.key }, 'another key'],
      [{ brokerAuthority: bundle.brokerCertificate }, 'authority is none'],
      [{ brokerKey: '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n' }, 'cannot be read'],
    ];
    for (const [over, why] of cases)
      expect(openSigned(signed({ ...bundle, ...over }, operator), null)).toMatchObject({
        error: { code: 'bundle-inconsistent', detail: expect.stringContaining(why) },
      });
  });
});

/** A certificate that nobody has signed, with all else as it was. */
function withoutSignature(certificate: string): string {
  const der = new X509Certificate(certificate).raw;
  return new X509Certificate(flipped(der, der.length - 1)).toString();
}
