import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ok, type Result } from '../../../device/contract/result.ts';
import { flushFolder } from '../../files/flush-folder.ts';
import type { Places } from '../../files/places.ts';
import { putFile } from '../../files/put-file.ts';
import { type FileFault, readJsonFile } from '../../files/text-file.ts';
import { wipeFile, wipeFolder } from '../wipe.ts';

const Owner = z.strictObject({ user: z.int().min(0), group: z.int().min(0) }).nullable();

/**
 * `staged`: under which name in the folder the new content lies; null: the file goes, and whoever needs it makes it anew.
 * `had`: whether there was one before.
 */
const Change = z.strictObject({
  path: z.string().min(1),
  staged: z.string().min(1).nullable(),
  mode: z.int(),
  owner: Owner,
  had: z.boolean(),
});
export type Change = z.infer<typeof Change>;

/**
 * `switching`: some of the files are new. `proving`: all are, and the controller has to show that it runs with them.
 * `keeping`: it has. `going-back`: it has not.
 */
const Phase = z.enum(['switching', 'proving', 'keeping', 'going-back']);
export type Phase = z.infer<typeof Phase>;

const Plan = z.strictObject({
  serial: z.int().min(1),
  office: z.string(),
  newCredentialKey: z.boolean(),
  phase: Phase,
  changes: z.array(Change).max(40),
});
export type Plan = z.infer<typeof Plan>;

export type WantedChange = Omit<Change, 'staged' | 'had'> & { readonly content: string | Uint8Array | null };

const folderOf = ({ settings }: Places) => join(settings, '.re-key');
/** There while a re-key is under way. */
export const planFile = (places: Places) => join(folderOf(places), 'plan.json');

/** Null when no re-key is under way; what a power cut left of one that changed nothing is gone then. */
export function planUnderWay(places: Places): Result<Plan | null, FileFault> {
  if (!existsSync(planFile(places))) {
    wipeFolder(folderOf(places));
    return ok(null);
  }
  return readJsonFile(planFile(places), Plan);
}

/** Lays all that is new beside what is there, which is not touched; from then on the re-key is under way. */
export function stagePlan(
  places: Places,
  wanted: readonly WantedChange[],
  of: Pick<Plan, 'serial' | 'office' | 'newCredentialKey'>,
): Plan {
  const folder = folderOf(places);
  mkdirSync(folder, { mode: 0o700 });
  const changes = wanted.map(({ content, ...change }, index): Change => {
    const staged = content === null ? null : String(index);
    if (content !== null) putFile({ path: join(folder, String(index)), content, mode: 0o600, owner: null });
    return { ...change, staged, had: existsSync(change.path) };
  });
  flushFolder(places.settings);
  const plan: Plan = { ...of, phase: 'switching', changes };
  writePlan(places, plan);
  return plan;
}

export function setPhase(places: Places, plan: Plan, phase: Phase): Plan {
  const next = { ...plan, phase };
  writePlan(places, next);
  return next;
}

export function stagedContent(places: Places, staged: string): Uint8Array {
  return readFileSync(join(folderOf(places), staged));
}

/** What was staged is gone, and nothing is under way any more. */
export function endPlan(places: Places, plan: Plan): void {
  for (const { staged } of plan.changes) if (staged !== null) wipeFile(join(folderOf(places), staged));
  // There as a whole or not at all: it is no secret, and the last to go.
  rmSync(planFile(places), { force: true });
  wipeFolder(folderOf(places));
}

function writePlan(places: Places, plan: Plan): void {
  putFile({ path: planFile(places), content: JSON.stringify(plan), mode: 0o600, owner: null });
}
