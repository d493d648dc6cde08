import { existsSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { err, ok, type Result } from '../../../device/contract/result.ts';
import type { Places } from '../../files/places.ts';
import { type Installed, Slots } from '../slots/slots.ts';
import { StateFile, type UnderWay } from '../slots/state.ts';
import type { Source, SourceFault } from '../source/source.ts';
import { type RehearsalFault, rehearse } from '../trial/rehearse.ts';
import type { Workbench } from '../trial/workbench.ts';
import type { Manifest } from './manifest.ts';
import { type ReceiveFault, receiveArchive } from './receive-archive.ts';
import { type UnpackFault, unpack } from './unpack.ts';

export type PrepareFault =
  | { readonly code: 'release-not-as-signed'; readonly detail: string }
  | SourceFault
  | ReceiveFault
  | UnpackFault
  | RehearsalFault;

/** Bytes that are left alone on each disk: the door writes its log meanwhile. */
const LEFT_FREE = 64 * 1024 * 1024;
/** The rehearsal’s copy, the copy that is put aside, and what a migration writes, of the size of the database each. */
const COPIES = 3;

/**
 * Brings an admitted release to where it waits for its time: whole in the idle slot, and rehearsed. The door goes on. One
 * that waits already is not fetched and rehearsed again, for an SD card wears.
 */
export async function prepare(
  manifest: Manifest,
  { source, current, bench }: { readonly source: Source; readonly current: Installed; readonly bench: Workbench },
): Promise<Result<UnderWay, PrepareFault>> {
  const { places, note, reached } = bench;
  const [slots, state] = [new Slots(places), new StateFile(places)];
  const waiting = waitingFor(current, places);
  if (waiting?.sha256 === manifest.sha256) return ok(waiting);
  // What waits is of another release, and its slot is filled anew.
  state.write({ underWay: null });
  const slot = slots.idle();
  const filled = await install(manifest, source, bench);
  if (!filled.ok) return filled;
  const installed = slots.in(slot);
  if (installed === null || !isAsSigned(installed, manifest))
    return err({ code: 'release-not-as-signed', detail: 'what is in the archive is not what was signed of it' });
  note('Trying on a copy of the database whether it can take it over');
  const changesSchema = await rehearse(places, installed);
  if (!changesSchema.ok) return changesSchema;
  const underWay: UnderWay = {
    phase: 'ready',
    to: { folder: slot, version: manifest.version },
    from: { folder: current.folder, version: current.release.version },
    ...{ sha256: manifest.sha256, expires: manifest.expires },
    ...{ changesSchema: changesSchema.value, wellBefore: [] },
  };
  state.write({ underWay });
  await reached('ready');
  return ok(underWay);
}

/** What waits on the box to take the place of this release; null where nothing does. */
export function waitingFor({ folder, release }: Installed, places: Places): UnderWay | null {
  const slots = new Slots(places);
  const { underWay } = new StateFile(places).read();
  const isOfThis = underWay?.from.folder === folder && underWay.from.version === release.version;
  const isThere = isOfThis && underWay.to.folder === slots.idle() && slots.in(underWay.to.folder) !== null;
  return isThere ? underWay : null;
}

async function install(manifest: Manifest, source: Source, bench: Workbench): Promise<Result<void, PrepareFault>> {
  const { places, note, reached } = bench;
  const slots = new Slots(places);
  const slot = slots.idle();
  const part = slots.beginFilling(slot);
  const archive = join(places.releases, 'archive.part');
  try {
    const room = enoughRoom(manifest, bench);
    if (!room.ok) return room;
    note(`Fetching release ${manifest.version}`);
    const bytes = await source.archive(manifest.archive);
    if (!bytes.ok) return bytes;
    const received = await receiveArchive(bytes.value, archive, manifest);
    if (!received.ok) return received;
    await reached('received');
    note('Unpacking it');
    const unpacked = await unpack(archive, part);
    if (!unpacked.ok) return unpacked;
    await reached('unpacked');
    slots.fill(slot);
    await reached('filled');
    return ok(undefined);
  } finally {
    rmSync(archive, { force: true });
    // What was begun to be written when a fault was met may come still.
    rmSync(part, { recursive: true, force: true, maxRetries: 5 });
  }
}

function isAsSigned({ release }: Installed, { version, architecture, schema }: Manifest): boolean {
  return release.version === version && release.architecture === architecture && release.schema === schema;
}

function enoughRoom({ size, unpackedSize }: Manifest, { places, freeBytes }: Workbench): Result<void, ReceiveFault> {
  const forCopies = COPIES * databaseBytes(places.data);
  const isShort =
    freeBytes(places.releases) < size + unpackedSize + forCopies + LEFT_FREE ||
    (existsSync(places.data) && freeBytes(places.data) < forCopies + LEFT_FREE);
  return isShort ? err({ code: 'disk-full', detail: 'there is not enough room on the disk for it' }) : ok(undefined);
}

function databaseBytes(data: string): number {
  const sizes = ['kiosk.sqlite', 'kiosk.sqlite-wal'].map((name) => join(data, name));
  return sizes.reduce((sum, file) => sum + (existsSync(file) ? statSync(file).size : 0), 0);
}
