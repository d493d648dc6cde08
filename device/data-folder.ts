import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeSecretFile } from './api/one-time-token.ts';

export type DataFolder = {
  readonly database: string;
  /** 32 bytes: the key that credentials are hashed with. Kept outside the database. */
  readonly credentialKeyFile: string;
  /** Of the OSDP readers; there once one has a key. */
  readonly readerKeyFile: string;
  readonly kioskTokenFile: string;
  readonly apiUrlFile: string;
  readonly sessionSecret: string;
  readonly adminToken: string;
};

/** Makes the folder (0700) and its secrets (0600) where they are missing. Throws when it cannot be written. */
export function openDataFolder(path: string): DataFolder {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  chmodSync(path, 0o700);
  const credentialKeyFile = join(path, 'credential.key');
  if (!existsSync(credentialKeyFile)) writeSecretFile(credentialKeyFile, randomBytes(32));
  return {
    database: join(path, 'kiosk.sqlite'),
    credentialKeyFile,
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
