import { type EpochMs, epochMs } from '../../device/contract/units.ts';
import { useMoments } from '../i18n/use-moments.ts';
import { useText } from '../i18n/use-text.ts';
import { STEP_MS, type TimesToChoose } from '../kiosk/opening-times.ts';

type Props = {
  readonly times: TimesToChoose;
  readonly chosen: EpochMs;
  readonly timeZone: string;
  readonly onChoose: (at: EpochMs) => void;
};

/** A time of today, by half hours. */
export function TimeStepper({ times, chosen, timeZone, onChoose }: Props) {
  const text = useText();
  const { time } = useMoments(timeZone);
  return (
    <div className="row stepper">
      <button
        type="button"
        className="button sign"
        aria-label={text('host.opening.earlier')}
        disabled={chosen <= times.least}
        onClick={() => onChoose(epochMs(chosen - STEP_MS))}
      >
        −
      </button>
      <output className="keypad-figure">{time(chosen)}</output>
      <button
        type="button"
        className="button sign"
        aria-label={text('host.opening.later')}
        disabled={chosen >= times.most}
        onClick={() => onChoose(epochMs(chosen + STEP_MS))}
      >
        +
      </button>
    </div>
  );
}
