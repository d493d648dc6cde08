import { type ReactNode, useState } from 'react';
import { useText } from '../i18n/use-text.ts';
import { myVisitsCommands } from '../live/my-visits-commands.ts';
import { Dialog } from '../ui/dialog.tsx';

type Props = {
  readonly id: number;
  readonly what: 'erase' | 'forget';
  /** How long it still is there. */
  readonly time: ReactNode;
  readonly onBack: () => void;
  /** Told of what was done, in words. */
  readonly onDone: (said: string) => void;
};

/** What is gone then cannot be had back: it is asked once more, and done. */
export function MyVisitsErasing({ id, what, time, onBack, onDone }: Props) {
  const text = useText();
  const [step, setStep] = useState<'asked' | 'busy' | 'failed'>('asked');
  const erase = async () => {
    setStep('busy');
    const answer = await (what === 'erase' ? myVisitsCommands.erase(id) : myVisitsCommands.forgetCard(id));
    if (answer.ok) onDone(text(`my-visits.${what}.done`, { count: answer.value.records }));
    else setStep('failed');
  };
  return (
    <Dialog title={text(`my-visits.${what}.title`)} onCancel={onBack}>
      <p className="own-how">{text(`my-visits.${what}.how`)}</p>
      <p role="status">{step === 'failed' && text('my-visits.failed')}</p>
      {time}
      <div className="row">
        <button type="button" className="button quiet" onClick={onBack}>
          {text('my-visits.back')}
        </button>
        <button type="button" className="button strong" disabled={step === 'busy'} onClick={() => void erase()}>
          {text(`my-visits.${what}.yes`)}
        </button>
      </div>
    </Dialog>
  );
}
