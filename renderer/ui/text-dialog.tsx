import { type ReactNode, useContext, useRef, useState } from 'react';
import { useText } from '../i18n/use-text.ts';
import { tidied } from '../kiosk/typed-text.ts';
import { Dialog } from './dialog.tsx';
import { ScreenTimeContext } from './screen-time.ts';
import { TextPad } from './text-pad.tsx';
import { TimeLeft } from './time-left.tsx';

type Props = {
  readonly title: string;
  /** What the field is for. */
  readonly label: string;
  readonly most: number;
  /** On the button that sends it off. */
  readonly save: string;
  /** Whether an empty text may be sent off too. */
  readonly optional?: boolean;
  /** Why the last text was not taken. */
  readonly problem?: string | null;
  /** What else is asked for; one row of it has room. */
  readonly children?: ReactNode;
  /** Until it settles nothing more is sent off. */
  readonly onSave: (text: string) => Promise<void>;
  readonly onCancel: () => void;
};

/**
 * Asks for a line of free text, over the whole screen, and warns when that is about to go away. `onSave` is given it tidied:
 * one line, no blanks at its ends.
 */
export function TextDialog(props: Props) {
  const { title, label, most, save, optional = false, problem = null, children, onSave, onCancel } = props;
  const text = useText();
  const [value, setValue] = useState('');
  const ready = optional || tidied(value) !== '';
  const busy = useRef(false);
  const time = useContext(ScreenTimeContext);
  const send = async () => {
    if (!ready || busy.current) return;
    busy.current = true;
    await onSave(tidied(value));
    busy.current = false;
  };
  const head = (
    <div className="row">
      <p role="status" className="text-problem">
        {problem}
      </p>
      {time && <TimeLeft className="text-time" {...time} />}
      <button type="button" className="button quiet" onClick={onCancel}>
        {text('keys.cancel')}
      </button>
      <button type="button" className="button strong" disabled={!ready} onClick={() => void send()}>
        {save}
      </button>
    </div>
  );
  return (
    <Dialog className="text-dialog" title={title} onCancel={onCancel}>
      {head}
      {children}
      <TextPad label={label} value={value} most={most} onChange={setValue} onEnter={() => void send()} />
    </Dialog>
  );
}
