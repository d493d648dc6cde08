import { existsSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { CONTROLLER_UNIT, type Places } from '../../files/places.ts';
import { namedSecrets } from '../named-secrets.ts';

/** Programs of anybody's box, and where this command keeps how far it is. */
const KEPT_IN_RELEASES = ['a', 'b', 'current', 'retire.json'];

/** What V8 has compiled (NODE_COMPILE_CACHE): of nobody, and like parts of many a program. */
export const compiledCode = ({ root }: Places) => join(root, 'var/cache/ak-controller');

/** What goes, settings first: without a config no controller starts. Files that the config names as secret go with it. */
export function erasedPlaces(places: Places): readonly string[] {
  const { settings, data, releases, units } = places;
  const states = existsSync(releases) ? readdirSync(releases).filter((name) => !KEPT_IN_RELEASES.includes(name)) : [];
  return [
    ...namedSecrets(places),
    settings,
    data,
    ...states.map((name) => join(releases, name)),
    compiledCode(places),
    join(units, `${CONTROLLER_UNIT}.d`),
  ].filter((path) => existsSync(path));
}

/** Where something of it could be left: all of the box's places, and the journal. */
export function searchedPlaces(places: Places): readonly string[] {
  const { settings, data, releases, packagedRelease, units, root } = places;
  const journals = [join(root, 'var/log/journal'), join(root, 'run/log/journal')];
  return [settings, data, releases, packagedRelease, units, compiledCode(places), ...journals];
}

/** Every plain file there, as it is called; links are not followed. */
export function filesBelow(path: string): readonly string[] {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined) return [];
  if (found.isFile()) return [path];
  return found.isDirectory() ? readdirSync(path).flatMap((name) => filesBelow(join(path, name))) : [];
}
