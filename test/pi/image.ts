import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, cpSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeReleaseTree } from '../../provisioning/packages/release-tree.ts';
import type { PiPackages } from './packages.ts';

const INIT = `#!/bin/busybox sh
/bin/busybox mkdir -p /proc /sys /dev /tmp /data
/bin/busybox mount -t proc none /proc
/bin/busybox mount -t sysfs none /sys
/bin/busybox mount -t devtmpfs none /dev
/bin/busybox mount -t debugfs none /sys/kernel/debug
/bin/busybox ifconfig lo 127.0.0.1 up
/bin/busybox dmesg -n 1
export PATH=/bin TZ=UTC
for word in $(/bin/busybox cat /proc/cmdline); do case $word in ak=*) phase=\${word#ak=};; esac; done
/bin/node /ak/guest.ts $phase
/bin/busybox sync
/bin/busybox poweroff -f
`;

/** An initramfs with the release for arm64 as it is packed, and the guest's script. Answers with its path. */
export function buildImage(cache: string, checkout: string, { root }: PiPackages): string {
  const image = join(cache, 'image');
  rmSync(image, { recursive: true, force: true });
  const inputs = join(checkout, '.cache', 'packages');
  const parts = { checkout, inputs, architecture: 'arm64', version: '0.0.1', epoch: 1 } as const;
  const release = makeReleaseTree(join(image, 'ak'), parts);
  if (!release.ok) throw new Error(`${release.error.code}: ${release.error.detail}`);
  for (const folder of ['bin', 'lib']) mkdirSync(join(image, folder), { recursive: true });
  cpSync(join(root, 'bin/busybox'), join(image, 'bin/busybox'));
  symlinkSync('/ak/bin/node', join(image, 'bin/node'));
  for (const folder of ['lib/aarch64-linux-gnu', 'usr/lib/aarch64-linux-gnu'])
    for (const library of readdirSync(join(root, folder)).filter((name) => name.includes('.so.')))
      copyFileSync(join(root, folder, library), join(image, 'lib', library));
  cpSync(join(checkout, 'test/pi/guest.ts'), join(image, 'ak/guest.ts'));
  writeFileSync(join(image, 'init'), INIT);
  chmodSync(join(image, 'init'), 0o755);
  const archive = join(cache, 'initramfs');
  execFileSync('sh', ['-c', `find . | cpio --quiet -o -H newc > ${archive}`], { cwd: image });
  execFileSync('gzip', ['-1', '-f', archive]);
  return `${archive}.gz`;
}
