import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { err } from '../../../device/contract/result.ts';
import type { Bundle } from '../../bundle/bundle.ts';
import type { Places } from '../../files/places.ts';
import { fileStep, type WantedFile } from './file-step.ts';
import type { Step } from './step.ts';

export const credentialKeyFile = ({ data }: Pick<Places, 'data'>) => join(data, 'credential.key');

/** Whether cards that are known here stay so with this bundle. */
export function keepsCards({ credentialKey }: Pick<Bundle, 'credentialKey'>, places: Pick<Places, 'data'>): boolean {
  const file = credentialKeyFile(places);
  return !existsSync(file) || readFileSync(file).equals(Buffer.from(credentialKey, 'base64'));
}

/**
 * The key that cards are hashed with. One that is there already is never replaced by another: every card that is enrolled
 * with it would be locked out.
 */
export function credentialKeyStep(bundle: Bundle, places: Places, owner: WantedFile['owner']): Step {
  const path = credentialKeyFile(places);
  const content = Buffer.from(bundle.credentialKey, 'base64');
  const step = fileStep('card key', { path, content, mode: 0o600, owner });
  return {
    ...step,
    apply: async () =>
      keepsCards(bundle, places)
        ? step.apply()
        : err({ code: 'credential-key-other', detail: `${path}: another key is there, by which cards are known` }),
  };
}
