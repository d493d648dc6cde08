import { ownArchitecture } from '../../../provisioning/update/release/manifest.ts';
import { webSource } from '../../../provisioning/update/source/web-source.ts';

/** Looks for a release at an address, as a process of its own: which authorities are trusted is said at its start. */
const source = webSource(process.argv[2] ?? '', `ak-release_${ownArchitecture()}.manifest`);
const manifest = await source.manifest();
const archive = await source.archive('archive.tar.gz');
let bytes = 0;
if (archive.ok) for await (const chunk of archive.value) bytes += chunk.length;
process.stdout.write(
  JSON.stringify({
    manifest: manifest.ok ? Buffer.from(manifest.value).toString() : manifest.error.code,
    archive: archive.ok ? bytes : archive.error.code,
  }),
);
