import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type RunningBox, startBox } from './box.ts';
import type { Result } from './contract/result.ts';
import { openDataFolder } from './data-folder.ts';
import { exposureOf, secretsIn, secretsNamedIn } from './exposed-secrets.ts';
import { createPinoJournal } from './pino-journal.ts';
import { ServiceManager } from './service-manager.ts';
import { readSettings, type Settings, type SettingsFault, settingsOf } from './settings.ts';
import { systemClock } from './system-clock.ts';

/** sysexits.h: EX_USAGE, a start that only a person can mend; and EX_SOFTWARE, a bug. */
const EXIT_REFUSED = 64;
const EXIT_FAILED = 70;

// Every time of the office is told by its own zone; the process has none.
process.env.TZ = 'UTC';

const journal = createPinoJournal({ passages: process.env.AK_JOURNAL_PASSAGES !== 'no' });
const serviceManager = new ServiceManager({ environment: process.env, clock: systemClock, journal });
let box: RunningBox | null = null;
let ending = false;

function refuse(code: string, lines: readonly string[]): never {
  process.stderr.write(`The controller does not start (${code}):\n${lines.map((line) => `  ${line}\n`).join('')}`);
  process.exit(EXIT_REFUSED);
}

function fail(error: unknown): never {
  box?.idleStrikes();
  journal.write({ type: 'controller-failed', code: 'unexpected-error', detail: String(error) });
  journal.flush();
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  process.exit(EXIT_FAILED);
}

async function end(): Promise<void> {
  if (ending) return;
  ending = true;
  serviceManager.stopping();
  await box?.stop();
  journal.flush();
  process.exit(0);
}

async function settings(): Promise<Result<Settings, SettingsFault>> {
  const file = process.env.AK_CONFIG;
  if (file) return readSettings(file);
  const { demoConfig } = await import('./simulator/demo-office.ts');
  return settingsOf(demoConfig(), 'none given (AK_CONFIG): the demonstration office');
}

process.on('uncaughtException', fail);
process.on('unhandledRejection', fail);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end());
// A launcher that is killed takes the controller with it, so that no orphan holds reader and port.
if (process.env.AK_LAUNCHED === '1') process.on('disconnect', () => void end());

const read = await settings();
if (!read.ok) refuse(read.error.code, read.error.problems);
const dataFolder = resolve(process.env.AK_DATA_DIR || '.data');
const files = [...secretsIn(dataFolder), ...secretsNamedIn(read.value.config)];
const exposed = exposureOf({ dataFolder, files, self: process.getuid?.() ?? 0 });
if (exposed.length > 0) refuse('secrets-exposed', exposed);
const folder = await openDataFolder(dataFolder);
const built = import.meta.url.endsWith('.js');
const screenFolder = fileURLToPath(new URL(built ? '../renderer' : '../.build/renderer', import.meta.url));
const watched = serviceManager.watches();
const started = await startBox({ settings: read.value, folder, clock: systemClock, journal, screenFolder, watched });
if (!started.ok) refuse(started.error.code, [started.error.message]);
box = started.value;
serviceManager.ready();
