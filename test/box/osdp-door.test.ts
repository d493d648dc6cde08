import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { SimulatedOsdpLine } from '../../device/simulator/osdp/simulated-osdp-line.ts';
import { SimulatedOsdpReader } from '../../device/simulator/osdp/simulated-osdp-reader.ts';
import { systemClock } from '../../device/system-clock.ts';
import { alwaysOpen } from '../support/office.ts';
import { describeWith } from '../support/parts.ts';
import { PtyPair } from '../support/pty.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { boxOn } from '../support/with-box.ts';

const KEY = 'a0b1c2d3e4f5061728394a5b6c7d8e9f';
const soon = { timeout: 10_000, interval: 10 };

/** A bus on a pty with simulated readers at addresses from 0. */
async function readersOnLine(keys: readonly (string | null)[]) {
  const pty = await PtyPair.start();
  const devices = keys.map((key, address) => {
    const bytes = key === null ? null : Uint8Array.from(Buffer.from(key, 'hex'));
    return new SimulatedOsdpReader({ address, clock: systemClock, key: bytes });
  });
  const wire = new SimulatedOsdpLine(devices);
  const send = await pty.openFar((bytes) => send(wire.receive(bytes)));
  return { pty, devices };
}

function atReader(path: string) {
  const contact = { via: 'reader', reader: 'front', input: 0, form: 'normally-closed' };
  const strike = { via: 'reader', reader: 'front', output: 0 };
  return {
    ...alwaysOpen,
    doors: [{ id: 'entrance', name: 'Entrén', driver: 'wired', strike, contact }],
    readers: [{ id: 'front', door: 'entrance', driver: 'osdp', bus: 'hall', address: 0 }],
    readerBuses: [{ id: 'hall', path, baudRate: 38_400 }],
  };
}

async function boxWith(path: string, keys: Record<string, string[]> | null) {
  const folder = tempFolder();
  if (keys !== null) writeFileSync(join(folder, 'reader-keys.json'), JSON.stringify(keys), { mode: 0o600 });
  const box = await boxOn(systemClock, { folder, config: atReader(path) });
  const admin = (verb: string, body: unknown) => {
    const token = readFileSync(join(folder, 'admin-token'), 'utf8');
    return box.request('POST', `/api/admin/readers/${verb}`, body, { authorization: `Bearer ${token}` });
  };
  await vi.waitFor(async () => expect((await box.health()).readers[0]).toMatchObject({ state: 'ready' }), soon);
  return { ...box, admin };
}

describeWith(['socat'], 'a door whose strike, contact and cards are behind an OSDP reader', () => {
  test('opens for a card, is watched, and stays shut when the line is cut', async () => {
    const { pty, devices } = await readersOnLine([KEY]);
    const [device] = devices;
    device?.setInput(0, true);
    const box = await boxWith(pty.near, { front: [KEY] });
    await vi.waitFor(async () => expect((await box.health()).doors[0]).toMatchObject({ physical: 'closed' }), soon);
    device?.presentUid('04A1B2C3D4E5F6');
    await vi.waitFor(() => expect(device?.outputs).toEqual([true, false]), soon);
    await vi.waitFor(() => expect(device?.shown).toMatchObject({ led: 'green 1/0', buzzes: 1 }), soon);
    device?.setInput(0, false);
    await vi.waitFor(() => expect(box.journal.types()).toContain('access-taken'), soon);
    device?.setInput(0, true);
    await vi.waitFor(() => expect(device?.outputs).toEqual([false, false]), soon);
    device?.setTampered(true);
    await vi.waitFor(() => expect(box.journal.types()).toContain('tamper-raised'), soon);
    await pty.unplug();
    await vi.waitFor(() => expect(box.journal.types()).toContain('strike-lost'), soon);
    expect((await box.health()).readers[0]).toMatchObject({ kind: 'osdp', state: 'faulted', faultCode: 'line-lost' });
    expect(JSON.stringify(box.journal.events)).not.toContain('04A1B2C3D4E5F6');
    expect(JSON.stringify(box.journal.events)).not.toContain(KEY);
  });

  test('warns of a reader in clear, and gives it a key when an installer says so', async () => {
    const { pty, devices } = await readersOnLine([null]);
    const box = await boxWith(pty.near, null);
    await vi.waitFor(() => expect(box.journal.types()).toContain('reader-warned'), soon);
    expect((await box.health()).readers[0]).toMatchObject({ warningCode: 'reader-in-clear' });
    expect(await box.admin('front/install-key', {})).toMatchObject({ status: 200 });
    const file = join(box.folder, 'reader-keys.json');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const key = Buffer.from(devices[0]?.key ?? []).toString('hex');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ front: [key] });
    expect(box.journal.types()).toEqual(expect.arrayContaining(['reader-install-opened', 'reader-key-set']));
    await vi.waitFor(() => expect(box.journal.types()).toContain('reader-warning-over'), soon);
    expect(JSON.stringify(box.journal.events)).not.toContain(key);
    devices[0]?.presentUid('04A1B2C3');
    await vi.waitFor(() => expect(devices[0]?.outputs).toEqual([true, false]), soon);
  });

  test('moves a reader, and refuses what it cannot do with a code', async () => {
    const { pty, devices } = await readersOnLine([KEY]);
    const box = await boxWith(pty.near, { front: [KEY] });
    expect(await box.admin('back/install-key', {})).toMatchObject({ status: 404, body: { code: 'reader-unknown' } });
    expect(await box.admin('front/move', { address: 200, baudRate: 9600 })).toMatchObject({
      status: 400,
      body: { code: 'request-malformed' },
    });
    expect(await box.request('POST', '/api/admin/readers/front/install-key', {})).toMatchObject({ status: 401 });
    expect(await box.admin('front/move', { address: 3, baudRate: 9600 })).toMatchObject({ status: 200 });
    expect(devices[0]?.address).toBe(3);
    expect(box.journal.types()).toContain('reader-moved');
  });

  test('does not start with a file of keys that cannot be read', async () => {
    const folder = tempFolder();
    writeFileSync(join(folder, 'reader-keys.json'), '{"front":["too short"]}');
    await expect(boxOn(systemClock, { folder, config: atReader('/dev/null') })).rejects.toThrow(
      'reader-keys-unreadable',
    );
  });
});
