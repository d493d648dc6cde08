import { placesOf } from '../files/places.ts';
import type { BoxConfig } from './bundle.ts';

/** Every file that a config names and its bundle does not hold: passwords, keys of tags. Somebody brings them to the box. */
export function filesToBring(config: BoxConfig): readonly string[] {
  const { brokerAuthority, brokerCertificate, brokerKey } = placesOf('/');
  const brought = [brokerAuthority, brokerCertificate, brokerKey];
  return filesIn(config).filter((file) => !brought.includes(file));
}

/** A config calls each of them `…File`. */
function filesIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) =>
    typeof part === 'string' && key.endsWith('File') ? [part] : filesIn(part),
  );
}
