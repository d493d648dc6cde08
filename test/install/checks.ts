/** What was checked and how it went; each is a sentence that is said as it is known. */
export class Checks {
  passed = 0;
  failed = 0;
  skipped = 0;
  readonly #say: (line: string) => void;

  constructor(say: (line: string) => void) {
    this.#say = say;
  }

  /** True when it holds; a check that throws does not. What it answers with, beside true, is said with the sentence. */
  async holds(sentence: string, check: () => Promise<boolean | string>): Promise<boolean> {
    try {
      const found = await check();
      if (found === false) return this.#fails(sentence, 'it does not');
      this.passed += 1;
      this.#say(`  passed: ${sentence}${found === true ? '' : ` (${found})`}`);
      return true;
    } catch (fault) {
      return this.#fails(sentence, fault instanceof Error ? fault.message : String(fault));
    }
  }

  skip(sentence: string, why: string): void {
    this.skipped += 1;
    this.#say(`  skipped: ${sentence} (${why})`);
  }

  summary(): string {
    return `${this.passed} passed, ${this.failed} failed, ${this.skipped} skipped`;
  }

  #fails(sentence: string, why: string): false {
    this.failed += 1;
    this.#say(`  FAILED: ${sentence}: ${why}`);
    return false;
  }
}
