import { createHash } from 'node:crypto';
import * as Enums from '@cyclonedx/cyclonedx-library/Enums';
import * as Models from '@cyclonedx/cyclonedx-library/Models';
import * as Serialize from '@cyclonedx/cyclonedx-library/Serialize';
import * as SPDX from '@cyclonedx/cyclonedx-library/SPDX';
import * as Spec from '@cyclonedx/cyclonedx-library/Spec';
import { type Locked, nameOf } from './lock.ts';
import { OWN_LICENCE } from './own-licence.ts';

/** One part of a package. `place`: of the lock file. */
export type Part = { readonly place: string; readonly locked: Locked; readonly licence: string };

/**
 * The list of parts as CycloneDX 1.6 JSON. The same parts give the same bytes: its serial number is made of its content,
 * and it has no time.
 */
export function listOfParts(name: string, version: string, parts: readonly Part[]): string {
  const bom = new Models.Bom({ version: 1 });
  bom.metadata.component = new Models.Component(Enums.ComponentType.Application, name, {
    bomRef: name,
    version,
    licenses: licences(OWN_LICENCE),
  });
  for (const part of parts) bom.components.add(componentOf(part));
  const serializer = new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6));
  const options = { sortLists: true, space: 2 };
  bom.serialNumber = serialOf(serializer.serialize(bom, options));
  return `${serializer.serialize(bom, options)}\n`;
}

function componentOf({ place, locked, licence }: Part): Models.Component {
  const [scope, name] = splitName(nameOf(place));
  const { version } = locked;
  const purl = `pkg:npm/${scope === null ? '' : `${encodeURIComponent(scope)}/`}${name}@${version}`;
  const component = new Models.Component(Enums.ComponentType.Library, name, {
    bomRef: place,
    version,
    purl,
    licenses: licences(licence),
    hashes: new Models.HashDictionary(hashesOf(locked)),
  });
  if (scope !== null) component.group = scope;
  return component;
}

function splitName(name: string): readonly [string | null, string] {
  const [scope = '', rest] = name.split('/');
  return rest === undefined ? [null, name] : [scope, rest];
}

function licences(id: string): Models.LicenseRepository {
  const licence = SPDX.isSupportedSpdxId(id) ? new Models.SpdxLicense(id) : new Models.NamedLicense(id);
  return new Models.LicenseRepository([licence]);
}

/** npm's integrity is that of the archive as it was fetched (Subresource Integrity: algorithm and base64). */
function hashesOf({ integrity = '' }: Locked): readonly Models.Hash[] {
  const digest = /^sha512-(.+)$/.exec(integrity)?.[1];
  if (digest === undefined) return [];
  return [[Enums.HashAlgorithm['SHA-512'], Buffer.from(digest, 'base64').toString('hex')]];
}

/** A UUID of version 8 (RFC 9562): the first bits of the content's SHA-256. */
function serialOf(content: string): string {
  const hex = createHash('sha256').update(content).digest('hex');
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 3) | 8).toString(16);
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `${variant}${hex.slice(17, 20)}`];
  return `urn:uuid:${[...parts, hex.slice(20, 32)].join('-')}`;
}
