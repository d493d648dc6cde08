import { useEffect, useRef } from 'react';
import type { Snapshot } from '../../device/contract/api.ts';
import type { EpochMs } from '../../device/contract/units.ts';
import type { Catalogues } from '../i18n/catalogues.ts';
import { closingCall, isNewCall } from '../kiosk/closing.ts';
import { type PublicCall, publicCall } from './public-call.ts';
import { speakers } from './speakers.ts';
import { EVACUATION_AT_LEAST, playClosing, playEvacuation } from './tones.ts';

/**
 * Rings and says each call to those inside: that it closes soon, that it is closed, that all are to leave. The closing
 * call that is under way when the page is opened was heard; an alarm is told of anew. Null: nothing is known yet.
 */
export function usePublicCalls(catalogues: Catalogues, snapshot: Snapshot | null, now: EpochMs | null): void {
  const call = snapshot === null || now === null ? undefined : closingCall(snapshot.hours, now);
  const before = useRef(call);
  const latest = useRef({ catalogues, snapshot });
  latest.current = { catalogues, snapshot };
  useEffect(() => {
    if (call !== undefined && before.current !== undefined && isNewCall(before.current, call)) {
      playClosing();
      // At the end there may be nobody left to be told.
      if (call !== 0 || latest.current.snapshot?.occupancy.present !== 0) tell(call, latest.current);
    }
    before.current = call;
  }, [call]);
  const alarm = snapshot?.evacuation === true;
  useEffect(() => {
    if (!alarm) return;
    playEvacuation();
    tell('evacuation', latest.current);
  }, [alarm]);
}

type Known = { readonly catalogues: Catalogues; readonly snapshot: Snapshot | null };

function tell(call: PublicCall | null, { catalogues, snapshot }: Known): void {
  if (call === null || snapshot === null) return;
  const { announcements, headphones } = snapshot.sound;
  const commands = publicCall(call, announcements, catalogues);
  speakers.room.call(commands, call === 'evacuation' ? EVACUATION_AT_LEAST : 0);
  if (headphones !== null) speakers.headphones.call(commands);
}
