import { useState } from 'react';
import { type IncidentCategory, LONGEST_INCIDENT } from '../../device/contract/incidents.ts';
import { useText } from '../i18n/use-text.ts';
import { hostCommands } from '../live/commands.ts';
import { TextDialog } from '../ui/text-dialog.tsx';

type Props = { readonly category: IncidentCategory; readonly onDone: () => void };

/** Asks what has happened, in words; a text that is not taken stays, so that it can be put right. */
export function IncidentDialog({ category, onDone }: Props) {
  const text = useText();
  const [problem, setProblem] = useState<string | null>(null);
  const save = async (written: string) => {
    const answer = await hostCommands.noteIncident(category, written);
    if (answer.ok) onDone();
    else setProblem(text(answer.error.code === 'personal-number' ? 'host.incidents.personal-number' : 'host.failed'));
  };
  return (
    <TextDialog
      title={text(`host.incident.${category}`)}
      label={text('host.incidents.label')}
      most={LONGEST_INCIDENT}
      save={text('host.incidents.save')}
      optional
      problem={problem}
      onSave={save}
      onCancel={onDone}
    >
      <p className="incident-reminder">{text('host.incidents.reminder')}</p>
    </TextDialog>
  );
}
