import type { RetentionSection } from '../../device/contract/retention.ts';
import { useMoments } from '../i18n/use-moments.ts';
import { useText } from '../i18n/use-text.ts';
import { Dialog } from '../ui/dialog.tsx';

type Props = { readonly retention: RetentionSection; readonly timeZone: string; readonly onDone: () => void };

/** How long each class is kept, and the oldest of it that is there. */
export function RetentionDialog({ retention: { kept, hold }, timeZone, onDone }: Props) {
  const text = useText();
  const { date, fullDate } = useMoments(timeZone);
  return (
    <Dialog className="retention-dialog" title={text('host.retention.kept-title')} onCancel={onDone}>
      <ul>
        {kept.map(({ name, days, oldestMs }) => (
          <li key={name}>
            <strong>{text(`host.retention.class.${name}`)}</strong>
            <span>{text('host.retention.kept-for', { count: days })}</span>
            <span className="oldest">
              {oldestMs === null
                ? text('host.retention.nothing')
                : text('host.retention.oldest', { date: fullDate(oldestMs) })}
            </span>
          </li>
        ))}
      </ul>
      {hold !== null && (
        <p className="held">{text('host.retention.held', { date: date(hold.untilMs), why: hold.why, by: hold.by })}</p>
      )}
      <div className="choices">
        <button type="button" className="button strong" onClick={onDone}>
          {text('host.retention.close')}
        </button>
      </div>
    </Dialog>
  );
}
