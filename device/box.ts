import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { type ApiServer, startApi } from './api/server.ts';
import { openBoxKey } from './box-key.ts';
import { type ChosenBroker, chooseBroker } from './broker-choice.ts';
import { hasHardwareClock, systemClockSynchronised } from './clock-synchronised.ts';
import type { Config } from './contract/config.ts';
import { BootId } from './contract/ids.ts';
import { ok, type Result } from './contract/result.ts';
import { Controller } from './controller/controller.ts';
import { RulesInForce } from './controller/rules-in-force.ts';
import type { DataFolder } from './data-folder.ts';
import { settleDemoHost } from './demo-host.ts';
import { diskFree, fileSize } from './disk-free.ts';
import { createCommandReader } from './drivers/command-reader.ts';
import { createCredentialHasher } from './drivers/credential-hasher.ts';
import { createPassMaker, passKey, withPasses } from './drivers/guest-pass.ts';
import { argon2idHasher } from './drivers/pin-hasher.ts';
import { createPseudonyms } from './drivers/pseudonyms.ts';
import { AlsaOutput } from './drivers/speech/alsa-output.ts';
import { EspeakSynthesiser } from './drivers/speech/espeak-synthesiser.ts';
import { exportMedium } from './export-medium.ts';
import { createHardware, type Hardware, type HardwareFault } from './hardware.ts';
import { hostAnnouncementFile } from './host-announcement-file.ts';
import { chooseLibrary } from './library-choice.ts';
import { lifeSignFile } from './life-sign-file.ts';
import { OneTimeToken, whereItCan, writeSecretFile } from './loopback/one-time-token.ts';
import type { Clock } from './ports/clock.ts';
import type { Journal } from './ports/journal.ts';
import type { PassMaker } from './ports/pass-maker.ts';
import type { Settings } from './settings.ts';
import { type OpenStorageFault, openStorage, type Storage } from './storage/storage.ts';
import { version } from './version.ts';

export type BoxParts = {
  readonly settings: Settings;
  readonly folder: DataFolder;
  readonly clock: Clock;
  readonly journal: Journal;
  /** The built screen. */
  readonly screenFolder: string;
  /** In place of the real disk's. */
  readonly diskFree?: (folder: string) => number | null;
  /** In place of what a file really has. */
  readonly fileSize?: (file: string) => number | null;
  /** In place of looking whether a file system is mounted there. */
  readonly isMounted?: (folder: string) => Promise<boolean>;
  /** In place of the system's. */
  readonly clockSynchronised?: () => boolean | null;
  /** Whether the service manager starts this process anew when it hangs; it does not when left out. */
  readonly watched?: boolean;
  /** In place of the machine's. */
  readonly hasHardwareClock?: boolean;
};

export type RunningBox = {
  readonly url: string;
  /** Every strike idle at once, and nothing else; for the last moment of a process that failed. */
  idleStrikes(): void;
  /** In good order: strikes idle, broker told, log closed. */
  stop(): Promise<void>;
};

/** Puts one box together and starts it: the door first, the screen and the broker after it. */
export async function startBox(parts: BoxParts): Promise<Result<RunningBox, OpenStorageFault | HardwareFault>> {
  const { settings, folder, clock, journal } = parts;
  const { config } = settings;
  const bootId = BootId.parse(randomUUID());
  const opened = await openStorage({ file: folder.database, bootId });
  if (!opened.ok) return opened;
  const storage = opened.value;
  const key = readFileSync(folder.credentialKeyFile);
  const hasher = withPasses(createCredentialHasher(key), passKey(key));
  const made = await createHardware(config, { clock, hasher, folder, counters: storage.tagCounters });
  if (!made.ok) {
    await storage.close();
    return made;
  }
  const hardware = made.value;
  const takesCommands = config.commandKeys.length > 0;
  const linkParts = { office: config.office, bootId, outbox: storage.outbox, clock, journal, takesCommands };
  const broker = await chooseBroker(config.broker, linkParts);
  const passes = createPassMaker(hasher, passKey(key));
  const controller = await createController(parts, { bootId, storage, hardware, broker, passes, credentialKey: key });
  await settleDemoHost(config, { directory: storage.directory, hasher, clock });
  hardware.start();
  await controller.start();
  tellParts(parts, hardware, broker);
  const api = await serve(parts, controller, hardware);
  return ok({
    url: api.url,
    idleStrikes() {
      for (const { strike } of hardware.doors) strike.release();
    },
    stop: () => stopBox({ api, controller, hardware, broker, storage }),
  });
}

type MadeParts = {
  readonly bootId: BootId;
  readonly storage: Storage;
  readonly hardware: Hardware;
  readonly broker: ChosenBroker;
  readonly passes: PassMaker;
  readonly credentialKey: Uint8Array;
};

async function createController(
  {
    settings,
    folder,
    clock,
    journal,
    diskFree: freeOn = diskFree,
    fileSize: sizeOf = fileSize,
    clockSynchronised: synchronised,
    hasHardwareClock: goesOn,
    isMounted,
    watched = false,
  }: BoxParts,
  { bootId, storage, hardware, broker, passes, credentialKey }: MadeParts,
): Promise<Controller> {
  const { config, schedule, loudness } = settings;
  const device = config.sound.headphones;
  const { doors, readers, fireInput, simulatedLibrary } = hardware;
  const { log, directory, patronMemory, personalRecords, policies, importStage, retention, hours } = storage;
  const { incidents, outbox, usedNumbers } = storage;
  return new Controller({
    ...{ config, configDigest: digestOf(config), version, bootId, clock, journal },
    ...{ log, directory, patronMemory, personalRecords, policies, importStage, retention, hours },
    ...{ incidents, outbox, usedNumbers, doors, readers, fireInput, passes, loudness },
    speech: new EspeakSynthesiser(clock),
    headphones: device === undefined ? null : new AlsaOutput(device, clock),
    rules: new RulesInForce(config.policy, schedule),
    commandReader: createCommandReader(config.commandKeys),
    patrons: await chooseLibrary(config, { clock, memory: patronMemory, simulated: simulatedLibrary }),
    exportMedium: exportMediumOf(config.exports, folder, isMounted),
    pinHasher: argon2idHasher,
    pseudonyms: createPseudonyms(config.privacy.pseudonyms, credentialKey, folder.pseudonymKeyFile),
    lifeSign: lifeSignFile(folder.lifeSignFile),
    keptAnnouncement: hostAnnouncementFile(folder.hostAnnouncementFile),
    seal: openBoxKey(folder.boxKey),
    broker: broker.link,
    clockSynchronised: synchronised ?? systemClockSynchronised(clock),
    hasHardwareClock: goesOn ?? hasHardwareClock(),
    diskFree: () => freeOn(dirname(folder.database)),
    walBytes: () => sizeOf(`${folder.database}-wal`),
    watched,
  });
}

function exportMediumOf(exports: Config['exports'], folder: DataFolder, isMounted: BoxParts['isMounted']) {
  return exports === undefined ? null : exportMedium({ exports, dataFolder: dirname(folder.database), isMounted });
}

function digestOf(config: Config): string {
  return createHash('sha256').update(JSON.stringify(config)).digest('hex').slice(0, 16);
}

/** What was found; each reader tells of itself when it knows. */
function tellParts({ settings, journal }: BoxParts, { doors }: Hardware, broker: ChosenBroker): void {
  const tell = (part: string, detail: string) => journal.write({ type: 'part-found', part, detail });
  const { config, source } = settings;
  tell('config', source);
  tell('office', `${config.office.operator}/${config.office.id}, policy version ${config.policy.version}`);
  for (const { door, strike } of doors) tell(`door ${door}`, strike.status().detail ?? strike.status().state);
  tell('broker', broker.found);
}

async function serve(
  { settings, folder, clock, journal, screenFolder }: BoxParts,
  { kiosk, imports }: Controller,
  hardware: Hardware,
) {
  const api = await startApi({
    kiosk,
    imports,
    clock,
    journal,
    simulator: hardware.simulator,
    ports: settings.config.api.port === 0 ? [...lastPort(folder.apiUrlFile), 0] : [settings.config.api.port, 0],
    startToken: new OneTimeToken(folder.kioskTokenFile),
    sessionSecret: folder.sessionSecret,
    adminToken: folder.adminToken,
    shellToken: folder.shellToken,
    screenFolder,
  });
  whereItCan(() => writeSecretFile(folder.apiUrlFile, api.url));
  journal.write({ type: 'api-listening', url: api.url });
  return api;
}

/** The port of the run before, so that a screen finds a restarted controller where it was. */
function lastPort(apiUrlFile: string): number[] {
  const url = existsSync(apiUrlFile) ? URL.parse(readFileSync(apiUrlFile, 'utf8')) : null;
  return url === null || url.port === '' ? [] : [Number(url.port)];
}

async function stopBox(parts: {
  api: ApiServer;
  controller: Controller;
  hardware: Hardware;
  broker: ChosenBroker;
  storage: Storage;
}): Promise<void> {
  await parts.controller.stop();
  await parts.hardware.stop();
  await parts.api.close();
  await parts.broker.close();
  await parts.storage.close();
}
