import { createContext } from 'react';

/** For how long a screen stays when nobody touches it, and how to have it for longer. */
export type ScreenTime = { readonly seconds: number; readonly onMoreTime: () => void };

/** Of the screen that a question lies over, and hides its time. Null: it stays. */
export const ScreenTimeContext = createContext<ScreenTime | null>(null);
