import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { Config } from '../../device/contract/config.ts';
import { systemClock } from '../../device/system-clock.ts';
import { alwaysOpen, office } from '../support/office.ts';
import { boxOn } from '../support/with-box.ts';

const soon = { timeout: 15_000, interval: 20 };
const reader = { id: 'front', door: 'entrance', driver: 'osdp', bus: 'hall', address: 0 };
const bus = { id: 'hall', path: 'simulated' };

async function box() {
  const made = await boxOn(systemClock, { config: { ...alwaysOpen, readers: [reader], readerBuses: [bus] } });
  const act = async (verb: string, more: object = {}) => {
    const { status } = await made.request('POST', '/sim/readers/front/osdp', { verb, ...more });
    expect(status).toBe(200);
  };
  const is = (wanted: object) =>
    vi.waitFor(async () => expect((await made.health()).readers[0]).toMatchObject(wanted), soon);
  const installKey = async () => {
    const authorization = `Bearer ${readFileSync(join(made.folder, 'admin-token'), 'utf8')}`;
    expect((await made.request('POST', '/api/admin/readers/front/install-key', {}, { authorization })).status).toBe(
      200,
    );
    await is({ state: 'ready' });
  };
  await is({ state: 'ready', warningCode: 'reader-in-clear' });
  return { ...made, act, is, installKey };
}

describe('a box with a simulated OSDP reader, with no line and no hardware', () => {
  test('gives it a key, reads its cards, and tells when it falls silent and when it is back', async () => {
    const { act, is, installKey, tap, strikeMoves } = await box();
    await installKey();
    await tap('04A1B2C3D4E5F6');
    await vi.waitFor(() => expect(strikeMoves()).toEqual([true]), soon);
    await act('mute', { active: true });
    await is({ state: 'faulted', faultCode: 'reader-silent' });
    await act('mute', { active: false });
    await is({ state: 'ready' });
  }, 40_000);

  test('does not take one that has another key', async () => {
    const { act, is, installKey } = await box();
    await installKey();
    await act('change-key');
    await is({ state: 'faulted', faultCode: 'reader-key-wrong' });
  }, 40_000);

  test('tells of wrong MACs, noise, its power, its housing and its line', async () => {
    const { act, is, installKey, journal, request } = await box();
    await installKey();
    await act('fail-power', { active: true });
    await is({ state: 'ready', warningCode: 'power-failed' });
    await act('tamper', { active: true });
    await vi.waitFor(() => expect(journal.types()).toContain('tamper-raised'), soon);
    await act('flip-macs');
    await vi.waitFor(() => expect(JSON.stringify(journal.events)).toContain('mac-wrong'), soon);
    await is({ state: 'ready' });
    await request('POST', '/sim/readers/front/garbage', {});
    await request('POST', '/sim/readers/front/unplug', {});
    await is({ state: 'faulted', faultCode: 'line-lost' });
    await request('POST', '/sim/readers/front/plug-in', {});
    await is({ state: 'ready' });
    await act('slow-down', { delayMs: 190 });
    await act('cycle-power');
    await act('press-keys', { keys: '1234#' });
    await act('set-input', { input: 0, active: true });
    await is({ state: 'ready' });
  }, 40_000);

  test('refuses what a reader of another kind, or none, cannot do', async () => {
    const { request } = await boxOn(systemClock);
    const mute = { verb: 'mute', active: true };
    expect(await request('POST', '/sim/readers/front/osdp', mute)).toMatchObject({
      status: 409,
      body: { code: 'reader-not-osdp' },
    });
    expect((await request('POST', '/sim/readers/back/osdp', mute)).status).toBe(404);
    expect((await request('POST', '/sim/readers/front/osdp', { verb: 'dance' })).status).toBe(400);
  });
});

test('a provisioned box takes no simulated bus (I7)', () => {
  const wired = { ...office, provisioned: true, readers: [reader], readerBuses: [bus] };
  const issues = Config.safeParse(wired).error?.issues.map(({ path }) => path.join('.'));
  expect(issues).toContain('readerBuses.0.path');
});
