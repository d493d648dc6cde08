import { mkdirSync, readdirSync, readFileSync, readlinkSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runTool } from '../../../provisioning/box/install/run-tool.ts';
import type { System } from '../../../provisioning/box/install/system.ts';
import { placesOf } from '../../../provisioning/files/places.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const brought = fileURLToPath(new URL('../../../provisioning/systemd', import.meta.url));
const UNITS = 'usr/lib/systemd/system';

/** What a Debian tree with our packages has of what `box install` looks for. It goes with the test. */
export function aTree(): System {
  const root = tempFolder();
  const put = (path: string, text: string) => {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  put('etc/passwd', 'root:x:0:0:root:/root:/bin/sh\n');
  put('etc/group', 'root:x:0:\ndialout:x:20:\naudio:x:29:\n');
  put('etc/os-release', 'ID=debian\n');
  put('usr/lib/sysusers.d/ak-controller.conf', readFileSync(join(brought, 'sysusers.conf'), 'utf8'));
  for (const name of readdirSync(brought).filter((each) => /\.(service|timer)$/.test(each)))
    put(join(UNITS, name), readFileSync(join(brought, name), 'utf8'));
  put(`${UNITS}/pcscd.socket`, '[Install]\nWantedBy=sockets.target\n');
  put(`${UNITS}/systemd-timesyncd.service`, '[Install]\nWantedBy=sysinit.target\n');
  return { places: placesOf(root), run: runTool, live: false, asRoot: process.getuid?.() === 0, hasScreen: true };
}

/** All that is in the tree: path → what it is, its mode and owner, and its content. Times are left out. */
export function snapshotOf(root: string): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    found[path.slice(root.length)] = entry.isSymbolicLink() ? `→ ${readlinkSync(path)}` : fileAt(path);
  }
  return found;
}

function fileAt(path: string): string {
  const stat = statSync(path);
  return `${stat.mode.toString(8)} ${stat.uid}:${stat.gid} ${stat.isFile() ? readFileSync(path, 'base64') : ''}`;
}
