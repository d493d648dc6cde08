import type { Places } from '../../files/places.ts';
import type { Door } from './door-client.ts';
import type { Service } from './service.ts';

/** The steps of a change of release, in their order. */
export type Step =
  | 'received'
  | 'unpacked'
  | 'filled'
  | 'ready'
  | 'begun'
  | 'on-trial'
  | 'stopped'
  | 'kept'
  | 'switched'
  | 'started'
  | 'well'
  | 'ended'
  | 'confirmed'
  | 'given-up'
  | 'stopped-again'
  | 'rolled-back'
  | 'started-again'
  | 'failure-noted';

/** In ms. */
export type Patience = {
  /** How long the door may take until it is as well as it was. */
  readonly wellWithin: number;
  /** For how long it then has to stay so, in one run. */
  readonly steadyFor: number;
  /** Between one question and the next. */
  readonly poll: number;
};

/** What a change of release works with. */
export type Workbench = {
  readonly places: Places;
  readonly service: Service;
  readonly door: Door;
  readonly patience: Patience;
  readonly nowMs: () => number;
  /** Bytes that may still be written to the file system of a folder. */
  readonly freeBytes: (folder: string) => number;
  /** How it goes. */
  readonly note: (line: string) => void;
  /** Called after each step; power may be cut at any of them. */
  readonly reached: (step: Step) => Promise<void>;
};

export const usualPatience: Patience = { wellWithin: 60_000, steadyFor: 15_000, poll: 500 };
