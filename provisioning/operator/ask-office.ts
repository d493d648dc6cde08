import { Path } from '../../device/contract/hardware.ts';
import { OfficeId } from '../../device/contract/ids.ts';
import type { Asker } from '../command-line/asker.ts';
import { hoursProblem } from './config-checks.ts';
import type { GivenConfig } from './office-register.ts';
import { LOCKS, READERS, type Reader, type Wired, wiredAs } from './wiring-presets.ts';

const BROKER = /^[a-z0-9.-]+(:\d{1,5})?$/i;

/** The few questions that make the config of an office with one door; for anything else there is `--config`. */
export async function askOffice(ask: Asker): Promise<GivenConfig> {
  const id = await ask.text('Office, as topics and files call it', problemOf(OfficeId));
  const name = await ask.text('Its name, as the screen shows it', (answer) =>
    answer.length <= 80 ? null : '80 characters at most',
  );
  const openingHours = await ask.text('Opening hours (OpenStreetMap’s way)', hoursProblem, 'Mo-Fr 08:00-18:00; PH off');
  const seats = await ask.number('Seats', { min: 1, max: 10_000 });
  const maxPersons = await ask.number('Most persons, of the fire papers', { min: seats, max: 10_000 });
  const host = await ask.text('Broker, host:port', (answer) => (BROKER.test(answer) ? null : 'broker.example.se:8883'));
  return {
    schemaVersion: 1,
    office: { id, name, openingHours, seats, maxPersons },
    policy: 'open',
    ...(await askWiring(ask)),
    broker: { mode: 'mqtt', urls: [`mqtts://${host.includes(':') ? host : `${host}:8883`}`] },
  };
}

async function askWiring(ask: Asker): Promise<GivenConfig> {
  const lock = await ask.choice('The strike is moved by', LOCKS);
  const lockDevice = lock === 'gpio' ? '' : await askDevice(ask, `Its line, ${lock}`);
  const reader = lock === 'osdp' ? { kind: lock, device: lockDevice } : await askReader(ask);
  const fireAlarm = lock === 'modbus' && (await ask.yes('Does the fire alarm come in on input 4 (normally closed)?'));
  return wiredAs({ kind: lock, device: lockDevice }, reader, fireAlarm);
}

async function askReader(ask: Asker): Promise<Wired<Reader>> {
  const kind = await ask.choice('The reader outside is', READERS);
  return { kind, device: kind === 'pcsc' ? '' : await askDevice(ask, `Its line, ${kind}`) };
}

function askDevice(ask: Asker, question: string): Promise<string> {
  return ask.text(
    `${question} (below /dev/serial/by-id; by-path where two of a kind have no serial number)`,
    problemOf(Path),
  );
}

function problemOf(schema: typeof OfficeId | typeof Path) {
  return (answer: string) => schema.safeParse(answer).error?.issues[0]?.message ?? null;
}
