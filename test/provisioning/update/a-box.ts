import { existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { onTestFinished } from 'vitest';
import type { Outcome } from '../../../provisioning/command-line/outcome.ts';
import { type Places, placesOf } from '../../../provisioning/files/places.ts';
import { apply } from '../../../provisioning/update/commands/apply.ts';
import { rollBack } from '../../../provisioning/update/commands/roll-back.ts';
import { run } from '../../../provisioning/update/commands/run.ts';
import { StateFile } from '../../../provisioning/update/slots/state.ts';
import type { Workbench } from '../../../provisioning/update/trial/workbench.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { type MadeRelease, maker, pem, type ReleaseOptions, writeRelease } from './a-release.ts';
import { workbenchAt } from './a-workbench.ts';
import { ProcessService } from './process-service.ts';

export type Box = {
  readonly root: string;
  readonly places: Places;
  readonly service: ProcessService;
  apply(release: MadeRelease, ...more: readonly string[]): Promise<Outcome>;
  run(): Promise<Outcome>;
  rollBack(...args: readonly string[]): Promise<Outcome>;
  /** Of the controller that runs; null where none answers. */
  version(): Promise<string | null>;
  /** What `current` names: `release` is what the package brought. */
  current(): string;
  state(): ReturnType<StateFile['read']>;
  /** The window that the controller tells of from now on. */
  setWindow(reason: string): void;
  /** Where `update run` looks from now on. */
  lookIn(folder: string): void;
  events(file?: string): readonly string[];
  schema(): number;
  aside(): readonly string[];
};

/** A box whose packaged release runs, as `apt install` leaves it. */
export async function runningBox(packaged: ReleaseOptions = {}, change: Partial<Workbench> = {}): Promise<Box> {
  const root = tempFolder();
  const places = placesOf(root);
  for (const folder of [places.settings, places.data, places.releases]) mkdirSync(folder, { recursive: true });
  writeFileSync(places.releaseKey, pem(maker.publicKey));
  writeRelease(places.packagedRelease, packaged);
  symlinkSync(places.packagedRelease, places.currentRelease);
  const service = new ProcessService(places);
  onTestFinished(() => service.cut());
  await service.start();
  const box = boxAt(root, service, change);
  while ((await box.version()) === null) await new Promise((resolve) => setTimeout(resolve, 5));
  return box;
}

export function boxAt(root: string, service: ProcessService, change: Partial<Workbench> = {}): Box {
  const places = placesOf(root);
  const bench = { ...workbenchAt(root, service), ...change };
  const file = (name: string) => join(places.data, name);
  return {
    ...{ root, places, service },
    apply: ({ manifest, archive }, ...more) => apply(['--manifest', manifest, '--archive', archive, ...more], bench),
    run: () => run([], bench),
    rollBack: (...args) => rollBack(args, bench),
    async version() {
      const health = await bench.door.health();
      return health.ok ? health.value.version : null;
    },
    current: () => basename(readlinkSync(places.currentRelease)),
    state: () => new StateFile(places).read(),
    setWindow: (reason) =>
      writeFileSync(file('window.json'), JSON.stringify({ allowed: reason === 'ready', reason, changesAtMs: null })),
    lookIn: (from) => writeFileSync(join(places.settings, 'update.json'), JSON.stringify({ from })),
    events: (name = 'kiosk.sqlite') => eventsIn(file(name)),
    schema: () => schemaOf(file('kiosk.sqlite')),
    aside: () => readdirSync(places.data).filter((name) => /\.rolled-back-[^-]+-[^-]+-[^-]+Z$/.test(name)),
  };
}

function schemaOf(file: string): number {
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    return Number(db.prepare('PRAGMA user_version').get()?.user_version);
  } finally {
    db.close();
  }
}

/** The ids of all events in a database of the tests’ own program. */
function eventsIn(file: string): readonly string[] {
  if (!existsSync(file)) return [];
  const schema = schemaOf(file);
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    const tables = Array.from({ length: schema }, (_, step) => `SELECT id FROM event_of_${step + 1}`);
    return tables.flatMap((select) =>
      db
        .prepare(select)
        .all()
        .map(({ id }) => String(id)),
    );
  } finally {
    db.close();
  }
}

/** The ids of all events that any controller of this box has stored. */
export function traceOf(root: string): readonly string[] {
  return readFileSync(join(root, 'trace'), 'utf8').trim().split('\n');
}

/** Of a database of that schema (sqlite.org/fileformat.html §1.3). */
export function databaseHeader(schema: number): Buffer {
  const header = Buffer.alloc(100);
  header.write('SQLite format 3\0');
  header.writeUInt32BE(schema, 60);
  return header;
}
