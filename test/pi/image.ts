import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { PiPackages } from './packages.ts';

const COMPILER = 'aarch64-linux-gnu-g++';
/** What the built controller loads from beside itself. */
const MODULES = ['better-sqlite3', 'serialport', 'node-libgpiod', 'onoff'];
const ADDONS = [
  { name: 'node-libgpiod', libraries: (root: string) => [join(root, 'usr/lib/aarch64-linux-gnu/libgpiod.so.2')] },
  { name: 'epoll', libraries: () => [] },
];

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

/** An initramfs with the built controller, its packages for arm64 and the guest's script. Answers with its path. */
export function buildImage(cache: string, checkout: string, { root, node }: PiPackages): string {
  const image = join(cache, 'image');
  rmSync(image, { recursive: true, force: true });
  for (const folder of ['bin', 'lib', 'ak/.build/renderer', 'ak/node_modules'])
    mkdirSync(join(image, folder), { recursive: true });
  cpSync(join(root, 'bin/busybox'), join(image, 'bin/busybox'));
  cpSync(node, join(image, 'bin/node'));
  for (const folder of ['lib/aarch64-linux-gnu', 'usr/lib/aarch64-linux-gnu'])
    for (const library of readdirSync(join(root, folder)).filter((name) => name.includes('.so.')))
      copyFileSync(join(root, folder, library), join(image, 'lib', library));
  cpSync(join(checkout, '.build/controller'), join(image, 'ak/.build/controller'), { recursive: true });
  writeFileSync(join(image, 'ak/.build/renderer/index.html'), '');
  cpSync(join(checkout, 'package.json'), join(image, 'ak/package.json'));
  cpSync(join(checkout, 'test/pi/guest.ts'), join(image, 'ak/guest.ts'));
  for (const name of withDependencies(checkout, MODULES))
    cpSync(join(checkout, 'node_modules', name), join(image, 'ak/node_modules', name), {
      recursive: true,
      filter: (path) => !/\/(deps|build)$|prebuilds\/(?!linux-arm64)./.test(path),
    });
  for (const { name, libraries } of ADDONS) compile(name, libraries(root), { checkout, root, image });
  writeFileSync(join(image, 'init'), INIT);
  chmodSync(join(image, 'init'), 0o755);
  const archive = join(cache, 'initramfs');
  execFileSync('sh', ['-c', `find . | cpio --quiet -o -H newc > ${archive}`], { cwd: image });
  execFileSync('gzip', ['-1', '-f', archive]);
  return `${archive}.gz`;
}

function withDependencies(checkout: string, names: readonly string[]): ReadonlySet<string> {
  const all = new Set(names);
  for (const name of all) {
    const file = join(checkout, 'node_modules', name, 'package.json');
    if (!existsSync(file)) continue;
    for (const dependency of Object.keys(JSON.parse(readFileSync(file, 'utf8')).dependencies ?? {}))
      all.add(dependency);
  }
  return new Set([...all].filter((name) => existsSync(join(checkout, 'node_modules', name))));
}

function compile(
  name: string,
  libraries: readonly string[],
  { checkout, root, image }: { readonly checkout: string; readonly root: string; readonly image: string },
): void {
  const target = join(image, 'ak/node_modules', name, 'build/Release');
  mkdirSync(target, { recursive: true });
  const includes = [
    join(root, 'package/include/node'),
    join(checkout, 'node_modules/nan'),
    // The header alone: a whole arm64 /usr/include would come before the compiler's own.
    join(root, 'usr/include'),
  ];
  execFileSync(COMPILER, [
    ...['-std=c++20', '-O2', '-fPIC', '-shared', '-w'],
    ...includes.flatMap((folder, at) => [at < 2 ? '-I' : '-idirafter', folder]),
    ...globSync(join(checkout, 'node_modules', name, 'src/*.cc')),
    ...['-o', join(target, `${name}.node`), ...libraries],
  ]);
}
