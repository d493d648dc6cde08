import { type IntlShape, useIntl } from 'react-intl';
import type { SkillsSection } from '../../device/contract/skills.ts';
import { isMessageId } from './catalogue.ts';
import { textOf } from './use-text.ts';

/** What a skill is called in a language: by the catalogue, or by the office's own names, Swedish at the least. */
export function skillNameOf(intl: IntlShape, choices: SkillsSection['choices']): (skill: string) => string {
  const text = textOf(intl);
  const { language } = new Intl.Locale(intl.locale);
  return (skill) => {
    const names = choices.find(({ id }) => id === skill)?.names ?? {};
    const message = `skill.${skill}`;
    return names[language] ?? names.sv ?? (isMessageId(message) ? text(message) : skill);
  };
}

/** The same in the language that is chosen. */
export function useSkillName(choices: SkillsSection['choices']): (skill: string) => string {
  return skillNameOf(useIntl(), choices);
}
