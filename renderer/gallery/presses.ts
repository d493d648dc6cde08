import { flushSync } from 'react-dom';

/** Presses these buttons of the screen that is shown, one after the other, as a person on the way to a dialog would. */
export function pressAll(selectors: readonly string[]): void {
  for (const selector of selectors) {
    const button = document.querySelector<HTMLButtonElement>(selector);
    if (button === null) throw new Error(`there is no ${selector} to be pressed`);
    flushSync(() => button.click());
  }
}
