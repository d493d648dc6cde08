import { password } from '@inquirer/prompts';
import { err, ok, type Result } from '../../../device/contract/result.ts';
import { type FileFault, readTextFile } from '../../command-line/text-file.ts';

type PassphraseFault = FileFault | { readonly code: 'no-passphrase'; readonly detail: string };

/** The first line of the file, or what is typed where there is a terminal. It is never an argument: others see those. */
export async function readPassphrase(file: string | undefined): Promise<Result<string, PassphraseFault>> {
  if (file !== undefined) {
    const text = readTextFile(file);
    return text.ok ? ok(text.value.split(/\r?\n/)[0] ?? '') : text;
  }
  if (!process.stdin.isTTY) return err({ code: 'no-passphrase', detail: '--passphrase-file FILE, or a terminal.' });
  // On stderr: stdout is for what comes of it.
  return ok(await password({ message: 'Passphrase of the bundle' }, { output: process.stderr }));
}
