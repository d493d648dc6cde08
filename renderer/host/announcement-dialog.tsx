import { useState } from 'react';
import { AnnouncedUntil, LONGEST_ANNOUNCEMENT } from '../../device/contract/host-announcement.ts';
import type { MessageId } from '../i18n/catalogue.ts';
import { useText } from '../i18n/use-text.ts';
import { screenCommands } from '../live/screen-commands.ts';
import { Segments } from '../ui/segments.tsx';
import { TextDialog } from '../ui/text-dialog.tsx';
import { refusalText } from './use-host-command.ts';

/** Asks what is to be told, and until when. Stays open while it is not taken, and says why. */
export function AnnouncementDialog({ onDone }: { readonly onDone: () => void }) {
  const text = useText();
  const [until, setUntil] = useState<AnnouncedUntil>('closing');
  const [problem, setProblem] = useState<MessageId | null>(null);
  const save = async (line: string) => {
    const answer = await screenCommands.announce({ text: line, until });
    if (answer.ok) onDone();
    else setProblem(refusalText(answer.error.code));
  };
  return (
    <TextDialog
      title={text('host.announcement.title')}
      label={text('host.announcement.label')}
      most={LONGEST_ANNOUNCEMENT}
      save={text('host.announcement.show')}
      problem={problem && text(problem)}
      onSave={save}
      onCancel={onDone}
    >
      <Segments
        label={text('host.announcement.how-long')}
        options={AnnouncedUntil.options.map((value) => ({ value, name: text(`host.announcement.for.${value}`) }))}
        chosen={until}
        onChoose={setUntil}
      />
    </TextDialog>
  );
}
