import type { Result } from '../../../device/contract/result.ts';

/** `source-empty`: there is no release there now, as on a stick that is not plugged in. */
export type SourceFault = {
  readonly code: 'source-empty' | 'source-unreachable' | 'source-wrong';
  readonly detail: string;
};

/** Where releases come from: a manifest, and the archive beside it. */
export type Source = {
  /** The bytes of a manifest, not looked at. */
  manifest(): Promise<Result<Uint8Array, SourceFault>>;
  /** What is read of it may throw as a file or a connection does. */
  archive(name: string): Promise<Result<AsyncIterable<Uint8Array>, SourceFault>>;
};
