import type { DoorHealth, Health, ReaderHealth } from '../../../device/contract/api.ts';
import type { PartStatus } from '../../../device/contract/status.ts';
import { adviceOf } from './fault-advice.ts';
import { type Finding, fault, unknown, warn, well } from './finding.ts';
import { atClock } from './times.ts';

type Told = {
  /** When it is well. */
  readonly well: string;
  /** When it is not there. */
  readonly absent: Finding;
};

/** What every part has: its state since when, and what is the matter. */
function partFinding(part: string, status: PartStatus, told: Told): Finding {
  if (status.faultCode !== undefined && status.state !== 'ready') {
    const { says, todo } = adviceOf(status.faultCode);
    return fault(part, says, todo);
  }
  if (status.state === 'starting') return unknown(part, 'is starting', 'Look again in a minute.');
  if (status.state === 'faulted') return fault(part, 'does not work', 'journalctl -u ak-controller tells more.');
  if (status.state === 'absent') return told.absent;
  if (status.warningCode === undefined) return well(part, told.well);
  const { says, todo } = adviceOf(status.warningCode);
  return warn(part, says, todo);
}

const notWired = (part: string, says: string) => well(part, `not wired: ${says}`);

/** `heardAtMs`: when it last brought a card; undefined where none has come. */
export function readerFinding(reader: ReaderHealth, heardAtMs: number | undefined, timeZone: string): Finding {
  const part = `reader ${reader.id}`;
  const what = reader.detail ?? reader.kind;
  return partFinding(part, reader, {
    well: `ready (${what}); ${heardAtMs === undefined ? 'no card since the start' : `last card ${atClock(heardAtMs, timeZone)}`}`,
    absent: fault(part, `not there (${reader.kind})`, 'Plug it in; it comes by itself.'),
  });
}

const LEAF: Readonly<Record<DoorHealth['physical'], string>> = {
  open: 'the door stands open',
  closed: 'the door is shut',
  unknown: 'nothing is known of the door',
  fault: 'the contact does not work',
};

export function doorFindings(door: DoorHealth): readonly Finding[] {
  const { id, strike, contact, rex, tamper, physical, mode, alarm } = door;
  const contactPart = `contact ${id}`;
  return [
    partFinding(`strike ${id}`, strike, {
      well: `can be released (${strike.detail ?? 'wired'}); the door is ${mode}`,
      absent: fault(`strike ${id}`, 'not there', 'Is the relay board plugged in?'),
    }),
    partFinding(contactPart, contact, {
      well: alarm === 'normal' ? LEAF[physical] : `${LEAF[physical]}: ${alarm.replaceAll('-', ' ')}`,
      absent: notWired(contactPart, 'a door that is forced or held open is not seen'),
    }),
    partFinding(`exit button ${id}`, rex, {
      well: 'wired',
      absent: notWired(`exit button ${id}`, 'nobody is seen to leave by it'),
    }),
    ...(tamper === null ? [] : [tamperFinding(id, tamper)]),
  ];
}

function tamperFinding(id: string, tamper: NonNullable<DoorHealth['tamper']>): Finding {
  const part = `tamper ${id}`;
  if (tamper.tampered) return fault(part, 'the housing is open', 'Shut it, and look whether anybody has been in it.');
  return partFinding(part, tamper, {
    well: 'the housing is shut',
    absent: notWired(part, 'an open housing is not seen'),
  });
}

export function fireFinding({ fireInput, evacuation }: Health): Finding {
  const part = 'fire input';
  if (fireInput === null) return notWired(part, 'the fire alarm shuts nobody out, and nobody is told');
  if (evacuation)
    return fault(part, 'the fire alarm is on: nobody is let in', 'Reset the alarm, or look at the wiring.');
  return partFinding(part, fireInput, {
    well: 'wired, no alarm',
    absent: fault(part, 'not there', 'Look at its wiring.'),
  });
}

export function libraryFinding({ library }: Health): Finding {
  if (library === null) return well('library', 'none is asked');
  return partFinding('library', library, { well: 'answers', absent: unknown('library', 'not asked yet') });
}

export function screenFinding({ shell }: Health): Finding {
  const absent = warn(
    'screen',
    'no screen shows the page',
    'systemctl status ak-kiosk; a box without a screen is well.',
  );
  return partFinding('screen', shell, { well: 'paints the live picture', absent });
}

export function brokerFindings(health: Health): readonly Finding[] {
  const { broker, clock } = health;
  const queue = broker.queued === 0 ? 'nothing waits' : `${broker.queued} messages wait`;
  return [
    partFinding('broker', broker, {
      well: `connected since ${atClock(broker.sinceMs, clock.timeZone)}; ${queue}`,
      absent: well('broker', 'none in the config: nobody is told how many are inside'),
    }),
  ];
}

export function logFinding({ log }: Health): Finding {
  const absent = fault('log', 'not there', 'journalctl -u ak-controller tells more.');
  if (log.pending > 0)
    return fault('log', `${log.pending} records wait for the disk`, 'Look at the disk: full, worn out or read-only.');
  return partFinding('log', log, { well: 'is written', absent });
}
