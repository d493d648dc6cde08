import { describe, expect, test } from 'vitest';
import { runningBox, traceOf } from './a-box.ts';
import { madeRelease } from './a-release.ts';

describe('a release that is signed and newer', () => {
  test('runs in the place of the one before, and the door has said that it is well', async () => {
    const box = await runningBox();
    const { exit, told } = await box.apply(await madeRelease({ version: '1.1.0', schema: 2 }));
    expect({ exit, told }).toEqual({ exit: 0, told: { outcome: 'updated', from: '1.0.0', to: '1.1.0' } });
    expect([await box.version(), box.current(), box.schema()]).toEqual(['1.1.0', 'a', 2]);
    expect(box.state()).toMatchObject({ underWay: null, confirmed: { version: '1.1.0' }, failed: [] });
    expect(box.events().toSorted()).toEqual(traceOf(box.root).toSorted());
    expect(box.aside()).toEqual([]);
  });

  test('takes turns with the slot that is idle', async () => {
    const box = await runningBox();
    expect(await box.apply(await madeRelease({ version: '1.1.0' }))).toMatchObject({
      exit: 0,
      lines: [expect.stringContaining('well')],
    });
    expect(await box.apply(await madeRelease({ version: '1.2.0' }))).toMatchObject({
      exit: 0,
      lines: [expect.stringContaining('well')],
    });
    expect([await box.version(), box.current()]).toEqual(['1.2.0', 'b']);
    expect(await box.apply(await madeRelease({ version: '1.3.0' }))).toMatchObject({
      exit: 0,
      lines: [expect.stringContaining('well')],
    });
    expect([await box.version(), box.current()]).toEqual(['1.3.0', 'a']);
  });
});
