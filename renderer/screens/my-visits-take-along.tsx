import type { ReactNode } from 'react';
import type { MyVisitsAnswer } from '../../device/contract/my-visits.ts';
import { useText } from '../i18n/use-text.ts';
import { takeAlong } from '../kiosk/take-along.ts';
import { Dialog } from '../ui/dialog.tsx';
import { QrCode } from '../ui/qr-code.tsx';

type Props = {
  readonly office: string;
  readonly stored: MyVisitsAnswer;
  /** How long it still is there. */
  readonly time: ReactNode;
  readonly onDone: () => void;
};

/** The same as a code to be photographed: the way from the box into a pocket that crosses no network. */
export function MyVisitsTakeAlong({ office, stored, time, onDone }: Props) {
  const text = useText();
  const { text: content, leftOut } = takeAlong(office, stored);
  return (
    <Dialog className="pass" title={text('my-visits.take.title')} onCancel={onDone}>
      <div className="pass-body">
        <QrCode content={content} label={text('my-visits.take.picture')} />
        <div className="pass-side">
          <p>{text('my-visits.take.how')}</p>
          {leftOut > 0 && <p>{text('my-visits.take.left-out', { count: leftOut })}</p>}
          {time}
          <div className="choices">
            <button type="button" className="button strong" onClick={onDone}>
              {text('my-visits.close')}
            </button>
          </div>
        </div>
      </div>
    </Dialog>
  );
}
