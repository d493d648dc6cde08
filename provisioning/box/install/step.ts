import { err, type Result } from '../../../device/contract/result.ts';

/** `code`: stable; `detail`: what a person needs to mend it, without any secret. */
export type StepFault = { readonly code: string; readonly detail: string };

/**
 * One thing that has to be so on a box. Each can be made again, after a power cut in the midst of it too, and none needs
 * to know whether it is the first time.
 */
export type Step = {
  readonly name: string;
  /** Changes nothing. `right`, or what is not as it is to be, in a few words. */
  readonly check: () => Promise<'right' | string>;
  /** Makes it right. Is called only where it is not. */
  readonly apply: () => Promise<Result<void, StepFault>>;
};

/** What the file system refuses is a fault of the step, not of the program. */
export function withoutThrowing(action: () => Result<void, StepFault>): Result<void, StepFault> {
  try {
    return action();
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && 'syscall' in cause)) throw cause;
    return err({ code: 'cannot-write', detail: cause.message });
  }
}
