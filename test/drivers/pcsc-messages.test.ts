import { anything, assert as check, jsonValue, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ReaderMessage } from '../../device/drivers/pcsc/messages.ts';
import { parseAnswer } from '../../device/drivers/pcsc/read-uid.ts';

const credential = { kind: 'uid', hash: '0123456789abcdef0123456789abcdef', randomUid: false, assurance: 1 };
const reader = 'Virtual PCD 00 00';
const presented = { type: 'card-presented', reader, credential, counter: null };

const good: readonly [string, unknown][] = [
  ['a sign of life', { type: 'alive' }],
  ['the loss of the service', { type: 'service-lost', code: 'pcscd-unreachable' }],
  ['the want of the library', { type: 'service-lost', code: 'pcsc-library-missing' }],
  ['no readers', { type: 'readers', names: [] }],
  ['readers', { type: 'readers', names: [reader] }],
  ['a card', presented],
  ['a card that has proven itself', { ...presented, credential: { ...credential, assurance: 3 }, counter: 61 }],
  ['an unreadable card', { type: 'card-unreadable', reader, code: 'card-mute' }],
  ['a card that left', { type: 'card-removed', reader }],
];

const bad: readonly [string, unknown][] = [
  ['no object', 'alive'],
  ['nothing', null],
  ['a type that is not known', { type: 'card-granted', reader }],
  ['one key too many (I4)', { ...presented, uid: '04A1B2C3D4E5F6' }],
  ['one key too many in the credential (I4)', { ...presented, credential: { ...credential, raw: '04A1B2C3D4E5F6' } }],
  ['a UID in place of its hash (I4)', { ...presented, credential: { ...credential, hash: '04A1B2C3D4E5F6' } }],
  ['a card without a reader', { type: 'card-presented', credential, counter: null }],
  ['a count that no tag has', { ...presented, counter: 2 ** 24 }],
  ['a code that is not known', { type: 'card-unreadable', reader, code: '04A1B2C3D4E5F6' }],
  ['a name that is too long', { type: 'card-removed', reader: 'x'.repeat(129) }],
  ['too many readers', { type: 'readers', names: Array(17).fill(reader) }],
];

describe('a message of the reader process', () => {
  it.each(good)('with %s is taken as it is', (_, message) => {
    expect(ReaderMessage.parse(message)).toEqual(message);
  });

  it.each(bad)('with %s is refused', (_, message) => {
    expect(ReaderMessage.safeParse(message).success).toBe(false);
  });

  it('made of anything at all never throws, and is taken only whole', () => {
    const taken = (message: unknown) => {
      const parsed = ReaderMessage.safeParse(message);
      if (parsed.success) expect(parsed.data).toEqual(message);
    };
    check(property(anything(), taken));
    check(property(jsonValue(), (rest) => taken({ ...presented, rest })));
  });
});

describe('an answer of a card', () => {
  const answer = (hex: string) => parseAnswer(Buffer.from(hex, 'hex'));

  it.each(['04A1B2C3', '04A1B2C3D4E5F6', '00112233445566778899'])('with the UID %s gives that UID', (uid) => {
    expect(answer(`${uid}9000`)).toMatchObject({ ok: true, value: { kind: 'uid', canonical: uid } });
  });

  it.each([
    ['', 'card-mute'],
    ['90', 'card-mute'],
    ['9000', 'uid-malformed'],
    ['04A1B2C3D49000', 'uid-malformed'],
    ['04A1B2C36300', 'uid-not-given'],
    ['04A1B2C3090001', 'uid-not-given'],
  ])('of %j is refused as %s', (hex, code) => {
    expect(answer(hex)).toMatchObject({ ok: false, error: { code } });
  });
});
