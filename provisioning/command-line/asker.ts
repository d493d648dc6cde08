/** Who is asked at a terminal. Each answer has passed its check; a promise rejects with `GivenUp` when they want no more. */
export type Asker = {
  /** Whether there is anybody to ask. */
  readonly present: boolean;
  /** `check`: what is wrong with an answer, null when nothing is. */
  readonly text: (question: string, check: (answer: string) => string | null, usual?: string) => Promise<string>;
  readonly number: (question: string, limits: { readonly min: number; readonly max: number }) => Promise<number>;
  readonly choice: <T extends string>(question: string, choices: Readonly<Record<T, string>>) => Promise<T>;
  readonly yes: (question: string) => Promise<boolean>;
  /** Nothing of the answer is shown. */
  readonly secret: (question: string) => Promise<string>;
};

export class GivenUp extends Error {}
