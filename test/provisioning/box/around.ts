import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Around, Ran } from '../../../provisioning/box/around.ts';
import { GivenUp } from '../../../provisioning/command-line/asker.ts';
import type { Terminal } from '../../../provisioning/command-line/terminal.ts';
import { placesOf } from '../../../provisioning/files/places.ts';
import { tempFolder } from '../../support/temp-folder.ts';

/** What a program of the system answers; a test lays its own over these of a well box. By `program argument …`. */
const units = ['ak-controller.service', 'ak-firewall.service', 'pcscd.socket', 'ak-update.timer'];
const wellSystem: Readonly<Record<string, string>> = {
  ...Object.fromEntries(units.map((unit) => [`systemctl is-enabled ${unit}`, 'enabled'])),
  ...Object.fromEntries(units.map((unit) => [`systemctl is-active ${unit}`, 'active'])),
  'systemctl --version': 'systemd 252',
  'systemctl show --property=RuntimeWatchdogUSec --value': '15s',
  'nft list table inet ak': 'table inet ak {',
  'vcgencmd get_throttled': 'throttled=0x0',
};

type Options = {
  readonly system?: Readonly<Record<string, string | null>>;
  readonly answers?: readonly string[];
  /** Called for each program that is run. */
  readonly onRun?: (line: string) => Ran | null | undefined | Promise<Ran | null | undefined>;
};

/** The machine and the person before it, as a test would have them; `ran` and `asked` tell what was wanted of them. */
export function aroundWith({ system = {}, answers = [], onRun }: Options = {}) {
  const ran: string[] = [];
  const asked: string[] = [];
  const left = [...answers];
  const answer = async (question: string) => {
    asked.push(question);
    const given = left.shift();
    if (given === undefined) throw new GivenUp();
    return given;
  };
  const unasked = () => Promise.reject(new GivenUp());
  const around: Around = {
    live: false,
    async run(program, args) {
      const line = [program, ...args].join(' ');
      ran.push(line);
      const own = await onRun?.(line);
      if (own !== undefined) return own;
      const output = { ...wellSystem, ...system }[line];
      return output == null ? null : { status: 0, output: `${output}\n` };
    },
    asker: {
      ...{ present: answers.length > 0, text: answer, secret: answer },
      ...{ number: unasked, choice: unasked, yes: unasked },
    },
    wait: async () => {},
    now: () => Date.now(),
  };
  return { around, ran, asked };
}

export function terminalOf(): Terminal & { readonly noted: string[] } {
  const noted: string[] = [];
  return { noted, say: () => {}, note: (line) => void noted.push(line) };
}

/** A box's places below a folder of the test's own, with its users and folders, as an installation leaves them. */
export function emptyBox() {
  const places = placesOf(tempFolder());
  const { uid, gid } = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
  const put = (file: string, content: string | Uint8Array, mode = 0o644) => {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content, { mode });
    chmodSync(file, mode);
  };
  put(
    join(places.root, 'etc/passwd'),
    `root:x:${uid}:${gid}::/:/bin/sh\nak-controller:x:${uid}:${gid}::/:/bin/false\n`,
  );
  put(join(places.root, 'etc/group'), `root:x:${gid}:\nak-controller:x:${gid}:\n`);
  for (const folder of [places.keys, places.data]) mkdirSync(folder, { recursive: true, mode: 0o700 });
  put(join(places.root, 'sys/class/rtc/rtc0/name'), 'rtc');
  put(join(places.root, 'sys/class/watchdog/watchdog0/identity'), 'watchdog');
  return { places, put };
}
