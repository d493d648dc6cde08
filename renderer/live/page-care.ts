import { type EpochMs, milliseconds, seconds } from '../../device/contract/units.ts';
import { idleShift } from '../kiosk/burn-in.ts';
import { chooseScreen } from '../kiosk/choose-screen.ts';
import { controllerNow } from '../kiosk/kiosk-state.ts';
import { isReloadDue } from '../kiosk/nightly-reload.ts';
import type { KioskStore } from './kiosk-store.ts';

const LOOK_EVERY = seconds(20);

/** What a page needs that is shown for months: its idle picture wanders a little, and it loads itself anew at night. */
export function careForPage(store: KioskStore): void {
  let touchedAt = performance.now();
  for (const name of ['pointerdown', 'keydown'])
    addEventListener(name, () => {
      touchedAt = performance.now();
    });
  setInterval(() => {
    const { state, now } = store.moment();
    if (state.snapshot === null) return;
    const at = controllerNow(state.snapshot, state.snapshotAt, now);
    shift(at);
    const { timeZone } = state.snapshot.office;
    const screen = chooseScreen(state, now).kind;
    const [loadedFor, untouchedFor] = [milliseconds(performance.now()), milliseconds(performance.now() - touchedAt)];
    if (isReloadDue({ screen, now: at, timeZone, loadedFor, untouchedFor })) location.reload();
  }, LOOK_EVERY);
}

function shift(at: EpochMs): void {
  const { inline, block } = idleShift(at);
  document.documentElement.style.setProperty('--shift-inline', `${inline}px`);
  document.documentElement.style.setProperty('--shift-block', `${block}px`);
}
