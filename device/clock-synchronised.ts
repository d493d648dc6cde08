import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { type Milliseconds, type MonotonicMs, minutes, monotonicMs, seconds } from './contract/units.ts';
import type { Clock } from './ports/clock.ts';

const TIMESYNC = '/run/systemd/timesync';
const HARDWARE_CLOCK = '/sys/class/rtc/rtc0';

/** How long an answer of the system's holds. */
const ASK_AGAIN: Milliseconds = minutes(1);
/** Where nobody answers there is hardly somebody a minute later. */
const ASK_ANEW: Milliseconds = minutes(10);
const LONGEST_ANSWER = seconds(5);

/** What `timedatectl show` says of NTPSynchronized; null when it cannot be asked. */
export type AskSystem = () => Promise<string | null>;

/**
 * Whether the clock was set from the network since the system's start, and null where nobody says; cheap enough to be asked
 * at each tap. systemd-timesyncd makes the file `synchronized` (systemd-timesyncd.service(8)). Where that service does not
 * run, as with chrony or ntpd, systemd-timedated tells what they tell the kernel (org.freedesktop.timedate1(5),
 * NTPSynchronized; chrony does with `rtcsync`, as Debian sets it up): asked in the background, so that the first answer
 * comes a moment later.
 */
export function systemClockSynchronised(
  clock: Pick<Clock, 'monotonicMs'>,
  { folder = TIMESYNC, ask = askTimedated }: { readonly folder?: string; readonly ask?: AskSystem } = {},
): () => boolean | null {
  let said: boolean | null = null;
  let askAt: MonotonicMs = clock.monotonicMs();
  const look = async () => {
    said = parsed(await ask());
    askAt = later(clock, said === null ? ASK_ANEW : ASK_AGAIN);
  };
  return () => {
    if (existsSync(folder)) return existsSync(`${folder}/synchronized`);
    if (clock.monotonicMs() >= askAt) {
      // Not once more while this one is under way.
      askAt = later(clock, ASK_ANEW);
      void look();
    }
    return said;
  };
}

/** Whether this machine has a clock that goes on while it is off; a Raspberry Pi up to 4 has none. */
export function hasHardwareClock(file: string = HARDWARE_CLOCK): boolean {
  return existsSync(file);
}

function later(clock: Pick<Clock, 'monotonicMs'>, by: Milliseconds): MonotonicMs {
  return monotonicMs(clock.monotonicMs() + by);
}

function parsed(answer: string | null): boolean | null {
  const text = answer?.trim();
  return text === 'yes' ? true : text === 'no' ? false : null;
}

/** Never rejects: a system without systemd, or without a bus, says nothing. */
function askTimedated(): Promise<string | null> {
  const { promise, resolve } = Promise.withResolvers<string | null>();
  const args = ['show', '--property=NTPSynchronized', '--value'];
  // Not in the controller's name: systemd's tools tell their own faults to the service manager, where they know of one.
  const env = { PATH: process.env.PATH };
  execFile('timedatectl', args, { env, timeout: LONGEST_ANSWER, maxBuffer: 1_024 }, (fault, stdout) =>
    resolve(fault === null ? stdout : null),
  );
  return promise;
}
