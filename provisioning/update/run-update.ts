import { err, ok, type Result } from '../../device/contract/result.ts';
import type { UpdateWindow } from '../../device/contract/update-window.ts';
import { type AdmissionFault, admit, databaseSchema, fits } from './release/admission.ts';
import { readReleaseKey } from './release/ed25519-key.ts';
import type { Manifest } from './release/manifest.ts';
import { type PrepareFault, prepare, waitingFor } from './release/prepare.ts';
import { expiryOf, type ManifestFault, openManifest } from './release/signed-manifest.ts';
import { compareVersions } from './release/version-order.ts';
import { type Installed, Slots } from './slots/slots.ts';
import { StateFile, type UnderWay } from './slots/state.ts';
import type { Source } from './source/source.ts';
import type { ChangeFault } from './trial/change-fault.ts';
import { changeOver } from './trial/changeover.ts';
import type { DoorFault } from './trial/door-client.ts';
import { finishFirst } from './trial/finish-first.ts';
import { rehearse } from './trial/rehearse.ts';
import { wellParts } from './trial/well-parts.ts';
import type { Workbench } from './trial/workbench.ts';

/** `window-closed`: the release waits on the box; `reason` is the controller’s own. */
export type UpdateFault =
  | { readonly code: 'release-key-missing' | 'release-missing' | 'nothing-to-go-back-to'; readonly detail: string }
  | { readonly code: 'window-closed'; readonly reason: UpdateWindow['reason']; readonly detail: string }
  | ManifestFault
  | AdmissionFault
  | PrepareFault
  | DoorFault
  | ChangeFault;

export type Updated = { readonly from: string; readonly to: string };

export type UpdateOrder = {
  /** Whatever the hour, and whoever is inside. */
  readonly now: boolean;
  /** By a person: one that failed before is tried once more. */
  readonly again: boolean;
};

/** Brings the release of a source to this box, as far as it may: to where it waits, or until the door is well with it. */
export async function update(
  source: Source,
  order: UpdateOrder,
  bench: Workbench,
): Promise<Result<Updated, UpdateFault>> {
  const { places, nowMs } = bench;
  const key = readReleaseKey(places.releaseKey);
  if (!key.ok) return err({ code: 'release-key-missing', detail: key.error.detail });
  const file = await source.manifest();
  if (!file.ok) return file;
  const manifest = openManifest(file.value, key.value, nowMs());
  if (!manifest.ok) return manifest;
  const current = new Slots(places).current();
  if (current === null) return noRelease;
  const failed = order.again ? [] : new StateFile(places).read().failed;
  const admitted = admit(manifest.value, { current, databaseSchema: databaseSchema(places), failed });
  if (!admitted.ok) return admitted;
  const ready = await prepare(manifest.value, { source, current, bench });
  if (ready.ok) return whenAllowed(ready.value, order, bench);
  if (FOR_GOOD.includes(ready.error.code)) noteFailure(manifest.value, ready.error, bench);
  return ready;
}

/** What is wrong with the release itself, and is no other at the next look at its source. */
const FOR_GOOD: readonly PrepareFault['code'][] = [
  ...(['archive-malformed', 'archive-forbidden', 'release-not-as-signed', 'rehearsal-failed'] as const),
];

function noteFailure(
  { version, sha256 }: Manifest,
  { code, detail }: PrepareFault,
  { places, nowMs }: Workbench,
): void {
  const state = new StateFile(places);
  const failure = { version, sha256, code, detail, at: new Date(nowMs()).toISOString() };
  state.write({ failed: [...state.read().failed, failure] });
}

/**
 * Back to what ran before the release that was confirmed last, or to what the package brought: to an older one that is on
 * the box still, and whose program knows the schema of the database.
 */
export async function goBack(order: UpdateOrder, bench: Workbench): Promise<Result<Updated, UpdateFault>> {
  const { places } = bench;
  const slots = new Slots(places);
  const current = slots.current();
  if (current === null) return noRelease;
  const last = new StateFile(places).read().confirmed?.before;
  const ranBefore = last === undefined ? null : slots.in(last.folder);
  // The slot may have been filled with something else since.
  const before = [
    ranBefore?.release.version === last?.version ? ranBefore : null,
    slots.in(places.packagedRelease),
  ].find((each) => each !== null && compareVersions(each.release.version, current.release.version) < 0);
  if (!before) return err({ code: 'nothing-to-go-back-to', detail: 'there is no older release on this box' });
  const fit = fits(before.release, databaseSchema(places));
  if (!fit.ok) return fit;
  const changesSchema = await rehearse(places, before);
  if (!changesSchema.ok) return changesSchema;
  const underWay: UnderWay = {
    ...{ phase: 'ready', to: placeOf(before), from: placeOf(current) },
    ...{ sha256: null, changesSchema: changesSchema.value, wellBefore: [] },
  };
  return whenAllowed(underWay, order, bench);
}

/** What waits on the box, where its source is away by now, or there is none; null where nothing does. */
export async function takeWaiting(order: UpdateOrder, bench: Workbench): Promise<Result<Updated, UpdateFault> | null> {
  const { places, nowMs } = bench;
  const current = new Slots(places).current();
  const waiting = current && waitingFor(current, places);
  if (!waiting) return null;
  const expired = expiryOf(waiting, nowMs());
  if (expired === null) return whenAllowed(waiting, order, bench);
  new StateFile(places).write({ underWay: null });
  return err(expired);
}

async function whenAllowed(
  ready: UnderWay,
  { now }: UpdateOrder,
  bench: Workbench,
): Promise<Result<Updated, UpdateFault>> {
  const { door } = bench;
  if (!now) {
    const window = await door.window();
    if (!window.ok) return window;
    if (!window.value.allowed) return closed(ready, window.value);
  }
  const health = await door.health();
  if (!health.ok && !now) return health;
  const wellBefore = health.ok ? wellParts(health.value) : [];
  const changed = await finishFirst(bench, () => changeOver(ready, wellBefore, bench));
  return changed.ok ? ok({ from: ready.from.version, to: ready.to.version }) : changed;
}

function closed({ to }: UnderWay, { reason }: UpdateWindow) {
  const detail = `release ${to.version} waits: ${whyNot[reason]}`;
  return err({ code: 'window-closed', reason, detail } as const);
}

const whyNot: Readonly<Record<UpdateWindow['reason'], string>> = {
  ready: '',
  open: 'the office is open, or will be soon',
  occupied: 'somebody is inside',
  'unknown-occupancy': 'nobody knows whether somebody is inside',
  evacuation: 'there is an evacuation',
};

const noRelease = err({ code: 'release-missing', detail: 'no release is installed on this box' } as const);

function placeOf({ folder, release }: Installed) {
  return { folder, version: release.version };
}
