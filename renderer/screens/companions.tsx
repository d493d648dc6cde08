import { useRef, useState } from 'react';
import { useText } from '../i18n/use-text.ts';
import { type Answer, visitorCommands } from '../live/commands.ts';

/** A class of pupils has a host to talk to. */
const MOST = 9;

type Props = {
  readonly tap: number;
  /** Told of what the controller answered, and of how many it was asked to note. */
  readonly onAnswer: (answer: Answer, companions: number) => void;
};

/** How many came along with whoever was let in by this tap: children, a colleague without a card. */
export function Companions({ tap, onAnswer }: Props) {
  const text = useText();
  const [companions, setCompanions] = useState(0);
  const busy = useRef(false);
  if (companions === 0)
    return (
      <button type="button" className="button" onClick={() => setCompanions(1)}>
        {text('companions.ask')}
      </button>
    );
  const send = async () => {
    // Pressed twice it would be told as failed: a tap has one answer.
    if (busy.current) return;
    busy.current = true;
    const answer = await visitorCommands.companions(tap, companions);
    busy.current = false;
    onAnswer(answer, companions);
  };
  return (
    <>
      <Step label={text('companions.less')} sign="−" onPress={() => setCompanions(companions - 1)} />
      <output>{text('companions.count', { companions })}</output>
      <Step
        label={text('companions.more')}
        sign="+"
        disabled={companions === MOST}
        onPress={() => setCompanions(companions + 1)}
      />
      <button type="button" className="button" onClick={() => void send()}>
        {text('companions.send')}
      </button>
    </>
  );
}

type StepProps = {
  readonly label: string;
  readonly sign: string;
  readonly disabled?: boolean;
  readonly onPress: () => void;
};

function Step({ label, sign, disabled = false, onPress }: StepProps) {
  return (
    <button type="button" className="button sign bare" aria-label={label} disabled={disabled} onClick={onPress}>
      {sign}
    </button>
  );
}
