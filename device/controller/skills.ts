import type { Config, ReaderConfig } from '../contract/config.ts';
import type { CredentialHash } from '../contract/ids.ts';
import { err, ok, type Result } from '../contract/result.ts';
import {
  type HostSkills,
  type OfferSkillCommand,
  type SkillJudgement,
  type SkillsSection,
  skillId,
} from '../contract/skills.ts';
import { holdsPersonalNumber } from '../domain/personal-number.ts';
import { SkillsBoard } from '../domain/skills-board.ts';
import type { VisitBook } from '../domain/visits.ts';
import type { Pseudonyms } from '../ports/pseudonyms.ts';
import type { SessionId } from '../ports/session.ts';
import type { SkillsDesk, SkillsFault } from '../ports/skills.ts';
import type { HostSession } from './host-session.ts';
import type { LogKeeper } from './log-keeper.ts';
import type { Outcomes } from './outcomes.ts';
import type { PendingTapSlot } from './pending-tap.ts';

export type SkillsParts = {
  readonly config: Pick<Config, 'skillsBoard' | 'skills'>;
  readonly visits: Pick<VisitBook, 'visitOf' | 'lasts'>;
  readonly pseudonyms: Pick<Pseudonyms, 'of'>;
  readonly pendingTap: Pick<PendingTapSlot, 'set'>;
  readonly hostSession: Pick<HostSession, 'touch'>;
  readonly keeper: Pick<LogKeeper, 'keep'>;
  readonly outcomes: Pick<Outcomes, 'show'>;
  /** The board is another one. */
  readonly onChange: (section: SkillsSection | null) => void;
};

type Outcome = Result<void, SkillsFault>;

const unknown: Outcome = err({ code: 'skill-unknown', message: 'this is not offered here' });
const locked: Outcome = err({ code: 'host-view-locked', message: 'a host card opens the host view' });
const gone: Outcome = err({ code: 'offer-gone', message: 'it is no longer there' });

/** The board of what people inside offer each other. It is in memory alone: neither the log nor the broker hears of it. */
export class Skills implements SkillsDesk {
  readonly #parts: SkillsParts;
  readonly #board = new SkillsBoard();
  readonly #ids: readonly string[];

  constructor(parts: SkillsParts) {
    this.#parts = parts;
    this.#ids = parts.config.skillsBoard ? parts.config.skills.map(skillId) : [];
  }

  offer({ skill, text }: OfferSkillCommand): Outcome {
    if (!this.#ids.includes(skill)) return unknown;
    if (text !== null && holdsPersonalNumber(text))
      return err({ code: 'personal-number', message: 'personal identity numbers are not taken here' });
    return ok(this.#parts.pendingTap.set({ purpose: 'offer-skill', skill, text }));
  }

  takeBack(): Outcome {
    if (this.#ids.length === 0) return unknown;
    return ok(this.#parts.pendingTap.set({ purpose: 'take-back-skill' }));
  }

  /** The tap that was asked for: null takes back what is offered. */
  serve(offer: OfferSkillCommand | null, reader: ReaderConfig, credential: CredentialHash): void {
    const { visits, pseudonyms, outcomes } = this.#parts;
    const visit = visits.visitOf(pseudonyms.of(credential));
    if (visit === null) {
      outcomes.show(reader, { outcome: 'not-inside' });
      return;
    }
    if (offer === null) this.#board.takeBack(visit.number);
    else this.#board.put(visit.number, offer.skill, offer.text);
    this.#changed();
    if (offer === null) outcomes.show(reader, { outcome: 'skill-taken-back' });
    else outcomes.show(reader, { outcome: 'skill-offered', waits: offer.text !== null });
  }

  judge(session: SessionId, ref: number, judgement: SkillJudgement): Outcome {
    const by = this.#parts.hostSession.touch(session);
    if (by === null) return locked;
    if (!this.#judged(ref, judgement)) return gone;
    void this.#parts.keeper.keep({ type: 'skill-offer-judged', judgement, by });
    this.#changed();
    return ok(undefined);
  }

  /** Somebody may have gone, and what they offered goes with them. */
  refresh(): void {
    if (this.#board.keepOnly((visit) => this.#parts.visits.lasts(visit))) this.#changed();
  }

  forHost(): HostSkills {
    return this.#board.forHost();
  }

  #judged(ref: number, judgement: SkillJudgement): boolean {
    if (judgement === 'approve') return this.#board.approve(ref);
    return judgement === 'reject' ? this.#board.dropText(ref) : this.#board.takeDown(ref);
  }

  #changed(): void {
    this.#parts.onChange(skillsSection(this.#parts.config, this.#board));
  }
}

/** Null where the office has no board. */
export function skillsSection(
  { skillsBoard, skills }: Pick<Config, 'skillsBoard' | 'skills'>,
  board = new SkillsBoard(),
): SkillsSection | null {
  if (!skillsBoard) return null;
  const choices = skills.map((skill) => ({
    id: skillId(skill),
    names: typeof skill === 'string' ? null : skill.names,
  }));
  return { choices, offers: board.shown(choices.map(({ id }) => id)) };
}
