import { err, ok } from '../../../device/contract/result.ts';
import { Slots } from '../slots/slots.ts';
import { StateFile, type UnderWay } from '../slots/state.ts';
import { systemErrorOf } from '../system-error.ts';
import { awaitWell } from './await-well.ts';
import type { Changed } from './change-fault.ts';
import { copyBeside } from './database-copy.ts';
import { rollBack } from './roll-back.ts';
import { Trial } from './trial.ts';
import type { Workbench } from './workbench.ts';

/**
 * Puts a release that is ready in place of the one that runs: stops the controller, switches, starts, and has the door say
 * whether it is as well as before. If it is not, the one before runs again, with the database as it was where its schema
 * was changed. What resume.ts does after a cut goes on from here.
 */
export async function changeOver(ready: UnderWay, wellBefore: readonly string[], bench: Workbench): Promise<Changed> {
  const { places, service, note, reached } = bench;
  const underWay: UnderWay = { ...ready, phase: 'trial', wellBefore: [...wellBefore] };
  new StateFile(places).write({ underWay });
  await reached('begun');
  const { to, from, changesSchema } = underWay;
  new Trial(places).begin({ next: to.folder, previous: from.folder, restoresDatabase: changesSchema });
  await reached('on-trial');
  note(`Stopping the controller, release ${from.version}`);
  await service.stop();
  try {
    await reached('stopped');
    return await switchAndJudge(underWay, bench);
  } catch (cause) {
    // A disk that is read-only all at once, say. Which release it is settle.sh decides; that one runs is seen to here.
    await service.start();
    throw cause;
  }
}

/** While no controller runs. */
async function switchAndJudge(underWay: UnderWay, bench: Workbench): Promise<Changed> {
  const { places, service, note, reached } = bench;
  const { to, from, changesSchema } = underWay;
  const notKept = changesSchema ? await copyBeside(places, 'keep') : null;
  if (notKept !== null) return abandon(underWay, notKept, bench);
  await reached('kept');
  if (isOther(from, new Slots(places))) {
    const superseded = await giveWay(bench);
    await service.start();
    return superseded;
  }
  const notSwitched = switchOver(to.folder, bench);
  if (notSwitched !== null) return abandon(underWay, notSwitched, bench);
  await reached('switched');
  note(`Starting release ${to.version}`);
  await service.start();
  await reached('started');
  return judge(underWay, bench);
}

/** Whether the link names another release by now; dpkg puts one into the same folder, too. */
function isOther({ folder, version }: UnderWay['to'], slots: Slots): boolean {
  const now = slots.currentFolder();
  const current = now === null ? null : slots.in(now);
  return current !== null && (current.folder !== folder || current.release.version !== version);
}

/** To a package that has brought another release meanwhile, and set the link: that one stays, and the database with it. */
export async function giveWay(bench: Workbench): Promise<Changed> {
  new Trial(bench.places).end();
  await forgetCopy(bench);
  new StateFile(bench.places).write({ underWay: null });
  return err({ code: 'superseded', detail: 'a package has brought another release meanwhile' });
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
  if (trial.isOn && !trial.isGivenUp && isOther(to, slots)) return giveWay(bench);
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
