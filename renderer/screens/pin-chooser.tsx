import { useState } from 'react';
import type { MessageId } from '../i18n/catalogue.ts';
import { type Text, useText } from '../i18n/use-text.ts';
import { answered, FIRST_CHOICE, type PinChoice, typed } from '../kiosk/pin-choice.ts';
import { visitorCommands } from '../live/commands.ts';
import { useReadAloud } from '../sound/listening.ts';
import { ListenKey } from '../ui/listen-key.tsx';
import { PinPad } from '../ui/pin-pad.tsx';
import type { ScreenTime } from '../ui/screen-time.ts';
import { CheckSymbol } from '../ui/symbols.tsx';
import { TimeLeft } from '../ui/time-left.tsx';
import { StartingScreen } from './starting-screen.tsx';

type Props = {
  /** Of the tap that enrolled the card. */
  readonly id: number;
  readonly time: ScreenTime;
  readonly onDone: () => void;
};

/** Whose card was just enrolled chooses a PIN for it, typed twice. */
export function PinChooser({ id, time, onDone }: Props) {
  const [choice, setChoice] = useState<PinChoice>(FIRST_CHOICE);
  const text = useText();
  const enter = (pin: string) => {
    const next = typed(choice, pin);
    setChoice(next);
    if (next.step === 'saving')
      void visitorCommands
        .choosePin(id, pin)
        .then((answer) => setChoice(answered(answer.ok ? null : answer.error.code)));
  };
  useReadAloud(aloudOf(choice, text));
  if (choice.step === 'saving') return <StartingScreen />;
  if (choice.step === 'done' || choice.step === 'too-late') return <Said step={choice.step} onDone={onDone} />;
  return (
    <PinPad
      key={choice.step}
      title={text(`pin-choice.${choice.step}.title`)}
      hint={text(hintOf(choice))}
      problem={choice.step === 'choose' && choice.problem !== null}
      onEnter={enter}
      onCancel={onDone}
    >
      <TimeLeft className="pin-time" {...time} />
    </PinPad>
  );
}

/** What is asked for, or what came of it; of what was typed nothing. */
function aloudOf(choice: PinChoice, text: Text): string | null {
  if (choice.step === 'saving') return null;
  const problem = choice.step === 'choose' ? choice.problem : null;
  return text(problem === null ? `pin-choice.${choice.step}.title` : `pin-choice.problem.${problem}`);
}

function hintOf(choice: PinChoice & { readonly step: 'choose' | 'repeat' }): MessageId {
  if (choice.step === 'repeat') return 'pin-choice.repeat.hint';
  return choice.problem === null ? 'pin-choice.choose.hint' : `pin-choice.problem.${choice.problem}`;
}

type SaidProps = { readonly step: 'done' | 'too-late'; readonly onDone: () => void };

function Said({ step, onDone }: SaidProps) {
  const text = useText();
  return (
    <div className={step === 'done' ? 'outcome welcome' : 'outcome pin-too-late'} role="status">
      {step === 'done' && <CheckSymbol className="outcome-symbol" />}
      <h1>{text(`pin-choice.${step}.title`)}</h1>
      <p className="welcome-more">{text(`pin-choice.${step}.more`)}</p>
      <ListenKey over />
      <div className="row">
        <button type="button" className="button" onClick={onDone}>
          {text('pin-choice.close')}
        </button>
      </div>
    </div>
  );
}
