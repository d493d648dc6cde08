import type { VisitNumber } from '../contract/ids.ts';
import type { HostSkills, SkillsSection } from '../contract/skills.ts';

type Offer = {
  readonly ref: number;
  readonly skill: string;
  /** Null where there is none, or none any more. */
  readonly text: string | null;
  readonly approved: boolean;
};

/** What people inside offer each other, one skill for each visit. What is seen of it tells of no visit. */
export class SkillsBoard {
  readonly #offers = new Map<VisitNumber, Offer>();
  #lastRef = 0;

  /** In place of what this visit offered before. Its text is shown to nobody but hosts until one has approved it. */
  put(visit: VisitNumber, skill: string, text: string | null): void {
    this.#offers.delete(visit);
    this.#offers.set(visit, { ref: ++this.#lastRef, skill, text, approved: false });
  }

  takeBack(visit: VisitNumber): void {
    this.#offers.delete(visit);
  }

  /** Returns whether anything went. */
  keepOnly(lasts: (visit: VisitNumber) => boolean): boolean {
    const gone = [...this.#offers.keys()].filter((visit) => !lasts(visit));
    for (const visit of gone) this.#offers.delete(visit);
    return gone.length > 0;
  }

  /** False when there is no such offer, or not any more. */
  approve(ref: number): boolean {
    return this.#change(ref, (offer) => ({ ...offer, approved: true }));
  }

  dropText(ref: number): boolean {
    return this.#change(ref, (offer) => ({ ...offer, text: null, approved: false }));
  }

  takeDown(ref: number): boolean {
    const visit = this.#visitOf(ref);
    return visit !== null && this.#offers.delete(visit);
  }

  /** In the order of `skills`. */
  shown(skills: readonly string[]): SkillsSection['offers'] {
    const offers = [...this.#offers.values()];
    return skills.flatMap((skill) => {
      const of = offers.filter((offer) => offer.skill === skill);
      const texts = of.flatMap(({ text, approved }) => (approved && text !== null ? [text] : []));
      return of.length === 0 ? [] : [{ skill, count: of.length, texts }];
    });
  }

  forHost(): HostSkills {
    return [...this.#offers.values()].map((offer) => ({ ...offer }));
  }

  #change(ref: number, change: (offer: Offer) => Offer): boolean {
    const visit = this.#visitOf(ref);
    const offer = visit === null ? undefined : this.#offers.get(visit);
    if (visit === null || offer === undefined) return false;
    this.#offers.set(visit, change(offer));
    return true;
  }

  #visitOf(ref: number): VisitNumber | null {
    for (const [visit, offer] of this.#offers) if (offer.ref === ref) return visit;
    return null;
  }
}
