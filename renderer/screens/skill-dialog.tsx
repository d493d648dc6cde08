import { useState } from 'react';
import { LONGEST_SKILL_TEXT } from '../../device/contract/skills.ts';
import type { MessageId } from '../i18n/catalogue.ts';
import { useText } from '../i18n/use-text.ts';
import { skillsCommands } from '../live/screen-commands.ts';
import { TextDialog } from '../ui/text-dialog.tsx';

type Props = { readonly skill: string; readonly name: string; readonly onCancel: () => void };

/** What else there is to say about it, if anything; a host reads it first. Once it is taken, the card is asked for. */
export function SkillDialog({ skill, name, onCancel }: Props) {
  const text = useText();
  const [problem, setProblem] = useState<MessageId | null>(null);
  const putUp = async (line: string) => {
    const answer = await skillsCommands.offer({ skill, text: line === '' ? null : line });
    if (!answer.ok) setProblem(answer.error.code === 'personal-number' ? 'skills.personal-number' : 'skills.failed');
  };
  return (
    <TextDialog
      title={name}
      label={text('skills.label')}
      most={LONGEST_SKILL_TEXT}
      save={text('skills.put-up')}
      optional
      problem={problem && text(problem)}
      onSave={putUp}
      onCancel={onCancel}
    />
  );
}
