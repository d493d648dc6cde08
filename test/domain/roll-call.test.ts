import { expect, test } from 'vitest';
import { VisitNumber } from '../../device/contract/ids.ts';
import { epochMs } from '../../device/contract/units.ts';
import { RollCall } from '../../device/domain/roll-call.ts';

const visit = (n: number) => VisitNumber.parse(n);
const visits = [1, 2, 3].map(visit);

test('counts who stays once, leaves out who has left, and tells nothing of who', () => {
  const call = new RollCall(epochMs(9), visits);
  const inside = new Set(visits);
  const lasts = (number: VisitNumber) => inside.has(number);
  const figure = () => call.figure(lasts);
  expect(figure()).toEqual({ untilMs: 9, stayed: 0, unknown: 3, ended: false });
  expect([call.answer(visit(1)), call.answer(visit(1)), call.answer(visit(9))]).toEqual([true, false, false]);
  inside.delete(visit(2));
  expect(figure()).toEqual({ untilMs: 9, stayed: 1, unknown: 1, ended: false });
  call.end(lasts);
  inside.clear();
  expect([call.answer(visit(3)), figure()]).toEqual([false, { untilMs: 9, stayed: 1, unknown: 1, ended: true }]);
});
