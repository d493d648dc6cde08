import { expect, test } from 'vitest';
import { epochMs } from '../../device/contract/units.ts';
import { RollCall } from '../../device/domain/roll-call.ts';
import { hashOf } from '../support/storage.ts';

const cards = [1, 2, 3].map(hashOf);

test('counts who stays once, leaves out who has left, and tells nothing of who', () => {
  const call = new RollCall(epochMs(9), cards);
  const inside = new Set(cards);
  const figure = () => call.figure((card) => inside.has(card));
  expect(figure()).toEqual({ untilMs: 9, stayed: 0, unknown: 3, ended: false });
  expect([call.answer(hashOf(1)), call.answer(hashOf(1)), call.answer(hashOf(9))]).toEqual([true, false, false]);
  inside.delete(hashOf(2));
  expect(figure()).toEqual({ untilMs: 9, stayed: 1, unknown: 1, ended: false });
  call.end();
  expect([call.answer(hashOf(3)), figure()]).toEqual([false, { untilMs: 9, stayed: 1, unknown: 1, ended: true }]);
});
