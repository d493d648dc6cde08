import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';

/**
 * What was given on a command line, or what is wrong with it. `words`: how many may stand there by themselves. One more is
 * what was meant for an option, and nothing is done without it: `--host a b`, a text without its quotes.
 */
export function parse<const O extends ParseArgsOptionsConfig>(args: readonly string[], options: O, words = 0) {
  try {
    const parsed = parseArgs({ args: [...args], options, strict: true, allowPositionals: true });
    const stray = parsed.positionals.slice(words);
    return stray.length === 0 ? parsed : { wrong: `What is ${stray.join(' ')}?` };
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    return { wrong: cause.message };
  }
}
