import type { Snapshot } from '../../device/contract/api.ts';
import { type EpochMs, epochMs } from '../../device/contract/units.ts';
import { useMoments } from '../i18n/use-moments.ts';
import { useText } from '../i18n/use-text.ts';
import { Dialog } from '../ui/dialog.tsx';
import { QrCode } from '../ui/qr-code.tsx';

export type GuestPass = { readonly text: string; readonly untilMs: number; readonly uses: number };

type Props = {
  readonly pass: GuestPass;
  readonly office: Snapshot['office'];
  readonly now: EpochMs;
  readonly onDone: () => void;
};

/** The pass as a code, large enough to be photographed from the screen; the printer gets the pass alone. */
export function PassDialog({ pass, office, now, onDone }: Props) {
  const text = useText();
  const { moment } = useMoments(office.timeZone);
  const until = moment(epochMs(pass.untilMs), now);
  return (
    <Dialog className="pass" title={text('host.pass.title', { office: office.name })} onCancel={onDone}>
      <div className="pass-body">
        <QrCode content={pass.text} label={text('host.pass.picture')} />
        <div className="pass-side">
          <p className="pass-until">{text('host.pass.until', { until })}</p>
          <p>{text('host.pass.uses', { uses: pass.uses })}</p>
          <p>{text('host.pass.how')}</p>
          <div className="choices">
            <button type="button" className="button" onClick={() => print()}>
              {text('host.pass.print')}
            </button>
            <button type="button" className="button strong" onClick={onDone}>
              {text('host.pass.close')}
            </button>
          </div>
        </div>
      </div>
    </Dialog>
  );
}
