import { OfficeId } from '../../device/contract/ids.ts';
import { err, ok, type Result } from '../../device/contract/result.ts';
import { misused, refused } from '../bundle/refused.ts';
import { type Asker, GivenUp } from '../command-line/asker.ts';
import { EXIT } from '../command-line/exit-codes.ts';
import { failed, type Outcome } from '../command-line/outcome.ts';
import { parse } from '../command-line/parse-arguments.ts';
import { readJsonFile } from '../files/text-file.ts';
import { askOffice } from './ask-office.ts';
import { type Issuing, issueOffice, lockFor } from './issue-office.ts';
import { officeArguments, officeOptions } from './office-arguments.ts';
import { GivenConfig, readGivenConfig, readOffice } from './office-register.ts';
import { type Operator, openOperator } from './open-operator.ts';

type Fault = { readonly code: string; readonly detail: string };

/** `kontoret office new`. */
export async function runOfficeNew(args: readonly string[], ask: Asker, issuing: Issuing = {}): Promise<Outcome> {
  const parsed = parse(args, officeOptions);
  if ('wrong' in parsed) return misused(parsed.wrong);
  const given = officeArguments(parsed.values);
  if (!given.ok) return misused(given.error.detail);
  const operator = openOperator(given.value.folder);
  if (!operator.ok) return refused(operator.error);
  const lock = lockFor(given.value);
  if (!lock.ok) return refused(lock.error);
  const config = await newConfig(given.value.config, ask);
  if (!config.ok) return config.error.code === 'usage' ? misused(config.error.detail) : refused(config.error);
  const office = officeIn(config.value);
  if (office === null)
    return failed(EXIT.malformed, 'config-malformed', 'office.id: it has no name for topics and files');
  const known = readOffice(operator.value.files, office);
  if (!known.ok) return refused(known.error);
  if (known.value !== null)
    return refused({
      code: 'office-known',
      detail: `${office} has bundles; for another: kontoret office re-key --office ${office}`,
    });
  const issue = { ...given.value, lock: lock.value, office, given: config.value, earlier: [] };
  return issueOffice(operator.value, issue, issuing);
}

/** `kontoret office re-key`. */
export async function runOfficeReKey(args: readonly string[], issuing: Issuing = {}): Promise<Outcome> {
  const parsed = parse(args, { ...officeOptions, office: { type: 'string' } });
  if ('wrong' in parsed) return misused(parsed.wrong);
  const given = officeArguments(parsed.values);
  if (!given.ok) return misused(given.error.detail);
  const office = OfficeId.safeParse(parsed.values.office).data;
  if (office === undefined) return misused('Which? --office: lower-case letters, digits and hyphens.');
  const operator = openOperator(given.value.folder);
  if (!operator.ok) return refused(operator.error);
  const lock = lockFor(given.value);
  if (!lock.ok) return refused(lock.error);
  const known = knownOffice(operator.value, office, given.value.config);
  if (!known.ok) return refused(known.error);
  return issueOffice(operator.value, { ...given.value, lock: lock.value, office, ...known.value }, issuing);
}

async function newConfig(file: string | null, ask: Asker): Promise<Result<GivenConfig, Fault>> {
  if (file !== null) return readJsonFile(file, GivenConfig);
  if (!ask.present)
    return err({ code: 'usage', detail: 'Of which office? --config FILE is missing, and nobody is there to ask.' });
  try {
    return ok(await askOffice(ask));
  } catch (cause) {
    if (cause instanceof GivenUp) return err({ code: 'given-up', detail: 'Nothing was made.' });
    throw cause;
  }
}

function knownOffice({ files }: Operator, office: OfficeId, configFile: string | null) {
  const known = readOffice(files, office);
  if (!known.ok) return known;
  const earlier = known.value;
  if (earlier === null)
    return err({ code: 'office-unknown', detail: `${office} is not known here: kontoret office new` });
  const given = configFile === null ? readGivenConfig(files, office) : readJsonFile(configFile, GivenConfig);
  if (!given.ok) return given;
  return officeIn(given.value) === office
    ? ok({ earlier, given: given.value })
    : err({ code: 'config-of-other-office', detail: `office.id of the config is not ${office}` });
}

/** Null when the config names none, or one that could not be. */
function officeIn({ office }: GivenConfig): OfficeId | null {
  const id = typeof office === 'object' && office !== null && 'id' in office ? office.id : null;
  return OfficeId.safeParse(id).data ?? null;
}
