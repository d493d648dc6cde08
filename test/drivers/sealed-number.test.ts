import { inspect } from 'node:util';
import { expect, it } from 'vitest';
import { openSealed, sealNumber } from '../../device/drivers/sealed-number.ts';

const NUMBER = '21234000000014';

it('a sealed number is read by who may, and shows nothing to anybody else (I4)', () => {
  const sealed = sealNumber(NUMBER);
  expect(openSealed(sealed)).toBe(NUMBER);
  const shown = [
    JSON.stringify(sealed),
    inspect(sealed, { showHidden: true, depth: 9 }),
    String(sealed),
    Object.keys(sealed),
  ];
  expect(JSON.stringify(shown)).not.toContain(NUMBER);
});

it('a copy of it is none', () => {
  const sealed = sealNumber(NUMBER);
  for (const copy of [{ ...sealed }, structuredClone(sealed), JSON.parse(JSON.stringify(sealed))])
    expect(() => openSealed(copy)).toThrow(TypeError);
});
