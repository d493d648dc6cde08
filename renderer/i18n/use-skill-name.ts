import { useIntl } from 'react-intl';
import type { SkillsSection } from '../../device/contract/skills.ts';
import { isMessageId } from './catalogue.ts';
import { useText } from './use-text.ts';

/** What a skill is called in the chosen language: by the catalogue, or by the office's own names, Swedish at the least. */
export function useSkillName(choices: SkillsSection['choices']): (skill: string) => string {
  const text = useText();
  const { language } = new Intl.Locale(useIntl().locale);
  return (skill) => {
    const names = choices.find(({ id }) => id === skill)?.names ?? {};
    const message = `skill.${skill}`;
    return names[language] ?? names.sv ?? (isMessageId(message) ? text(message) : skill);
  };
}
