import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { BoxClient, BoxFault } from './box-client.ts';
import { isFileFault } from './box-folder.ts';
import { EXIT } from './exit-codes.ts';
import { boxGone, failed, type Outcome, refusedByBox } from './outcome.ts';
import { WholeFile } from './whole-file.ts';

const Accepted = z.object({ version: z.int() });
const Problems = z.object({ problems: z.array(z.string()) });

/** Gives the box the rules in this file, or asks what speaks against them. */
export async function importPolicy(file: string, dryRun: boolean, box: BoxClient): Promise<Outcome> {
  const text = await readFile(file, 'utf8').catch((cause) => {
    if (isFileFault(cause)) return null;
    throw cause;
  });
  if (text === null) return failed(EXIT.noInput, 'file-unreadable', `${file} cannot be read`);
  const document = jsonIn(text);
  if (document === undefined) return failed(EXIT.refused, 'file-malformed', 'The file is not JSON');
  if (!(await box.timeZone()).ok) return boxGone('before');
  const answer = await box.ask('POST', dryRun ? 'admin/policy/check' : 'admin/policy', Accepted, document);
  if (!answer.ok) return refusedPolicy(answer.error);
  const { version } = answer.value;
  const line = dryRun
    ? `Version ${version} can be put in force. Nothing was changed.`
    : `Version ${version} is in force.`;
  return { exit: EXIT.done, lines: [line], told: { ok: true, dryRun, version } };
}

/** Writes the rules in force. */
export async function exportPolicy(file: string, box: BoxClient): Promise<Outcome> {
  if (!(await box.timeZone()).ok) return boxGone('before');
  const policy = await box.ask('GET', 'admin/policy', z.looseObject({ version: z.int() }));
  if (!policy.ok) return refusedByBox(policy.error);
  try {
    const whole = await WholeFile.begin(file);
    await whole.write(`${JSON.stringify(policy.value, null, 2)}\n`);
    await whole.finish();
  } catch (cause) {
    if (!isFileFault(cause)) throw cause;
    return failed(EXIT.cannotCreate, 'file-unwritable', `${file} cannot be written`);
  }
  const { version } = policy.value;
  return { exit: EXIT.done, lines: [`Version ${version} was written to ${file}.`], told: { ok: true, version } };
}

function refusedPolicy(fault: BoxFault): Outcome {
  const refused = refusedByBox(fault);
  const { problems } = Problems.safeParse(fault.answer).data ?? { problems: [] };
  return { ...refused, lines: [...refused.lines, ...problems], told: { ...refused.told, problems } };
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return undefined;
  }
}
