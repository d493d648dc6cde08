import { describe, expect, test } from 'vitest';
import { answered, FIRST_CHOICE, typed } from '../../renderer/kiosk/pin-choice.ts';

describe('choosing a PIN', () => {
  test('takes it typed twice alike', () => {
    const once = typed(FIRST_CHOICE, '7392');
    expect(once.step).toBe('repeat');
    expect(typed(once, '7392')).toEqual({ step: 'saving', pin: '7392' });
  });

  test('begins anew when the second one differs, with nothing kept of the first', () => {
    const anew = typed(typed(FIRST_CHOICE, '7392'), '7393');
    expect(anew).toEqual({ step: 'choose', problem: 'mismatch' });
    expect(typed(anew, '7393')).toEqual({ step: 'repeat', first: '7393' });
  });

  test('takes no digits while one is saved', () => {
    const saving = typed(typed(FIRST_CHOICE, '7392'), '7392');
    expect(typed(saving, '1111')).toBe(saving);
  });

  test.each([
    [null, { step: 'done' }],
    ['pin-weak', { step: 'choose', problem: 'weak' }],
    ['tap-forgotten', { step: 'too-late' }],
    ['storage-failed', { step: 'choose', problem: 'failed' }],
    ['unreachable', { step: 'choose', problem: 'failed' }],
  ])('after the answer %s it goes on with %o', (code, next) => {
    expect(answered(code)).toEqual(next);
  });
});
