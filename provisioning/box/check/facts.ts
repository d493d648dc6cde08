import type { Health } from '../../../device/contract/api.ts';
import { type Finding, fault, unknown, warn, well } from './finding.ts';
import { atClock, bytes, DAY_MS, lasting } from './times.ts';

/** As the box itself warns (device/broker/identity-watch.ts, device/controller/disk-watch.ts). */
const CERTIFICATE_ENDS_SOON_MS = 30 * DAY_MS;
const DISK_NEARLY_FULL_BYTES = 200 * 2 ** 20;
/** The log is checkpointed long before (device/storage/wal.ts); one that grows on is held by a reader or a broken disk. */
const WAL_LARGE_BYTES = 64 * 2 ** 20;
const BACKUP_OLD_MS = 7 * DAY_MS;
/** No box has run this program before: a clock without a battery begins in the past. */
const BEFORE_ANY_BOX_MS = Date.UTC(2026, 0, 1);
/** Shorter ones are a restart. */
const LEAST_OUTAGE_MS = 120_000;

/** What the controller tells of itself beside its parts. */
export function factFindings(health: Health, now: number): readonly Finding[] {
  return [
    ...certificateFindings(health, now),
    rulesFinding(health),
    hostCardFinding(health),
    ...diskFindings(health),
    clockFinding(health),
    outageFinding(health),
    backupFinding(health, now),
  ];
}

function certificateFindings({ box: { certificate }, broker }: Health, now: number): readonly Finding[] {
  if (certificate !== null) return [certificateFinding(certificate, now)];
  return broker.state === 'absent' ? [] : [unknown('certificate', 'the broker is told none')];
}

/** The same of a controller that does not run, by the file. */
export function certificateFinding(certificate: { issuer: string; untilMs: number }, now: number): Finding {
  const left = certificate.untilMs - now;
  const says = `issued by ${certificate.issuer}, ${left <= 0 ? 'has ended' : `good for ${Math.floor(left / DAY_MS)} days`}`;
  const todo = 'Ask for a bundle with a new one, then kontoret box re-key.';
  if (left <= 0) return fault('certificate', says, todo);
  return left < CERTIFICATE_ENDS_SOON_MS ? warn('certificate', says, todo) : well('certificate', says);
}

function rulesFinding({ hours, box, clock }: Health): Finding {
  const now = hours.open ? `open now (${hours.mode})` : 'closed now';
  const until = hours.changesAtMs === null ? '' : ` until ${atClock(hours.changesAtMs, clock.timeZone)}`;
  return well('card rules', `version ${box.policyVersion}; ${now}${until}`);
}

function hostCardFinding({ box: { hostCards } }: Health): Finding {
  if (hostCards > 0) return well('host cards', `${hostCards} enrolled`);
  return warn(
    'host cards',
    'nobody can open the host view yet',
    'kontoret box host-card --label NAME, then lay the card on a reader.',
  );
}

function diskFindings({ box: { diskFreeBytes, walBytes } }: Health): readonly Finding[] {
  const makeRoom = 'Make room, or put in a larger disk.';
  const free =
    diskFreeBytes === null
      ? unknown('disk', 'the controller cannot ask it')
      : diskFreeBytes < DISK_NEARLY_FULL_BYTES
        ? fault('disk', `${bytes(diskFreeBytes)} free: nearly full`, makeRoom)
        : well('disk', `${bytes(diskFreeBytes)} free`);
  if (walBytes === null) return [free, unknown('write-ahead log', 'cannot be asked')];
  const wal =
    walBytes > WAL_LARGE_BYTES
      ? warn('write-ahead log', `${bytes(walBytes)}: large`, 'End programs that read the database; look at the disk.')
      : well('write-ahead log', bytes(walBytes));
  return [free, wal];
}

function clockFinding({ clock: { at, timeZone, synchronised, unsure } }: Health): Finding {
  const says = `${atClock(Date.parse(at), timeZone)} (${timeZone})`;
  if (synchronised === true) return well('clock', `${says}, set from the network`);
  const todo = 'Compare it with a watch; timedatectl tells whether a time server is reached.';
  if (Date.parse(at) < BEFORE_ANY_BOX_MS) return fault('clock', `${says}: wrong`, todo);
  if (unsure) return warn('clock', `${says}; it may be behind, and hours and dates are told by it`, todo);
  if (synchronised === null) return unknown('clock', `${says}; nobody says whether it is right`, todo);
  return warn('clock', `${says}, not set from the network since the start`, todo);
}

function outageFinding({ box: { lastSignMs, startedAtMs }, clock: { timeZone } }: Health): Finding {
  const started = `runs since ${atClock(startedAtMs, timeZone)}`;
  if (lastSignMs === null) return well('last outage', `${started}; nothing is known of before`);
  const off = startedAtMs - lastSignMs;
  if (off < LEAST_OUTAGE_MS) return well('last outage', `${started}, after a short restart`);
  return well('last outage', `${started}; before that off for ${lasting(off)}, from ${atClock(lastSignMs, timeZone)}`);
}

function backupFinding({ box: { backupAtMs } }: Health, now: number): Finding {
  const todo = 'Make one as the operations guide tells, and keep it elsewhere.';
  if (backupAtMs === null) return unknown('backup', 'none is known of since the start', todo);
  const age = now - backupAtMs;
  const says = `${lasting(age)} old`;
  return age > BACKUP_OLD_MS ? warn('backup', says, todo) : well('backup', says);
}
