/** A controller that answers this, by path, and nothing else. */
export function answering(answers: Readonly<Record<string, unknown>>): typeof fetch {
  return async (asked) => {
    const answer = answers[String(asked)];
    if (answer === undefined) throw new TypeError('nobody answers in the gallery');
    return Response.json(answer);
  };
}

/** Presses what the selectors name, one after the other, as soon as it is there. Throws when it never is. */
export async function pressAll(selectors: readonly string[]): Promise<void> {
  await settled();
  for (const selector of selectors) {
    const target = document.querySelector<HTMLElement>(selector);
    if (target === null) throw new Error(`nothing to press: ${selector}`);
    target.click();
    await settled();
  }
}

/** What was answered is drawn: tasks of the page come after those that it has begun. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setTimeout(resolve));
}
