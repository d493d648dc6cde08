import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { err } from '../../../device/contract/result.ts';
import { fileStep, type WantedFile } from './file-step.ts';
import type { Step } from './step.ts';

/**
 * The key that cards are hashed with. One that is there already is never replaced by another: every card that is enrolled
 * with it would be locked out.
 */
export function credentialKeyStep(dataFolder: string, key: string, owner: WantedFile['owner']): Step {
  const path = join(dataFolder, 'credential.key');
  const content = Buffer.from(key, 'base64');
  const step = fileStep('card key', { path, content, mode: 0o600, owner });
  return {
    ...step,
    apply: async () =>
      existsSync(path) && !readFileSync(path).equals(content)
        ? err({ code: 'credential-key-other', detail: `${path}: another key is there, by which cards are known` })
        : step.apply(),
  };
}
