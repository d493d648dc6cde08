import { chmodSync, existsSync, lchownSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { REPLACED_FILE, type Replaced } from '../../../device/contract/replaced.ts';
import { CONTROLLER_USER, type Places } from '../../files/places.ts';
import { putFile } from '../../files/put-file.ts';
import { ownerNamed } from '../install/owner.ts';

/** Null where owners cannot be set, or there is no such user yet. */
const controllerOf = ({ root }: Places) => (process.getuid?.() === 0 ? ownerNamed(root, CONTROLLER_USER) : null);

/** There, for the controller alone. */
export function makeDataFolder(places: Places): void {
  mkdirSync(places.data, { recursive: true });
  chmodSync(places.data, 0o700);
  own(places);
}

/** What tells the storage, at its next opening, that the box before may have given out any number so far. */
export function putMarker(places: Places, marker: Replaced): void {
  const content = JSON.stringify(marker);
  putFile({ path: join(places.data, REPLACED_FILE), content, mode: 0o600, owner: controllerOf(places) });
}

/** What root has put there is the controller's. */
export function own({ data, ...places }: Places): void {
  const owner = controllerOf({ data, ...places });
  if (owner === null || !existsSync(data)) return;
  lchownSync(data, owner.user, owner.group);
  for (const entry of readdirSync(data, { recursive: true, withFileTypes: true }))
    lchownSync(join(entry.parentPath, entry.name), owner.user, owner.group);
}
