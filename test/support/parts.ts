import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe } from 'vitest';

/** Things of the machine that some tests run for real. A path is looked up as it is, a bare name along PATH. */
const parts = {
  mosquitto: ['mosquitto', 'mosquitto_sub'],
  ejabberd: ['ejabberdctl', 'erl'],
  openssl: ['openssl'],
  chromium: ['chromium'],
  gcc: ['gcc'],
  xvfb: ['Xvfb'],
  cage: ['cage', 'Xwayland'],
  openbox: ['openbox', 'xdotool'],
  socat: ['socat'],
  script: ['script'],
  espeak: ['espeak-ng'],
  alsa: ['aplay'],
  systemdNotify: ['systemd-notify'],
  systemd: ['systemd-analyze', 'systemctl', 'systemd-sysusers'],
  pcscd: ['pcscd', '/usr/lib/pcsc/drivers/serial/libifdvpcd.so'],
  pcscAddon: [
    fileURLToPath(new URL('../../node_modules/smartcard/build/Release/smartcard_napi.node', import.meta.url)),
  ],
  dpkg: ['dpkg-deb', 'dash', 'readelf'],
  root: [],
} as const satisfies Record<string, readonly string[]>;

export type Part = keyof typeof parts;

const path = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin'];

function found(file: string): boolean {
  return file.startsWith('/') ? existsSync(file) : path.some((folder) => existsSync(join(folder, file)));
}

/** What of these is missing on this machine; empty when all is there. */
export function missing(wanted: readonly Part[]): readonly string[] {
  return wanted.flatMap((part) =>
    part === 'root' ? (process.getuid?.() === 0 ? [] : ['root']) : parts[part].filter((file) => !found(file)),
  );
}

/**
 * A `describe` that needs parts of the machine. Where one is missing its tests are skipped and say why; on CI they fail.
 */
export function describeWith(wanted: readonly Part[], title: string, body: () => void): void {
  const lacking = missing(wanted);
  if (lacking.length === 0) describe(title, body);
  else if (process.env.CI === 'true') throw new Error(`"${title}" needs ${lacking.join(', ')}, which CI must have`);
  else describe.skip(`${title} (skipped: needs ${lacking.join(', ')})`, body);
}
