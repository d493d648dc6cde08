import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeSecretFile } from './api/one-time-token.ts';
import { clearBackupWorkshop } from './log-file/backup-workshop.ts';
import { finishRestore } from './log-file/restore-workshop.ts';

export type DataFolder = {
  readonly database: string;
  /** 32 bytes: the key that credentials are hashed with. Kept outside the database. */
  readonly credentialKeyFile: string;
  /** The key of the day, of which pseudonyms are made; there is none where the office wants none for a day. */
  readonly pseudonymKeyFile: string;
  readonly lifeSignFile: string;
  /** The box's own key, its public half, and what it signed last. */
  readonly boxKey: { readonly key: string; readonly publicKey: string; readonly lastSeal: string };
  /** Of the OSDP readers; there once one has a key. */
  readonly readerKeyFile: string;
  readonly kioskTokenFile: string;
  readonly apiUrlFile: string;
  readonly sessionSecret: string;
  readonly adminToken: string;
};

/**
 * Makes the folder (0700) and its secrets (0600) where they are missing; a restore that the power cut is finished first,
 * and what a crash left of a backup is gone.
 * Throws when it cannot be written.
 */
export function openDataFolder(path: string): DataFolder {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  chmodSync(path, 0o700);
  finishRestore(path);
  clearBackupWorkshop(path);
  const credentialKeyFile = join(path, 'credential.key');
  if (!existsSync(credentialKeyFile)) writeSecretFile(credentialKeyFile, randomBytes(32));
  return {
    database: join(path, 'kiosk.sqlite'),
    credentialKeyFile,
    pseudonymKeyFile: join(path, 'pseudonym.key'),
    lifeSignFile: join(path, 'life-sign'),
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
  };
}

function readOrMakeSecret(file: string): string {
  if (!existsSync(file)) writeSecretFile(file, randomBytes(32).toString('base64url'));
  return readFileSync(file, 'utf8');
}
