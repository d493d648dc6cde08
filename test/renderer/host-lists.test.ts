/// <reference path="../../renderer/host/qrcode.d.ts" />
import { create } from 'qrcode';
import { describe, expect, test } from 'vitest';
import type { HostView } from '../../device/contract/api.ts';
import { epochMs } from '../../device/contract/units.ts';
import { snapshotWith } from '../../renderer/gallery/canned-snapshot.ts';
import { qrDrawing } from '../../renderer/host/qr-drawing.ts';
import { clockLeft, secondsLeft } from '../../renderer/kiosk/countdown.ts';
import { decisionsShown } from '../../renderer/kiosk/decisions-shown.ts';
import { hoursUntilEvening } from '../../renderer/kiosk/pass-hours.ts';

const HOUR_MS = 3_600_000;

describe('the host’s list of decisions', () => {
  const { door } = snapshotWith().readers[0] ?? {};
  const plain = { atMs: 0, door, direction: 'in', outcome: 'granted' } as HostView['decisions'][number];
  const withButton = { ...plain, ref: 1 };
  const rows = (decisions: HostView['decisions']) => decisionsShown(decisions).length;

  test('shows four where none has a button, and fewer where some have', () => {
    expect(rows([])).toBe(0);
    expect(rows(Array.from({ length: 9 }, () => plain))).toBe(4);
    expect(rows([withButton, plain, plain, plain])).toBe(3);
    expect(rows([plain, withButton, withButton, plain])).toBe(3);
    expect(rows([withButton, withButton, withButton])).toBe(2);
  });
});

describe('a guest pass until the evening', () => {
  const now = epochMs(1_000_000_000);
  const hours = (open: boolean, changesAtMs: number | null) =>
    hoursUntilEvening({ open, changesAtMs, mode: open ? 'staffed' : 'closed' }, now);

  test('lasts until the office shuts, in whole hours', () => {
    expect(hours(true, now + 3 * HOUR_MS)).toBe(3);
    expect(hours(true, now + 3 * HOUR_MS + 1)).toBe(4);
    expect(hours(true, now + 60_000)).toBe(1);
  });

  test('lasts 8 hours where nobody knows when that is', () => {
    expect(hours(true, null)).toBe(8);
    expect(hours(false, now + 2 * HOUR_MS)).toBe(8);
    expect(hours(true, now + 48 * HOUR_MS)).toBe(8);
  });
});

describe('what is left of a time', () => {
  const now = epochMs(50_000);

  test('is told in whole seconds until it is over, and never below none', () => {
    expect([50_001, 51_000, 51_001, 50_000, 0].map((until) => secondsLeft(until, now))).toEqual([1, 1, 2, 0, 0]);
  });

  test('is told in minutes and seconds where it is long', () => {
    expect([50_000 + 127_000, 50_000 + 600_000, 0].map((until) => clockLeft(until, now))).toEqual([
      '2:07',
      '10:00',
      '0:00',
    ]);
  });
});

describe('a QR code as a drawing', () => {
  const text = 'AKG1.q3JxV0b_Zk-8sT1mYwPd2A.1796000000.x7Rl9uHc4NfEe6GzQyKo1g';

  test('covers the dark modules and no other, inside a quiet zone of four', () => {
    const { modules } = create(text, { errorCorrectionLevel: 'M' });
    const { size, path } = qrDrawing(text);
    expect(size).toBe(modules.size + 8);
    const dark = new Set<string>();
    for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g))
      for (let n = 0; n < Number(width); n++) dark.add(`${Number(x) + n - 4},${Number(y) - 4}`);
    const wanted = [...modules.data].flatMap((bit, at) =>
      bit ? [`${at % modules.size},${Math.floor(at / modules.size)}`] : [],
    );
    expect([...dark].sort()).toEqual(wanted.sort());
  });

  test('of a guest pass is small enough to be read from a screen: version 4, 33 modules', () => {
    expect(qrDrawing(text).size).toBe(33 + 8);
  });
});
