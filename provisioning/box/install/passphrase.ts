import { err, ok, type Result } from '../../../device/contract/result.ts';
import { type PassphraseFault, readPassphrase } from '../../bundle/passphrase.ts';
import { type Asker, GivenUp } from '../../command-line/asker.ts';

type NoPassphrase = { readonly code: 'no-passphrase'; readonly detail: string };

/** The first line of the file, or what whoever sits at the terminal says. It is never an argument: others see those. */
export async function passphraseFrom(
  file: string | undefined,
  asker: Asker,
): Promise<Result<string, PassphraseFault | NoPassphrase>> {
  if (file !== undefined) return readPassphrase(file);
  if (!asker.present) return err({ code: 'no-passphrase', detail: '--passphrase-file FILE, or a terminal.' });
  try {
    return ok(await asker.secret('Passphrase or install code of the bundle'));
  } catch (cause) {
    if (!(cause instanceof GivenUp)) throw cause;
    return err({ code: 'no-passphrase', detail: 'none was given' });
  }
}
