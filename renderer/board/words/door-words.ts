import type { OfficeRow } from '../../../device/contract/feed/board.ts';
import type { BoardWords } from '../../i18n/use-board-text.ts';

export type Door = OfficeRow['doors'][number];

/** What is not as it should be with a door, in words, the most urgent first; `alarm` for what cannot wait. */
export type DoorTrouble = { readonly said: string; readonly alarm: boolean };

export function doorTroubles(
  { alarm, tampered, mode, strike, state }: Door,
  { text }: BoardWords,
): readonly DoorTrouble[] {
  const troubles: readonly (DoorTrouble | null)[] = [
    alarm === 'normal' ? null : { said: text(`host.door.alarm.${alarm}`), alarm: true },
    tampered ? { said: text('board.door.tampered'), alarm: true } : null,
    mode === 'locked' || mode === 'accessed' ? null : { said: text(`host.door.mode.${mode}`), alarm: false },
    strike === 'faulted' ? { said: text('board.door.strike-faulted'), alarm: false } : null,
    state === 'fault' ? { said: text('host.door.physical.fault'), alarm: false } : null,
  ];
  return troubles.filter((trouble) => trouble !== null);
}
