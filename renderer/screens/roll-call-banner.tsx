import type { RollCallSection } from '../../device/contract/api.ts';
import type { EpochMs } from '../../device/contract/units.ts';
import { useText } from '../i18n/use-text.ts';
import { clockLeft } from '../kiosk/countdown.ts';

type Props = { readonly rollCall: RollCallSection; readonly now: EpochMs };

/** Staff leaves, and wants to know who stays. */
export function RollCallBanner({ rollCall: { untilMs, stayed }, now }: Props) {
  const text = useText();
  return (
    <section className="roll-call" aria-label={text('roll-call.title')}>
      <p role="status">
        <strong>{text('roll-call.title')}</strong> {text('roll-call.more')}
      </p>
      <p className="roll-call-figures">
        <span>{text('roll-call.left', { time: clockLeft(untilMs, now) })}</span>
        <span>{text('roll-call.answered', { stayed })}</span>
      </p>
    </section>
  );
}
