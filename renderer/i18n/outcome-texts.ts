import type { CredentialRole } from '../../device/contract/access.ts';
import type { TapOutcome } from '../../device/contract/api.ts';
import type { MessageId } from './catalogue.ts';

/** The two lines of an outcome: what it is or why, and what comes now or what to do; and what else is to be known. */
export type OutcomeTexts = {
  readonly tone: 'welcome' | 'refusal';
  readonly title: MessageId;
  readonly more: MessageId;
  readonly notes: readonly MessageId[];
};

/** The texts of each outcome; each refusal says why and what to do. */
export function outcomeTexts(tap: TapOutcome): OutcomeTexts {
  switch (tap.outcome) {
    case 'granted':
      return {
        ...welcome(`granted.${tap.direction}`),
        notes: tap.notes.map((note) => `granted.note.${note}` as const),
      };
    case 'enrolled':
      return welcome(`enrolled.${tap.role}`);
    case 'pin-offered':
    case 'changed':
    case 'stays':
    case 'my-visits':
    case 'skill-taken-back':
      return welcome(tap.outcome);
    case 'skill-offered':
      return { ...welcome(tap.outcome), notes: tap.waits ? ['skill-offered.waits'] : [] };
    case 'denied':
      return refusal(`denied.${tap.reason}`);
    case 'personal-number':
    case 'enrolled-already':
    case 'not-enrolled':
    case 'not-inside':
    case 'host-refused':
    case 'not-stored':
      return refusal(tap.outcome);
  }
}

type Welcome =
  | 'granted.in'
  | 'granted.out'
  | `enrolled.${CredentialRole}`
  | 'pin-offered'
  | 'changed'
  | 'stays'
  | 'my-visits'
  | 'skill-offered'
  | 'skill-taken-back';
type Refusal = MessageId extends infer Id ? (Id extends `${infer Start}.why` ? Start : never) : never;

function welcome(start: Welcome): OutcomeTexts {
  return { tone: 'welcome', title: `${start}.title`, more: `${start}.more`, notes: [] };
}

function refusal(start: Refusal): OutcomeTexts {
  return { tone: 'refusal', title: `${start}.why`, more: `${start}.do`, notes: [] };
}
