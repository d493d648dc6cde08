import { EXIT } from '../command-line/exit-codes.ts';
import { failed, type Outcome } from '../command-line/outcome.ts';
import { type Places, placesOf } from '../files/places.ts';
import type { Around } from './around.ts';

/**
 * The places of the box, when whoever calls may change it: root, on the machine itself. A tree that is not the machine's
 * has units that nobody can stop; only a test has those in its hands.
 */
export function mayChange(
  root: string,
  { live }: Pick<Around, 'live'>,
): { readonly places: Places } | { readonly refused: Outcome } {
  if (live && root !== '/')
    return { refused: failed(EXIT.usage, 'usage', '--root: only the machine itself can be changed.') };
  if (live && process.getuid?.() !== 0)
    return { refused: failed(EXIT.noPermission, 'not-root', 'Only root can do this.') };
  return { places: placesOf(root) };
}
