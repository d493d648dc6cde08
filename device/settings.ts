import { readFileSync } from 'node:fs';
import { Config } from './contract/config.ts';
import { err, ok, type Result } from './contract/result.ts';
import { type Loudness, parseLoudness } from './domain/loudness.ts';
import { parseSchedule, type Schedule } from './domain/schedule.ts';
import { parseKohaUrl } from './drivers/koha/koha-address.ts';

export type Settings = {
  readonly config: Config;
  readonly schedule: Schedule;
  readonly loudness: Loudness;
  /** Where the config came from, for people. */
  readonly source: string;
};

export type SettingsFault = {
  readonly code: 'config-unreadable' | 'config-malformed';
  /** One line a fault: the path of the key and what was expected. */
  readonly problems: readonly string[];
};

/** Reads and checks the config file; any fault, an unknown key too, refuses the whole. */
export function readSettings(file: string): Result<Settings, SettingsFault> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    return unreadable(`${file}: ${cause instanceof Error ? cause.message : cause}`);
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    // What the parser says repeats what it read: somebody may have named a file of secrets by mistake.
    return unreadable(`${file}: is no JSON`);
  }
  const config = Config.safeParse(parsed);
  if (!config.success) return err({ code: 'config-malformed', problems: config.error.issues.map(describeIssue) });
  return settingsOf(config.data, file);
}

function unreadable(problem: string): Result<never, SettingsFault> {
  return err({ code: 'config-unreadable', problems: [problem] });
}

/** Checks what a schema cannot: opening hours and the time zone. */
export function settingsOf(config: Config, source: string): Result<Settings, SettingsFault> {
  const { timeZone } = config.office;
  if (!isTimeZone(timeZone))
    return err({ code: 'config-malformed', problems: [`office.timeZone: ${timeZone} is not an IANA time zone`] });
  const { library } = config;
  const kohaUrl = library.system === 'koha' ? parseKohaUrl(library.url) : null;
  if (kohaUrl !== null && !kohaUrl.ok)
    return err({ code: 'config-malformed', problems: [`library.url: ${kohaUrl.error.message}`] });
  const loudness = parseLoudness(config.sound, timeZone);
  if (!loudness.ok) return err({ code: 'config-malformed', problems: [describeIssue(inSound(loudness.error))] });
  const schedule = parseSchedule(config.policy, timeZone);
  if (schedule.ok) return ok({ config, schedule: schedule.value, loudness: loudness.value, source });
  const { path, message } = schedule.error;
  const isPlain = config.office.openingHours !== undefined;
  const where = isPlain ? ['office', 'openingHours'] : ['policy', ...path];
  return err({ code: 'config-malformed', problems: [describeIssue({ path: where, message })] });
}

function inSound({ path, message }: Issue): Issue {
  return { path: ['sound', ...path], message };
}

type Issue = { readonly path: readonly PropertyKey[]; readonly message: string };

function describeIssue({ path, message }: Issue): string {
  return `${path.map(String).join('.') || '(whole file)'}: ${message}`;
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
