import { useEffect } from 'react';
import { controllerNow } from '../kiosk/kiosk-state.ts';
import { themeAt } from '../kiosk/theme.ts';
import type { KioskMoment } from '../live/kiosk-store.ts';

/** The page in the colours of the moment; light until the controller has told where the office lies. */
export function useTheme({ state: { snapshot, snapshotAt }, now }: KioskMoment): void {
  const theme = snapshot === null ? 'light' : themeAt(controllerNow(snapshot, snapshotAt, now), snapshot.office);
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
}
