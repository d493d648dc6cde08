import type { SkillsSection } from '../../device/contract/skills.ts';
import { useSkillName } from '../i18n/use-skill-name.ts';
import { useText } from '../i18n/use-text.ts';
import { boardLines } from '../kiosk/idle-parts.ts';

type Props = { readonly skills: SkillsSection; readonly lines: number };

/** What people inside can help with, and how many: the board, without a name and without motion. */
export function SkillsOnOffer({ skills: { choices, offers }, lines }: Props) {
  const text = useText();
  const nameOf = useSkillName(choices);
  const { shown, others } = boardLines(offers, lines);
  return (
    <section className="on-offer">
      <h2>{text('skills.board')}</h2>
      <ul>
        {shown.map(({ skill, count, texts }) => (
          <li key={skill}>
            <strong>{nameOf(skill)}</strong>
            {count > 1 && <span aria-hidden="true"> · {count}</span>}
            <span className="heard-only">{text('skills.count', { count })}</span>
            {texts.map((line) => (
              <q key={line} dir="auto">
                {line}
              </q>
            ))}
          </li>
        ))}
        {others > 0 && <li>{text(shown.length > 0 ? 'skills.others' : 'skills.all', { count: others })}</li>}
      </ul>
    </section>
  );
}
