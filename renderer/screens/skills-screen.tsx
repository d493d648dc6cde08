import { type ReactNode, useMemo, useState } from 'react';
import type { SkillsSection } from '../../device/contract/skills.ts';
import { useSkillName } from '../i18n/use-skill-name.ts';
import { useText } from '../i18n/use-text.ts';
import { skillsCommands } from '../live/screen-commands.ts';
import type { VisitorTouch } from '../live/visitor-touch.ts';
import { ScreenTimeContext } from '../ui/screen-time.ts';
import { TimeLeft } from '../ui/time-left.tsx';
import { useTouches } from '../ui/use-touches.ts';
import { SkillDialog } from './skill-dialog.tsx';

type Props = {
  readonly skills: SkillsSection;
  readonly choice: ReactNode;
  /** For so long it stays when nobody touches it. */
  readonly seconds: number;
  readonly touch: VisitorTouch;
};

/** What one can help with, and how many do so now; who chooses lays the card on the reader next. */
export function SkillsScreen({ skills: { choices, offers }, choice, seconds, touch }: Props) {
  const text = useText();
  const nameOf = useSkillName(choices);
  const [chosen, setChosen] = useState<string | null>(null);
  const time = useMemo(() => ({ seconds, onMoreTime: touch.openSkills }), [seconds, touch]);
  useTouches(touch.openSkills);
  const count = (id: string) => offers.find(({ skill }) => skill === id)?.count ?? 0;
  return (
    <div className="skills">
      <header className="bar">
        <h1>{text('skills.title')}</h1>
        {choice}
      </header>
      <p>{text('skills.more')}</p>
      <div className="skill-choices">
        {choices.map(({ id }) => (
          <button key={id} type="button" className="button" onClick={() => setChosen(id)}>
            {nameOf(id)}
            {count(id) > 0 && <span className="skill-count">{text('skills.count', { count: count(id) })}</span>}
          </button>
        ))}
      </div>
      <footer className="bar">
        <button type="button" className="button quiet" onClick={touch.closeSkills}>
          {text('skills.back')}
        </button>
        {chosen === null && <TimeLeft className="time-left" {...time} />}
        <button type="button" className="button" onClick={() => void skillsCommands.takeBack()}>
          {text('skills.take-back')}
        </button>
      </footer>
      <ScreenTimeContext value={time}>
        {chosen !== null && <SkillDialog skill={chosen} name={nameOf(chosen)} onCancel={() => setChosen(null)} />}
      </ScreenTimeContext>
    </div>
  );
}
