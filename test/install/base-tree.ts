import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What an empty Debian that boots has, and what our packages depend on and recommend: the box in the test has no network. */
const DEBIAN = [
  ...['systemd', 'systemd-sysv', 'systemd-timesyncd', 'dbus', 'libpam-systemd', 'udev', 'ca-certificates'],
  ...['libstdc++6', 'libgpiod2', 'libasound2', 'pcscd', 'libccid', 'nftables', 'openssl'],
  ...['chromium', 'cage', 'xwayland', 'fonts-noto-core', 'alsa-utils', 'espeak-ng'],
];
/** What stands in for the hardware, for the broker and for central staff, and what looks. */
const AROUND = ['vsmartcard-vpcd', 'socat', 'mosquitto', 'mosquitto-clients', 'iproute2', 'procps'];

const SUITE = 'bookworm';

/** A Debian tree as a tar file, made once for each list of packages: that takes minutes. */
export function baseTree(cache: string): string {
  const packages = [...DEBIAN, ...AROUND];
  const key = createHash('sha256')
    .update(JSON.stringify([SUITE, packages]))
    .digest('hex');
  const [tar, stamp] = [join(cache, 'install-tree.tar'), join(cache, 'install-tree.key')];
  if (existsSync(tar) && existsSync(stamp) && readFileSync(stamp, 'utf8') === key) return tar;
  mkdirSync(cache, { recursive: true });
  const part = `${tar}.part.tar`;
  execFileSync('mmdebstrap', ['--variant=minbase', `--include=${packages.join(',')}`, SUITE, part], {
    stdio: 'ignore',
  });
  renameSync(part, tar);
  writeFileSync(stamp, key);
  return tar;
}

/** A tree of its own, which may be changed. */
export function unpackTree(tar: string, folder: string): void {
  mkdirSync(folder, { recursive: true });
  execFileSync('tar', ['--extract', '--preserve-permissions', '--numeric-owner', '--file', tar, '--directory', folder]);
}
