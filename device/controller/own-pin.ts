import type { DenyReason } from '../contract/access.ts';
import type { ReaderConfig } from '../contract/config.ts';
import type { CredentialHash } from '../contract/ids.ts';
import type { CredentialDirectory } from '../ports/credential-directory.ts';
import type { Outcomes } from './outcomes.ts';
import type { PinChecker } from './pin-checker.ts';

type OwnPinParts = {
  readonly directory: Pick<CredentialDirectory, 'find'>;
  readonly pins: Pick<PinChecker, 'ask'>;
  readonly outcomes: Outcomes;
};

/**
 * A card whose holder has a PIN does not do by itself, at whatever hour. Null when it does, or the PIN was right. Of one
 * that is blocked none is asked for: who has guessed until it was does not go on here.
 */
export async function refusedByOwnPin(
  { directory, pins, outcomes }: OwnPinParts,
  reader: ReaderConfig,
  credential: CredentialHash,
): Promise<DenyReason | null> {
  const record = directory.find(credential);
  if (!record?.hasPin) return null;
  if (record.blocked) return 'credential-blocked';
  outcomes.signal(reader, 'pin-wanted');
  const { evidence } = await pins.ask(reader, credential, true);
  switch (evidence) {
    case 'right':
      return null;
    case 'locked':
      return 'pin-locked';
    case 'none':
      return 'pin-not-given';
    default:
      return 'pin-wrong';
  }
}
