import { createCipheriv } from 'node:crypto';
import { assert as check, integer, nat, property, uint8Array } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decryptPiccData } from '../../device/drivers/ntag424/picc-data.ts';
import { sessionMacKey, sunMac } from '../../device/drivers/ntag424/sun-mac.ts';
import { createSunVerifier } from '../../device/drivers/ntag424/sun-message.ts';
import type { SunUriFormat } from '../../device/drivers/ntag424/sun-uri.ts';
import { Ntag424Tag } from '../support/ntag424-tag.ts';
import { hex, toHex } from './hex.ts';

const ZEROS = new Uint8Array(16);
const LONG: SunUriFormat = { piccData: 'picc_data', mac: 'cmac', macFrom: null };
const FORGED = { outcome: 'refused', code: 'sun-forged' };
const genuine = (uid: string, counter: number) => ({
  outcome: 'genuine',
  uid: expect.objectContaining({ kind: 'uid', canonical: uid, randomUid: false }),
  counter,
});

/** For the tags of NXP's examples, whose keys are all zeros. */
const verifyExample = (uri: string, format = LONG) =>
  createSunVerifier({ format, metaReadKey: ZEROS, fileReadKeyOf: () => ZEROS })(uri);

describe("the examples of NXP's AN12196, rev. 2.0", () => {
  it('table 1: the key of a session', () => {
    const read = { uid: hex('04C767F2066180'), counter: 1 };
    const key = sessionMacKey(hex('5ACE7E50AB65D5D51FD5BF5A16B8205B'), read);
    expect(toHex(key)).toBe('3A3E8110E05311F7A3FCF0D969BF2B48');
  });

  it('table 2: the encrypted PICCData', () => {
    const read = decryptPiccData(ZEROS, hex('EF963FF7828658A599F3041510671E88'));
    expect(read).toEqual({ uid: hex('04DE5F1EACC040'), counter: 61 });
  });

  it('table 4: a MAC that covers no text', () => {
    const read = { uid: hex('04DE5F1EACC040'), counter: 61 };
    expect(toHex(sessionMacKey(ZEROS, read))).toBe('3FB5F6E3A807A03D5E3570ACE393776F');
    const uri = 'https://ntag.nxp.com/424?e=EF963FF7828658A599F3041510671E88&c=94EED9EE65337086';
    expect(verifyExample(uri, { piccData: 'e', mac: 'c', macFrom: null })).toEqual(genuine('04DE5F1EACC040', 61));
  });

  it('table 5: a MAC that covers what comes before it', () => {
    const data = 'picc_data=FD91EC264309878BE6345CBE53BADF40&enc=CEE9A53E3E463EF1F459635736738962';
    const uri = `https://www.my424dna.com/?${data}&cmac=ECC1E7F6C6C73BF6`;
    expect(verifyExample(uri, { ...LONG, macFrom: 'enc' })).toEqual(genuine('04958CAA5C5E80', 8));
    expect(verifyExample(uri)).toEqual(FORGED);
  });
});

describe('messages of real tags, in the tests of nfc-developer/sdm-backend on GitHub', () => {
  it('one with factory keys', () => {
    const mac = sunMac(ZEROS, { uid: hex('041E3C8A2D6B80'), counter: 6 }, hex(''));
    expect(toHex(mac)).toBe('4B00064004B0B3D3');
  });

  it('one with two keys of its own, whose counter has gone beyond one byte', () => {
    const read = decryptPiccData(hex('42AFF114F2CB3B6141BE6DC95DFC5416'), hex('8ACADDEF0A9B62CDAE39A16B83FC14DE'));
    expect(read).toEqual({ uid: hex('041D3C8A2D6B80'), counter: 291 });
    const covered = Buffer.from('B8436E11F627BB7F543FCC0C1E0D1A89');
    const mac = read && sunMac(hex('B62A9BAF092439BD43C62AEE96B970C5'), read, covered);
    expect(mac && toHex(mac)).toBe('238B2543A8DEBAD8');
  });
});

it.each(['47', '87', 'C4', 'D7', 'C8', '00'])('PICCData that begin with %s are none of our tags', (tag) => {
  const cipher = createCipheriv('aes-128-cbc', ZEROS, ZEROS).setAutoPadding(false);
  const encrypted = Uint8Array.from(cipher.update(hex(`${tag} 04DE5F1EACC040 3D0000 DA5CF60941`)));
  expect(decryptPiccData(ZEROS, encrypted)).toBeNull();
});

const META = hex('101112131415161718191A1B1C1D1E1F');
const FILE = hex('202122232425262728292A2B2C2D2E2F');
const UID = '04A1B2C3D4E5F6';
const tagWith = (parts: Partial<ConstructorParameters<typeof Ntag424Tag>[0]> = {}) =>
  new Ntag424Tag({ uid: UID, metaReadKey: META, fileReadKey: FILE, ...parts });
const verify = createSunVerifier({ format: LONG, metaReadKey: META, fileReadKeyOf: () => FILE });

describe('a message', () => {
  it('of any tag and read that was made with our keys is genuine, whatever its MAC covers', () => {
    const bytes = (length: number) => uint8Array({ minLength: length, maxLength: length });
    check(
      property(bytes(7), bytes(16), bytes(16), integer({ min: 0, max: 2 ** 24 - 2 }), (id, meta, file, counter) => {
        const uid = toHex(id);
        for (const covers of ['nothing', 'picc'] as const) {
          const tag = new Ntag424Tag({ uid, metaReadKey: meta, fileReadKey: file, counter, covers });
          const format = { ...LONG, macFrom: covers === 'picc' ? 'picc_data' : null };
          const parts = {
            format,
            metaReadKey: meta,
            fileReadKeyOf: (of: Uint8Array) => (toHex(of) === uid ? file : ZEROS),
          };
          expect(createSunVerifier(parts)(tag.skim())).toEqual(genuine(uid, counter + 1));
        }
      }),
    );
  });

  it('with any bit of its PICCData or MAC turned is forged', () => {
    check(
      property(nat({ max: 2 ** 24 - 2 }), nat({ max: 24 * 8 - 1 }), (counter, bit) => {
        const uri = tagWith({ counter }).skim();
        const [, picc = '', mac = ''] = /picc_data=(\w+)&cmac=(\w+)$/.exec(uri) ?? [];
        const bytes = hex(picc + mac);
        bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        const turned = toHex(bytes);
        expect(verify(uri)).toMatchObject({ outcome: 'genuine' });
        expect(verify(uri.replace(picc, turned.slice(0, 32)).replace(mac, turned.slice(32)))).toEqual(FORGED);
      }),
      { numRuns: Number(process.env.AK_FUZZ_RUNS ?? 1_000) },
    );
  });

  it('with any bit of a digit turned is refused: there is one spelling of each message', () => {
    const uri = tagWith().skim();
    expect(verify(uri)).toMatchObject({ outcome: 'genuine' });
    const digits = [...uri.matchAll(/(?<==)\w+/g)].flatMap(({ index, 0: value }) =>
      Array.from(value, (_, at) => index + at),
    );
    expect(digits).toHaveLength(48);
    for (const at of digits) {
      for (let bit = 0; bit < 8; bit++) {
        const turned = String.fromCharCode(uri.charCodeAt(at) ^ (1 << bit));
        expect(verify(`${uri.slice(0, at)}${turned}${uri.slice(at + 1)}`)).toMatchObject({ outcome: 'refused' });
      }
    }
  });

  it("made of one read's PICCData and another's MAC is forged", () => {
    const tag = tagWith();
    const [one, other] = [tag.skim(), tag.skim()];
    expect(verify(`${one.split('&')[0]}&${other.split('&')[1]}`)).toEqual(FORGED);
  });

  it('whose text was changed under the MAC is forged', () => {
    const template = 'https://example.se/k?picc_data={picc}&door=front&cmac={mac}';
    const uri = tagWith({ template, covers: 'picc' }).skim();
    const format = { ...LONG, macFrom: 'picc_data' };
    const verifyCovered = createSunVerifier({ format, metaReadKey: META, fileReadKeyOf: () => FILE });
    expect(verifyCovered(uri)).toMatchObject({ outcome: 'genuine' });
    expect(verifyCovered(uri.replace('front', 'vault'))).toEqual(FORGED);
  });

  it('of a tag of another office, or of one as the factory made it, is forged', () => {
    expect(verify(tagWith({ metaReadKey: ZEROS }).skim())).toEqual(FORGED);
    expect(verify(tagWith({ fileReadKey: ZEROS }).skim())).toEqual(FORGED);
    expect(verify(tagWith({ metaReadKey: ZEROS, fileReadKey: ZEROS }).skim())).toEqual(FORGED);
  });

  it('that is none is malformed', () => {
    expect(verify('https://example.se/k')).toEqual({ outcome: 'refused', code: 'sun-malformed' });
    expect(verify('')).toEqual({ outcome: 'refused', code: 'sun-malformed' });
  });
});

it('a verifier is not made with a key of another length', () => {
  const parts = { format: LONG, metaReadKey: META.subarray(1), fileReadKeyOf: () => FILE };
  expect(() => createSunVerifier(parts)).toThrow(RangeError);
});
