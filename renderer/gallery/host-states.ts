import type { Snapshot } from '../../device/contract/api.ts';
import { hostViewWith } from './canned-snapshot.ts';
import type { GalleryState, GalleryStates } from './gallery-state.ts';

const AT = 1_000_000;

const entries = [
  { kind: 'visit', entry: 1, persons: 1, state: 'missing', role: 'visitor', sinceMs: AT - 5_400_000, areas: [] },
  { kind: 'visit', entry: 2, persons: 4, state: 'safe', role: 'guest', sinceMs: AT - 1_800_000, areas: [] },
  { kind: 'visit', entry: 3, persons: 1, state: 'left', role: 'host', sinceMs: AT - 9_000_000, areas: [] },
  { kind: 'without-visit', entry: 4, persons: 1, state: 'missing' },
  { kind: 'added', entry: 5, persons: 2, state: 'missing' },
];
const muster = {
  ...{ drill: false, startedAtMs: AT - 120_000, present: 8, quality: 'estimated', sinceMs: AT - 9_000_000 },
  ...{ listed: 9, safe: 5, entries },
};
const passes = [
  { ref: 1, untilMs: AT + 3_600_000, usesLeft: 4 },
  { ref: 2, untilMs: AT + 86_400_000, usesLeft: null },
];
const decisions = [
  { atMs: AT, door: 'entrance', direction: 'in', outcome: 'denied', reason: 'credential-not-enrolled', ref: 1 },
  { atMs: AT - 60_000, door: 'entrance', direction: 'in', outcome: 'granted' },
];
const hold = { why: 'Utredning', by: 'Anna', untilMs: AT + 86_400_000 * 30 };
const retention = { ...hostViewWith().retention, lastPurgeAtMs: AT - 3_600_000, hold };

/** All that a box can have to say of itself, at its worst. */
const troubledBox = {
  ...hostViewWith().box,
  ...{
    clockSynchronised: false,
    clockUnsure: false,
    fireInput: { state: 'faulted', sinceMs: 0, faultCode: 'line-lost' },
  },
  ...{ startedAtMs: AT - 60_000, lastSignMs: AT - 7_200_000, diskFreeBytes: 120_000_000, walBytes: 90_000_000 },
  ...{ certificate: { issuer: 'Kommunernas certifikatutfärdare', untilMs: AT + 5 * 86_400_000 } },
  ...{ hostCards: 0, heardAtMs: {}, watchdog: false, backupAtMs: null },
};

type HostWith = (change?: object, rest?: Partial<Snapshot>) => GalleryState;

/** The host view's parts, and what its buttons ask. */
export function hostStates(host: HostWith): GalleryStates {
  const pressing = (presses: readonly string[], change: object = {}): GalleryState => ({ ...host(change), presses });
  const pass = { '/api/host/guest-pass': { text: 'AKG1-8ZKQ-4T7M-2C5W-9XHD', untilMs: AT + 3_600_000 } };
  return {
    'host.cards': pressing(['#tab-cards'], { passes }),
    'host.box': pressing(['#tab-box']),
    'host.box.troubled': pressing(['#tab-box'], { box: { ...troubledBox, clockUnsure: true } }),
    'host.box.itself': pressing(['#tab-box', '.health .button'], { box: troubledBox }),
    'host.box.held': pressing(['#tab-box'], { retention }),
    'host.muster': pressing(['#tab-muster']),
    'host.muster.open': pressing(['#tab-muster'], { muster }),
    'host.muster.drill': pressing(['#tab-muster'], { muster: { ...muster, drill: true, safe: 9 } }),
    'host.muster.add': pressing(['#tab-muster', '.muster-list > .bar .button:first-child'], { muster }),
    'host.muster.end': pressing(['#tab-muster', '.muster-list > .bar .button:last-child'], { muster }),
    'host.count.set': pressing(['.count > .row > .button:last-child']),
    'host.roll-call.start': pressing(['.count-figure .button']),
    'host.roll-call': host({}, { rollCall: { untilMs: AT + 200_000, stayed: 3, unknown: 2, ended: false } }),
    'host.door-modes': pressing(['.door .button.sign']),
    'host.lock-down': pressing(['.door .button.sign', '.choices .button:nth-last-child(2)']),
    'host.denied-card': pressing(['.decisions .button.sign'], { decisions }),
    'host.passes': pressing(['#tab-cards', '.guest > .button.quiet'], { passes }),
    'host.pass': { ...pressing(['#tab-cards', '.guest .button.strong']), answers: pass },
    'host.hold': pressing(['#tab-box', '.retention .button:last-child']),
    'host.language': pressing(['.bar .button[aria-haspopup]']),
  };
}
