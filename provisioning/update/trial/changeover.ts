import { spawnSync } from 'node:child_process';
import { err, ok, type Result } from '../../../device/contract/result.ts';
import { Slots } from '../slots/slots.ts';
import { StateFile, type UnderWay } from '../slots/state.ts';
import { systemErrorOf } from '../system-error.ts';
import { awaitWell } from './await-well.ts';
import { carried, copyBeside } from './database-copy.ts';
import { type GivenUp, Trial } from './trial.ts';
import type { Workbench } from './workbench.ts';

/**
 * `rolled-back`: the release before runs again; `reason` is stable. `not-rolled-back`: it should, and the disk or the link
 * was against it; each start of the controller tries it again. `not-begun`: it was not left.
 */
export type ChangeFault =
  | { readonly code: 'rolled-back'; readonly reason: string; readonly detail: string }
  | { readonly code: 'not-rolled-back' | 'not-begun'; readonly detail: string };
export type Changed = Result<void, ChangeFault>;

/**
 * Puts a release that is ready in place of the one that runs: stops the controller, switches, starts, and has the door say
 * whether it is as well as before. If it is not, the one before runs again, with the database as it was where its schema
 * was changed. What resume.ts does after a cut goes on from here.
 */
export async function changeOver(ready: UnderWay, wellBefore: readonly string[], bench: Workbench): Promise<Changed> {
  const { places, service, note, reached } = bench;
  const [state, trial] = [new StateFile(places), new Trial(places)];
  const underWay: UnderWay = { ...ready, phase: 'trial', wellBefore: [...wellBefore] };
  state.write({ underWay });
  await reached('begun');
  const { to, from, changesSchema } = underWay;
  trial.begin({ next: to.folder, previous: from.folder, restoresDatabase: changesSchema });
  await reached('on-trial');
  note(`Stopping the controller, release ${from.version}`);
  await service.stop();
  await reached('stopped');
  const notKept = changesSchema ? await copyBeside(places, 'keep') : null;
  if (notKept !== null) return abandon(underWay, notKept, bench);
  await reached('kept');
  const notSwitched = switchOver(to.folder, bench);
  if (notSwitched !== null) return abandon(underWay, notSwitched, bench);
  await reached('switched');
  note(`Starting release ${to.version}`);
  await service.start();
  await reached('started');
  return judge(underWay, bench);
}

/** Gives back what the disk has against it; null when nothing. */
function switchOver(folder: string, { places }: Workbench): string | null {
  try {
    new Slots(places).switchTo(folder);
    return null;
  } catch (cause) {
    return systemErrorOf(cause).message;
  }
}

/** Of a release that runs on trial: has the door say how it is, and goes by that. */
export async function judge(underWay: UnderWay, bench: Workbench): Promise<Changed> {
  const { places, door, patience, note, reached } = bench;
  const [slots, trial] = [new Slots(places), new Trial(places)];
  note('Asking the door how it is');
  const { to, wellBefore } = underWay;
  const onTrial = () => trial.isOn && slots.currentFolder() === to.folder;
  const well = await awaitWell(door, { version: to.version, wellBefore, onTrial }, patience);
  if (!well.ok) return rollBack(underWay, well.error, bench);
  await reached('well');
  trial.end();
  await reached('ended');
  return confirm(underWay, bench);
}

/** The trial is over, and it was well. */
export async function confirm({ to, from, sha256 }: UnderWay, bench: Workbench): Promise<Changed> {
  const { places, door, nowMs, reached, note } = bench;
  const state = new StateFile(places);
  const at = new Date(nowMs()).toISOString();
  const { failed, confirmed: before } = state.read();
  // Whoever has gone back from a release does not want it at the next look at its source.
  const left = sha256 === null && before?.version === from.version ? before.sha256 : null;
  const takenBack = {
    version: from.version,
    sha256: left,
    ...{ code: 'taken-back', detail: 'somebody went back' },
    at,
  };
  state.write({
    underWay: null,
    confirmed: { version: to.version, sha256, before: from, at },
    failed: [...failed.filter(({ version }) => version !== to.version), ...(left === null ? [] : [takenBack])],
  });
  await reached('confirmed');
  await forgetCopy(bench);
  const told = await door.audit({ type: 'release-confirmed', release: to.version, before: from.version });
  if (!told.ok) note(`The log of the box does not say so: ${told.error.detail}`);
  return ok(undefined);
}

async function rollBack(underWay: UnderWay, why: GivenUp, bench: Workbench): Promise<Changed> {
  const { places, note, reached } = bench;
  const trial = new Trial(places);
  note(`Giving release ${underWay.to.version} up: ${why.detail}`);
  // Unless settle.sh was first.
  if (trial.isOn) trial.giveUp(why);
  await reached('given-up');
  return finishRollBack(underWay, bench);
}

/** Of a release that is given up. Cut off anywhere, settle.sh does the rest at the next start. */
export async function finishRollBack(underWay: UnderWay, bench: Workbench): Promise<Changed> {
  const { service, reached } = bench;
  await service.stop();
  await reached('stopped-again');
  settle(bench);
  await reached('rolled-back');
  await service.start();
  await reached('started-again');
  return noteRolledBack(underWay, bench);
}

/** Runs settle.sh as a start of the controller would. */
function settle({ places, note }: Workbench): void {
  const root = places.root === '/' ? '' : places.root;
  const { status, stderr } = spawnSync('/bin/sh', [carried('settle.sh'), root], { encoding: 'utf8' });
  if (status !== 0) note(`It could not be rolled back yet: ${stderr.trim()}`);
}

/** Takes note of what settle.sh has rolled back, once the release before runs or was told to. */
export async function noteRolledBack(underWay: UnderWay, bench: Workbench): Promise<Changed> {
  const { places, door, patience, nowMs, note } = bench;
  const [state, trial] = [new StateFile(places), new Trial(places)];
  const rolledBack = trial.rolledBack();
  if (rolledBack === null) return err({ code: 'not-rolled-back', detail: 'the release before does not run again yet' });
  const { code, detail, databaseAside } = rolledBack;
  const { to, from, sha256, wellBefore } = underWay;
  const at = new Date(nowMs()).toISOString();
  const failed = [...state.read().failed, { version: to.version, sha256, code, detail, at }];
  state.write({ underWay: null, failed });
  await bench.reached('failure-noted');
  trial.noted();
  const back = await awaitWell(door, { version: from.version, wellBefore, onTrial: () => true }, patience);
  if (!back.ok) note(`Release ${from.version} runs again, and is not as it was: ${back.error.detail}`);
  const told = await door.audit({ type: 'release-rolled-back', release: to.version, code, databaseAside });
  if (!told.ok) note(`The log of the box does not say so: ${told.error.detail}`);
  return err({ code: 'rolled-back', reason: code, detail });
}

/** The copy of the database holds what it holds, and outlives no trial. */
export async function forgetCopy({ places, note }: Workbench): Promise<void> {
  const fault = await copyBeside(places, 'forget');
  if (fault !== null) note(`The copy of the database is still there: ${fault}`);
}

/** Nothing was switched: what ran before runs again, and the release waits for another time. */
export async function abandon(underWay: UnderWay, why: string, bench: Workbench): Promise<Changed> {
  const { places, service } = bench;
  new Trial(places).end();
  await forgetCopy(bench);
  await service.start();
  new StateFile(places).write({ underWay: { ...underWay, phase: 'ready' } });
  return err({ code: 'not-begun', detail: `the release before was not left: ${why}` });
}
