import { z } from 'zod';
import { freeLine } from './free-line.ts';
import { meta } from './meta.ts';

/** Skills that the screen has names for in each of its languages. */
export const PlainSkill = z.enum([
  'computer',
  'swedish',
  'arabic',
  'homework',
  'job-application',
  'bookkeeping',
  '3d-printing',
  'mending',
  'graphic-design',
  'programming',
]);
export type PlainSkill = z.infer<typeof PlainSkill>;

export const SkillId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'lower-case letters, digits and hyphens, 1–40');

/** By language (BCP 47's first part); Swedish where there is none in the language that is chosen. */
const SkillNames = z
  .record(z.string().regex(/^[a-z]{2,3}$/), freeLine(40))
  .refine((names) => 'sv' in names, { error: 'needs a Swedish name' });

/** One of those, or one of the office's own with its names. */
const Skill = z.union([
  PlainSkill,
  z.strictObject({
    id: SkillId.meta(meta('Skill', 'Its name in messages; none of the plain ones’.')),
    names: SkillNames.meta(meta('Names', 'By language; Swedish among them.')),
  }),
]);
export type Skill = z.infer<typeof Skill>;

export function skillId(skill: Skill): string {
  return typeof skill === 'string' ? skill : skill.id;
}

/** What people inside may offer each other. */
export const Skills = z
  .array(Skill)
  .min(1)
  .max(12)
  .refine((skills) => new Set(skills.map(skillId)).size === skills.length, { error: 'two skills have the same id' })
  .default([...PlainSkill.options])
  .meta(meta('Skills', 'What the skills board offers to choose from, in this order.'));

export const LONGEST_SKILL_TEXT = 60;

/** What is offered inside now: how many offer it, and what hosts have approved of what they wrote. Nothing of who. */
export const SkillsSection = z.strictObject({
  /** `names`: null for a plain one, which the screen has names for. */
  choices: z.array(z.strictObject({ id: SkillId, names: z.record(z.string(), z.string()).nullable() })),
  /** In the order of `choices`, none with nobody. */
  offers: z.array(z.strictObject({ skill: SkillId, count: z.int().min(1), texts: z.array(z.string()) })),
});
export type SkillsSection = z.infer<typeof SkillsSection>;

/** For the host, in the order in which they were put up. */
export const HostSkills = z.array(
  z.strictObject({ ref: z.int(), skill: SkillId, text: z.string().nullable(), approved: z.boolean() }),
);
export type HostSkills = z.infer<typeof HostSkills>;

/** POST /api/kiosk/skills/offer: the next card, if its bearer is inside, offers this, in place of what it did. */
export const OfferSkillCommand = z.strictObject({
  skill: SkillId,
  text: freeLine(LONGEST_SKILL_TEXT).nullable().default(null),
});
export type OfferSkillCommand = z.infer<typeof OfferSkillCommand>;

/** POST /api/host/skills/approve (its text is shown), /reject (its text is not), /take-down (all of it is gone). */
export const SkillOfferCommand = z.strictObject({ ref: z.int() });
export const SkillJudgement = z.enum(['approve', 'reject', 'take-down']);
export type SkillJudgement = z.infer<typeof SkillJudgement>;
