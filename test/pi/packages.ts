import { execFileSync } from 'node:child_process';
import { existsSync, globSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const LIBRARIES = ['libc6', 'libstdc++6', 'libgcc-s1', 'libgpiod2', 'busybox-static'];

/** What the emulated Pi is made of beside the release: Debian's own arm64 packages, unpacked. */
export type PiPackages = {
  readonly root: string;
  readonly kernel: string;
  readonly deviceTree: string;
};

/** Downloads and unpacks them, once. apt gets folders of its own and touches nothing of the machine. */
export function fetchPackages(cache: string): PiPackages {
  const root = join(cache, 'root');
  const done = join(cache, 'unpacked');
  if (!existsSync(done)) {
    rmSync(root, { recursive: true, force: true });
    download(cache);
    for (const deb of globSync(join(cache, 'debs', '*.deb'))) execFileSync('dpkg', ['-x', deb, root]);
    writeFileSync(done, '');
  }
  return {
    root,
    kernel: only(join(root, 'boot/vmlinuz-*')),
    deviceTree: only(join(root, 'usr/lib/linux-image-*/broadcom/bcm2837-rpi-3-b.dtb')),
  };
}

function download(cache: string): void {
  for (const folder of ['lists/partial', 'archives/partial', 'debs'])
    mkdirSync(join(cache, folder), { recursive: true });
  writeFileSync(join(cache, 'status'), '');
  const options = {
    'APT::Architecture': 'arm64',
    'APT::Architectures': 'arm64',
    'Dir::State::Lists': join(cache, 'lists'),
    'Dir::State::status': join(cache, 'status'),
    'Dir::Cache': cache,
    'Dir::Cache::archives': join(cache, 'archives'),
  };
  const flags = Object.entries(options).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
  execFileSync('apt-get', [...flags, '-qq', 'update']);
  const depends = execFileSync('apt-cache', [...flags, 'depends', 'linux-image-arm64'], { encoding: 'utf8' });
  const kernel = /Depends: (linux-image-\S+)/.exec(depends)?.[1];
  if (kernel === undefined) throw new Error('Debian names no arm64 kernel');
  execFileSync('apt-get', [...flags, '-qq', 'download', kernel, ...LIBRARIES], { cwd: join(cache, 'debs') });
}

function only(pattern: string): string {
  const [first] = globSync(pattern);
  if (first === undefined) throw new Error(`nothing matches ${pattern}`);
  return first;
}
