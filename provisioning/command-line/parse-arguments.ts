import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';

/** What was given on a command line, or what is wrong with it. */
export function parse<const O extends ParseArgsOptionsConfig>(args: readonly string[], options: O) {
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: true });
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    return { wrong: cause.message };
  }
}
