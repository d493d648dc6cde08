import { spawnSync } from 'node:child_process';
import { err } from '../../../device/contract/result.ts';
import { StateFile, type UnderWay } from '../slots/state.ts';
import { awaitWell } from './await-well.ts';
import type { Changed } from './change-fault.ts';
import { carried } from './database-copy.ts';
import { type GivenUp, Trial } from './trial.ts';
import type { Workbench } from './workbench.ts';

/** Gives a release on trial up, and has the one before run again. */
export async function rollBack(underWay: UnderWay, why: GivenUp, bench: Workbench): Promise<Changed> {
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
