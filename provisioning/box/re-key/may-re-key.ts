import { existsSync } from 'node:fs';
import { z } from 'zod';
import { err, ok, type Result } from '../../../device/contract/result.ts';
import type { Bundle } from '../../bundle/bundle.ts';
import type { Places } from '../../files/places.ts';
import { readJsonFile } from '../../files/text-file.ts';
import { recordFile } from '../install/bundle-record.ts';
import { keepsCards } from '../install/credential-key-step.ts';
import { lackOf } from '../install/files-to-bring-step.ts';
import { openForBox } from '../install/open-for-box.ts';
import type { StepFault } from '../install/step.ts';

type Offered = { readonly file: string; readonly passphrase: string; readonly newCredentialKey: boolean };

const Serial = z.object({ serial: z.int() });

/** The bundle, when it is a later one of this very office, by the operator that the box belongs to. */
export async function bundleForReKey(offered: Offered, places: Places): Promise<Result<Bundle, StepFault>> {
  if (!existsSync(places.operatorKey) || !existsSync(recordFile(places)))
    return err({ code: 'no-box', detail: 'this is no office’s box yet: kontoret box install makes it one' });
  const opened = await openForBox({ ...offered, operator: undefined }, places);
  if (!opened.ok) return opened;
  const there = readJsonFile(recordFile(places), Serial);
  if (!there.ok) return there;
  if (opened.value.serial <= there.value.serial)
    return err({
      code: 'bundle-older',
      detail: `bundle ${opened.value.serial}; this box has ${there.value.serial} already`,
    });
  const lack = lackOf(opened.value, places);
  if (lack !== null) return err(lack);
  return offered.newCredentialKey || keepsCards(opened.value, places)
    ? ok(opened.value)
    : err({
        code: 'credential-key-other',
        detail: 'cards are known by another key here: with --new-credential-key every card must be enrolled again',
      });
}
