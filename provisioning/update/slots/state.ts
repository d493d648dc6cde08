import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ReleaseVersion } from '../../../device/contract/audit.ts';
import type { Places } from '../../files/places.ts';
import { putFile } from '../../files/put-file.ts';
import { parseJson } from '../../files/text-file.ts';
import { systemErrorOf } from '../system-error.ts';

const Digest = z.string().regex(/^[0-9a-f]{64}$/);
const Folder = z.string().startsWith('/');
const Place = z.object({ folder: Folder, version: ReleaseVersion });

/**
 * A change of release that was begun. `ready`: the release is whole in its folder, and was rehearsed. `trial`: from the
 * moment before the controller is stopped until the door is well with it, or has the other one again.
 */
export const UnderWay = z.object({
  phase: z.enum(['ready', 'trial']),
  /** What is to run. */
  to: Place,
  /** What ran before. */
  from: Place,
  /** Of its archive; null for a release that was on the box already. */
  sha256: Digest.nullable(),
  /** From then on it is not taken any more, as its manifest says. */
  expires: z.iso.datetime().optional(),
  /** The program makes another schema of the database than it has. */
  changesSchema: z.boolean(),
  /** The parts of the door that were well before. */
  wellBefore: z.array(z.string()),
});
export type UnderWay = z.infer<typeof UnderWay>;

export const FailedRelease = z.object({
  version: ReleaseVersion,
  sha256: Digest.nullable(),
  /** Stable. */
  code: z.string(),
  detail: z.string(),
  at: z.iso.datetime(),
});
export type FailedRelease = z.infer<typeof FailedRelease>;

export const State = z.object({
  format: z.literal('ak-update/1'),
  underWay: UnderWay.nullable(),
  /** What the door was last found well with, and what ran before that, to go back to. */
  confirmed: z
    .object({ version: ReleaseVersion, sha256: Digest.nullable(), before: Place, at: z.iso.datetime() })
    .nullable(),
  /** The last one comes last. */
  failed: z.array(FailedRelease),
});
export type State = z.infer<typeof State>;

const MOST_FAILED = 20;
const nothing: State = { format: 'ak-update/1', underWay: null, confirmed: null, failed: [] };

/**
 * `state.json`: what is known of the changes of release of this box. One that cannot be read is as none. What a newer
 * release writes in it besides is passed over by an older one that runs again.
 */
export class StateFile {
  readonly #file: string;

  constructor(places: Pick<Places, 'releases'>) {
    this.#file = join(places.releases, 'state.json');
  }

  read(): State {
    const state = State.safeParse(parseJson(this.#text()));
    return state.success ? state.data : nothing;
  }

  write(change: Partial<Omit<State, 'format'>>): void {
    const { failed, ...rest } = { ...this.read(), ...change };
    const state: State = { ...rest, failed: failed.slice(-MOST_FAILED) };
    putFile({ path: this.#file, content: `${JSON.stringify(state, null, 2)}\n`, mode: 0o644, owner: null });
  }

  #text(): string {
    try {
      return readFileSync(this.#file, 'utf8');
    } catch (cause) {
      systemErrorOf(cause);
      return '';
    }
  }
}
