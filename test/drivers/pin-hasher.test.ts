import { describe, expect, it } from 'vitest';
import { argon2idHasher } from '../../device/drivers/pin-hasher.ts';

describe('a PIN that is kept', () => {
  it('is known again, is another text each time, and holds nothing of the PIN', async () => {
    const [one, two] = await Promise.all([argon2idHasher.hash('4711'), argon2idHasher.hash('4711')]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(two);
    expect([await argon2idHasher.verify('4711', one), await argon2idHasher.verify('4712', one)]).toEqual([true, false]);
  });

  it('that the reference implementation has hashed is known', async () => {
    // printf 4711 | argon2 saltsaltsaltsalt -id -t 2 -k 19456 -p 1 -l 32 -e
    const phc = '$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0c2FsdA$kh2DevCnChdpdnpAwIP+yqwLQCNPvEMOk9vsR0iXPm4';
    expect([await argon2idHasher.verify('4711', phc), await argon2idHasher.verify('4710', phc)]).toEqual([true, false]);
  });

  it.each([
    '',
    '4711',
    '$argon2i$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0c2FsdA$AAAA',
    '$argon2id$v=19$m=999999999,t=2,p=1$c2FsdHNhbHRzYWx0c2FsdA$AAAA',
    '$argon2id$v=19$m=19456,t=2,p=4$c2FsdHNhbHRzYWx0c2FsdA$AAAA',
  ])('as %j is none', async (phc) => {
    expect(await argon2idHasher.verify('4711', phc)).toBe(false);
  });
});
