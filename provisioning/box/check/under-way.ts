import { existsSync } from 'node:fs';
import type { Places } from '../../files/places.ts';
import { planFile } from '../re-key/plan.ts';
import { retireStateFile } from '../retire/state.ts';
import { type Finding, fault } from './finding.ts';

/** What a power cut has left half done. */
export function underWayFindings(places: Places): readonly Finding[] {
  return [
    ...(existsSync(planFile(places))
      ? [fault('re-key', 'was cut short: some keys are new, some are old', 'kontoret box re-key --resume')]
      : []),
    ...(existsSync(retireStateFile(places))
      ? [fault('retirement', 'was cut short: not everything is erased', 'kontoret box retire')]
      : []),
  ];
}
