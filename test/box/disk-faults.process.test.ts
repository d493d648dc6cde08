import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { Health, Snapshot } from '../../device/contract/api.ts';
import { ShellStartAddress } from '../../device/contract/shell.ts';
import { brokenLinks } from '../support/chain.ts';
import { ControllerProcess } from '../support/controller-process.ts';
import { type Disk, faultyDisk } from '../support/disk-faults.ts';
import { alwaysOpen, ruled } from '../support/office.ts';
import { describeWith } from '../support/parts.ts';
import { rowsOf } from '../support/storage.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { boxFolder, withBox } from '../support/with-box.ts';
import { asHost, CARD, enrolMyself, HOST_CARD, letIn, OTHER_CARD, setMode } from './at-door.ts';

async function boxWith(disk: Disk, folder = tempFolder(), config: object = alwaysOpen): Promise<ControllerProcess> {
  const box = new ControllerProcess({ folder, config, env: disk.env });
  await box.url();
  return box;
}

const tap = (box: ControllerProcess, uid: string) => box.post('/sim/readers/front/present', { uid });
const health = async (box: ControllerProcess) => Health.parse(await box.get('/api/health'));
const opened = (box: ControllerProcess) => box.strikeTrace().filter(({ energised }) => energised).length;

/** What a shell's browser gets for the address where it is to start. */
async function sessionOn(box: ControllerProcess): Promise<Response> {
  const authorization = `Bearer ${readFileSync(join(box.folder, 'shell-token'), 'utf8')}`;
  const asked = await fetch(new URL('/api/shell/start-address', await box.url()), {
    method: 'POST',
    headers: { authorization },
  });
  const { path } = ShellStartAddress.parse(await asked.json());
  return fetch(new URL(path, await box.url()), { redirect: 'manual' });
}

async function screenOf(box: ControllerProcess): Promise<Snapshot> {
  const cookie = (await sessionOn(box)).headers.getSetCookie()[0]?.split(';')[0] ?? '';
  return Snapshot.parse(await (await fetch(new URL('/api/snapshot', await box.url()), { headers: { cookie } })).json());
}

/** The rows of those who were let in, by the number of the visit: whether they tell that the door did not wait for them. */
function grantsIn(folder: string): readonly { visit: number; late: boolean }[] {
  const grants = rowsOf(
    folder,
    `SELECT let.data ->> 'visit' AS visit, let.late OR EXISTS (
       SELECT 1 FROM access_log AS note WHERE note.type = 'log-annotated'
         AND let.seq BETWEEN note.data ->> 'first' AND note.data ->> 'last') AS late
     FROM access_log AS let WHERE type = 'access-granted' ORDER BY seq`,
  ) as { visit: number; late: number }[];
  return grants.map(({ visit, late }) => ({ visit, late: late === 1 }));
}

describeWith(['gcc'], 'the rule at the door', () => {
  test.each(['stall', 'full', 'broken'] as const)(
    'holds when the disk is %s: the door opens, the fault is shown, the records are kept in order and stored late, and the log verifies (I1, I8)',
    async (fault) => {
      const disk = faultyDisk();
      const box = await boxWith(disk);
      await tap(box, '04000000000001');
      await vi.waitFor(() => expect(opened(box)).toBe(1));
      disk.become(fault);
      await tap(box, '04000000000002');
      await vi.waitFor(() => expect(opened(box)).toBe(2), { timeout: 1_000 });
      const faultCode = { stall: 'storage-slow', full: 'storage-full', broken: 'storage-failed' }[fault];
      await vi.waitFor(async () => expect((await health(box)).log).toMatchObject({ state: 'faulted', faultCode }));
      expect(await health(box)).toMatchObject({ status: 'degraded' });
      await tap(box, '04000000000003');
      await vi.waitFor(() => expect(opened(box)).toBe(3), { timeout: 1_000 });
      expect((await health(box)).log.pending).toBeGreaterThanOrEqual(2);
      disk.become('well');
      await vi.waitFor(async () => expect((await health(box)).log).toMatchObject({ state: 'ready', pending: 0 }), {
        timeout: 10_000,
      });
      await tap(box, '04000000000004');
      await vi.waitFor(() => expect(opened(box)).toBe(4));
      expect(await box.stop()).toBe(0);
      // Whether the others were in time is the affair of a busy machine.
      expect(grantsIn(box.folder)).toMatchObject([
        { visit: 1 },
        { visit: 2, late: true },
        { visit: 3, late: true },
        { visit: 4 },
      ]);
      expect(brokenLinks(box.folder)).toEqual([]);
    },
  );

  test('lets a slow disk take its time, but not the visitor’s: the row says that it was late', async () => {
    const disk = faultyDisk();
    const box = await boxWith(disk);
    disk.become('slow');
    await tap(box, '04000000000001');
    await vi.waitFor(() => expect(opened(box)).toBe(1));
    await vi.waitFor(async () => expect((await health(box)).log).toMatchObject({ state: 'ready', pending: 0 }));
    disk.become('well');
    await tap(box, '04000000000002');
    await vi.waitFor(() => expect(opened(box)).toBe(2));
    expect(await box.stop()).toBe(0);
    expect(grantsIn(box.folder)).toMatchObject([{ visit: 1, late: true }, { visit: 2 }]);
    expect(brokenLinks(box.folder)).toEqual([]);
  });

  test('opens the door from the first second with a disk that was broken at the start', async () => {
    const disk = faultyDisk();
    disk.become('broken');
    const box = await boxWith(disk);
    await tap(box, '04000000000001');
    await vi.waitFor(() => expect(opened(box)).toBe(1));
    expect((await health(box)).log).toMatchObject({ state: 'faulted', faultCode: 'storage-failed' });
    disk.become('well');
    await vi.waitFor(async () => expect((await health(box)).log.pending).toBe(0), { timeout: 10_000 });
    expect(await box.stop()).toBe(0);
    // Numbers go on where none can have been given out while the log could not be read.
    const [grant, ...others] = grantsIn(box.folder);
    expect(grant?.visit).toBeGreaterThan(1_700_000_000);
    expect([grant?.late, others]).toEqual([true, []]);
    expect(brokenLinks(box.folder)).toEqual([]);
  });

  test('opens the door to cards it knows from the first second where no file at all finds room: nor a token, nor an address', async () => {
    const disk = faultyDisk();
    const enrolledOnly = { ...alwaysOpen, policy: 'enrolled' };
    const before = await boxWith(disk, tempFolder(), enrolledOnly);
    expect(await before.stop()).toBe(0);
    disk.become('no room');
    const box = await boxWith(disk, before.folder, enrolledOnly);
    await tap(box, HOST_CARD);
    await vi.waitFor(() => expect(opened(box)).toBe(1));
    // A page that was shown the token of before is let in, or not; it costs the door nothing.
    const token = readFileSync(join(box.folder, 'kiosk-token'), 'utf8');
    await fetch(`${await box.url()}?token=${token}`, { redirect: 'manual' });
    await tap(box, HOST_CARD);
    await vi.waitFor(() => expect(opened(box)).toBe(2));
    disk.become('well');
    expect(await box.stop()).toBe(0);
  });

  test.each([
    ['without room', 'killed'],
    ['read-only', 'stopped'],
    ['read-only', 'killed'],
  ] as const)(
    'opens the door to the cards that it knows alone, and its screen, on a disk that is %s at the start of a box that was %s',
    async (fault, end) => {
      const disk = faultyDisk();
      const enrolledOnly = { ...alwaysOpen, policy: 'enrolled' };
      const before = await boxWith(disk, tempFolder(), enrolledOnly);
      await (end === 'stopped' ? before.stop() : before.kill());
      disk.become(fault === 'read-only' ? fault : 'no room');
      const box = await boxWith(disk, before.folder, enrolledOnly);
      await tap(box, '04000000000001');
      await vi.waitFor(() => expect(box.lines.map(({ event }) => event)).toContain('access-denied'));
      await tap(box, HOST_CARD);
      await vi.waitFor(() => expect(opened(box)).toBe(1));
      expect((await health(box)).log.state).toBe('faulted');
      // A browser that is started anew has nothing of the session before.
      for (const _ of ['first', 'second']) expect((await sessionOn(box)).status).toBe(303);
      expect(await box.stop()).toBe(0);
    },
  );

  test.each([
    ['without room', 'killed'],
    ['read-only', 'stopped'],
    ['read-only', 'killed'],
  ] as const)(
    'goes by the rules, PINs and locks that were given before, on a disk that is %s at the start of a box that was %s',
    async (fault, end) => {
      const disk = faultyDisk();
      const folder = boxFolder();
      const rules = (more: object) => ruled({ slots: [{ mode: 'staffed', hours: '24/7' }], ...more });
      const atAnyHour = { ...alwaysOpen, ...rules({ enrolment: { self: true, pin: 'offered' } }) };
      const doors = [...alwaysOpen.doors, { id: 'side', name: 'Sidan', driver: 'simulated' }];
      const readers = [...alwaysOpen.readers, { id: 'beside', door: 'side', driver: 'simulated' }];
      const config = { ...atAnyHour, doors, readers };
      const given = await withBox({ folder, config });
      await enrolMyself(given, CARD, '4711');
      await letIn(given, OTHER_CARD);
      const { policy } = rules({ version: 2, modes: { staffed: { who: 'enrolled', assurance: 2 } } });
      const authorization = `Bearer ${readFileSync(join(folder, 'admin-token'), 'utf8')}`;
      expect(await given.request('POST', '/api/admin/policy', policy, { authorization })).toMatchObject({
        status: 200,
      });
      await asHost(given);
      expect((await setMode(given, 'lock-down', 'side')).status).toBe(200);
      await given.stop();
      if (end === 'killed') await (await boxWith(disk, folder, config)).kill();

      disk.become(fault === 'read-only' ? fault : 'no room');
      const box = await boxWith(disk, folder, config);
      const refused = async (reader: string, uid: string, reason: string) => {
        await box.post(`/sim/readers/${reader}/present`, { uid });
        await vi.waitFor(() => expect(box.lines.at(-1)).toMatchObject({ event: 'access-denied', reason }));
      };
      // What this disk did not take of today is not known: nobody says how many are inside.
      expect((await screenOf(box)).occupancy).toMatchObject({ present: null, quality: 'unknown' });
      await refused('front', OTHER_CARD, 'credential-not-enrolled');
      await refused('beside', CARD, 'door-locked-down');
      await tap(box, CARD);
      await vi.waitFor(async () => {
        await box.post('/sim/readers/front/keys', { keys: '4711#' });
        expect(opened(box)).toBe(1);
      });
      expect(await box.stop()).toBe(0);
    },
  );

  test('a disk that hangs does not keep a stop waiting', async () => {
    const disk = faultyDisk();
    const box = await boxWith(disk);
    disk.become('stall');
    await tap(box, '04000000000001');
    await vi.waitFor(() => expect(opened(box)).toBe(1));
    box.child.kill('SIGTERM');
    await vi.waitFor(() => expect(box.strikeTrace().at(-1)).toMatchObject({ energised: false }), { timeout: 1_000 });
    disk.become('well');
    expect(await box.exited).toBe(0);
  });
});
