import type { DoorHealth, Snapshot } from '../../device/contract/api.ts';
import { hostViewWith, occupancyWith, snapshotWith } from './canned-snapshot.ts';
import type { GalleryState, GalleryStates } from './gallery-state.ts';

const AT = 1_000_000;
const HOUR = 3_600_000;

const decided = {
  decided: { spans: [{ mode: 'staffed', fromMs: AT, untilMs: AT + 5 * HOUR }], by: 'Anna Bibliotekarie' },
  ...{ openUntilMs: AT + 13 * HOUR, dayEndsMs: AT + 13 * HOUR, planned: { open: true, changesAtMs: AT + 3 * HOUR } },
};
const incidents = [
  {
    ...{ id: 9, atMs: AT - 600_000, category: 'injury', by: 'Anna' },
    text: 'Någon skar sig på en trasig kopp vid diskbänken. Plåster ur lådan till höger om spisen; lådan behöver fyllas på, och koppen är slängd i soporna bakom huset. Ingen behövde åka in. Säg till den som städar att titta efter glassplitter under bordet vid fönstret innan kvällen, och att ta den mjuka borsten.',
  },
  { id: 7, atMs: AT - 72 * HOUR, category: 'broken', text: 'Dörrstängaren gnisslar.', by: 'Kerstin' },
  { id: 4, atMs: AT - 120 * HOUR, category: 'fire', text: '', by: 'host' },
];
const handedOver = { by: 'Kerstin', sinceMs: AT - 5_000, before: { by: 'Anna', sinceMs: AT - 2 * HOUR } };
const hold = { why: 'Utlämnande', by: 'Anna', untilMs: AT };
const out = { state: 'faulted', sinceMs: 0 } as const;
/** Much is to be told. */
const troubled: Partial<Snapshot> = {
  doors: snapshotWith().doors.map((door): DoorHealth => ({ ...door, mode: 'unlocked', strike: out })),
  occupancy: occupancyWith({ present: 7, quality: 'manual' }),
  announcement: { texts: { sv: 'Vi stänger klockan 15 i dag.' }, untilMs: null },
};
const closed = { hours: { open: false, mode: 'closed', changesAtMs: AT + 72 * HOUR } } as const;

type HostWith = (change?: object, rest?: Partial<Snapshot>) => GalleryState;

/** What whoever has the duty decides for today, writes down, hands over and takes out. */
export function dutyStates(host: HostWith): GalleryStates {
  const onShift = (change: object = {}, rest: Partial<Snapshot> = {}, presses: readonly string[] = []) => ({
    ...host(change, rest),
    presses: ['#tab-shift', ...presses],
  });
  const opening = (button: number, change: object = {}) =>
    onShift(change, {}, [`.opening .button:nth-child(${button})`]);
  const medium = (exports: object) => ({
    ...host({ exports }),
    presses: ['#tab-box', '.retention .button:nth-child(2)'],
  });
  const retention = { ...hostViewWith().retention, hold };
  return {
    'host.shift': onShift(),
    'host.shift.handed-over': host({ shift: handedOver, retention, incidents, opening: decided }, troubled),
    'host.shift.closed': onShift({}, closed),
    'host.opening.longer': opening(1),
    'host.opening.earlier': opening(2),
    'host.opening.decided': opening(2, { opening: decided }),
    'host.incidents': onShift({ incidents }),
    'host.incidents.what': onShift({}, {}, ['.incidents .button']),
    'host.incidents.write': onShift({}, {}, ['.incidents .button', '.incident-choice .button']),
    'host.incidents.write.soon-over': onShift({ locksAtMs: AT + 9_000 }, {}, [
      '.incidents .button',
      '.incident-choice .button',
    ]),
    'host.incidents.read': onShift({ incidents }, {}, ['.incidents .quiet']),
    'host.kept': { ...host({ retention }), presses: ['#tab-box', '.retention .button'] },
    'host.exports.missing': medium({ medium: 'missing', encrypts: true, run: null }),
    'host.exports.ready': medium({ medium: 'ready', encrypts: false, run: null }),
    'host.exports.running': medium({
      ...{ medium: 'ready', encrypts: true, run: { state: 'running', what: 'incidents', percent: 40 } },
    }),
    'host.exports.done': medium({
      ...{ medium: 'ready', encrypts: true },
      run: { state: 'done', what: 'events', file: 'kommunen-storgatan-1-events-2026-11-29T101500Z.csv.age' },
    }),
    'host.exports.failed': medium({
      ...{ medium: 'ready', encrypts: true, run: { state: 'failed', what: 'events', code: 'file-unwritable' } },
    }),
  };
}
