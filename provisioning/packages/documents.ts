import { gzipSync } from 'node:zlib';
import { MAINTAINER } from './deb.ts';
import { OWN_LICENCE, OWN_LICENCE_TEXT } from './own-licence.ts';
import { writeInto } from './tree.ts';

const LEGAL = `Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: Allmänna kontoret

Files: *
Copyright: 2026, the authors of Allmänna kontoret
License: ${OWN_LICENCE}
${inField(OWN_LICENCE_TEXT)}
`;

const OTHERS = `
Comment:
 What it is made of beside that is listed in
 /usr/lib/ak-controller/release/sbom.cdx.json, with the licence of each part;
 the texts are in /usr/lib/ak-controller/release/LICENSES. opening_hours is
 under the LGPL, version 3: it is a file of its own,
 /usr/lib/ak-controller/release/.build/*/opening-hours-*.js, and may be
 replaced by another version of it.
`;

/** As a field of several lines has them (Debian Policy §5.6.13): a blank before each, an empty one as a full stop. */
function inField(text: string): string {
  const lines = text.trimEnd().split('\n');
  return lines.map((line) => (line.trim() === '' ? ' .' : ` ${line}`)).join('\n');
}

/** What Debian Policy asks of /usr/share/doc (§12.5, §12.7). */
export function putDocuments(tree: string, name: string, version: string, epoch: number): void {
  const folder = `usr/share/doc/${name}`;
  writeInto(
    tree,
    `${folder}/copyright`,
    name === 'ak-controller' ? LEGAL.replace('\n\nFiles', `${OTHERS}\nFiles`) : LEGAL,
  );
  const date = new Date(epoch * 1000).toUTCString().replace('GMT', '+0000');
  const entry = `${name} (${version}) stable; urgency=medium\n\n  * Version ${version}.\n\n -- ${MAINTAINER}  ${date}\n`;
  writeInto(tree, `${folder}/changelog.gz`, gzipSync(entry, { level: 9 }));
}
