import { readFileSync } from 'node:fs';

const readme = new URL('../../README.md', import.meta.url);

/**
 * The fenced block of README that follows this marker, a comment: what the reader types is what the test runs.
 * Throws when there is none.
 */
export function readmeBlock(marker: string): string {
  const text = readFileSync(readme, 'utf8');
  const [, block] = new RegExp(`<!-- ${marker} -->\\s*\\n\`\`\`\\w*\\n([\\s\\S]*?)\`\`\``).exec(text) ?? [];
  if (block === undefined) throw new Error(`README.md has no block that is marked <!-- ${marker} -->`);
  return block;
}
