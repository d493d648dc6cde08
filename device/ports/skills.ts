import type { Result } from '../contract/result.ts';
import type { OfferSkillCommand, SkillJudgement } from '../contract/skills.ts';
import type { SessionId } from './session.ts';

/** `skill-unknown`: none of this office's, or the office has no board. `offer-gone`: with whoever made it. */
export type SkillsFault = {
  readonly code: 'skill-unknown' | 'personal-number' | 'host-view-locked' | 'offer-gone';
  readonly message: string;
};

type Outcome = Result<void, SkillsFault>;

/** What people inside offer each other: put up and taken back by their cards, looked after by hosts. */
export interface SkillsDesk {
  /** The next tap, if it is of somebody inside and comes in time, puts it up. */
  offer(command: OfferSkillCommand): Outcome;
  /** The next tap takes back what its bearer offers. */
  takeBack(): Outcome;
  judge(session: SessionId, ref: number, judgement: SkillJudgement): Outcome;
}
