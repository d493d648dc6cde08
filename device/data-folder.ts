import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { writeSecretFile } from './loopback/one-time-token.ts';

export type DataFolder = {
  readonly database: string;
  /** 32 bytes: the key that credentials are hashed with. Kept outside the database. */
  readonly credentialKeyFile: string;
  /** The key of the day, of which pseudonyms are made; there is none where the office wants none for a day. */
  readonly pseudonymKeyFile: string;
  readonly lifeSignFile: string;
  /** There while a host has something told on the screen. */
  readonly hostAnnouncementFile: string;
  /** The box's own key, its public half, and what it signed last. */
  readonly boxKey: { readonly key: string; readonly publicKey: string; readonly lastSeal: string };
  /** Of the OSDP readers; there once one has a key. */
  readonly readerKeyFile: string;
  readonly kioskTokenFile: string;
  readonly apiUrlFile: string;
  readonly sessionSecret: string;
  readonly adminToken: string;
  /** For whoever keeps the screen's shell: opens a session and hears of restarts, and no more. */
  readonly shellToken: string;
};

/** Of a mode, the part that chmod(1) sets; and for its owner alone. */
const PERMISSIONS = 0o7777;
const CLOSED = 0o700;

/**
 * Makes the folder (0700) and its secrets (0600) where they are missing, each there as a whole or not at all, also after a
 * power cut. A folder that is open to others is closed: whether anybody got at what is in it is `exposureOf`'s to say, before
 * this. A restore that the power cut is finished first, and what a crash left of a backup or a rehearsal is gone. Rejects
 * when something is missing and cannot be written.
 */
export async function openDataFolder(path: string): Promise<DataFolder> {
  mkdirSync(path, { recursive: true, mode: CLOSED });
  // Where it is closed already nothing is written: a disk that has become read-only keeps no door shut.
  if ((statSync(path).mode & PERMISSIONS) !== CLOSED) chmodSync(path, CLOSED);
  await clearUp(path);
  const credentialKeyFile = join(path, 'credential.key');
  if (!existsSync(credentialKeyFile)) writeSecretFile(credentialKeyFile, randomBytes(32), { flush: true });
  return {
    database: join(path, 'kiosk.sqlite'),
    credentialKeyFile,
    pseudonymKeyFile: join(path, 'pseudonym.key'),
    lifeSignFile: join(path, 'life-sign'),
    hostAnnouncementFile: join(path, 'host-announcement.json'),
    boxKey: {
      key: join(path, 'box.key'),
      publicKey: join(path, 'box-key.pub'),
      lastSeal: join(path, 'log-head.json'),
    },
    readerKeyFile: join(path, 'reader-keys.json'),
    kioskTokenFile: join(path, 'kiosk-token'),
    apiUrlFile: join(path, 'api-url'),
    sessionSecret: readOrMakeSecret(join(path, 'session-secret')),
    adminToken: readOrMakeSecret(join(path, 'admin-token')),
    shellToken: readOrMakeSecret(join(path, 'shell-token')),
  };
}

/** What it takes for that is not loaded at any other start: of the database this thread knows nothing else. */
async function clearUp(path: string): Promise<void> {
  if (!readdirSync(path).some((name) => name.endsWith('-under-way'))) return;
  const { finishRestore } = await import('./log-file/restore-workshop.ts');
  const { clearWorkshops } = await import('./log-file/workshops.ts');
  finishRestore(path);
  clearWorkshops(path);
}

function readOrMakeSecret(file: string): string {
  if (!existsSync(file)) writeSecretFile(file, randomBytes(32).toString('base64url'), { flush: true });
  return readFileSync(file, 'utf8');
}
