import { type Browser, chromium, errors } from '@playwright/test';

const ANSWERS_WITHIN_MS = 7_000;

/** A line that is opened while Chromium opens pages of its own may never be answered: one time in ten; another one is. */
export async function connectedTo(debuggerUrl: string, triesLeft = 4): Promise<Browser> {
  try {
    return await chromium.connectOverCDP(debuggerUrl, { timeout: ANSWERS_WITHIN_MS });
  } catch (error) {
    if (!(error instanceof errors.TimeoutError) || triesLeft === 0) throw error;
    return connectedTo(debuggerUrl, triesLeft - 1);
  }
}
