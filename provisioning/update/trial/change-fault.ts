import type { Result } from '../../../device/contract/result.ts';

/**
 * `rolled-back`: the release before runs again; `reason` is stable. `not-rolled-back`: it should, and the disk or the link
 * was against it; each start of the controller tries it again. `not-begun`: it was not left. `superseded`: a package has
 * brought another release meanwhile, and that is the one that runs.
 */
export type ChangeFault =
  | { readonly code: 'rolled-back'; readonly reason: string; readonly detail: string }
  | { readonly code: 'not-rolled-back' | 'not-begun' | 'superseded'; readonly detail: string };
export type Changed = Result<void, ChangeFault>;
