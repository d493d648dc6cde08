import { useEffect, useRef } from 'react';
import { type ClosingCall, isNewCall } from '../kiosk/closing.ts';
import { playClosing } from './tones.ts';

/** Rings at each call; not at the one that is under way when the page is opened. `undefined`: nothing is known yet. */
export function useClosingBell(call: ClosingCall | null | undefined): void {
  const before = useRef(call);
  useEffect(() => {
    if (call !== undefined && before.current !== undefined && isNewCall(before.current, call)) playClosing();
    before.current = call;
  }, [call]);
}
