import { useText } from '../i18n/use-text.ts';
import { useReadAloud } from '../sound/listening.ts';

/** From so many seconds before the end there is a warning: what WCAG 2.2, 2.2.1 asks for at the least. */
export const WARNED_S = 20;

type Props = { readonly className: string; readonly seconds: number; readonly onMoreTime: () => void };

/** Warns that the time of a screen is nearly over, with a button for more; nothing until then. */
export function TimeLeft({ className, seconds, onMoreTime }: Props) {
  const text = useText();
  const warned = seconds <= WARNED_S;
  useReadAloud(warned ? text('pin.soon-over') : null);
  return (
    <div className={className}>
      <p role="status">{warned && text('pin.soon-over')}</p>
      {warned && (
        <>
          <p>{text('pin.remaining', { seconds })}</p>
          <button type="button" className="button strong" onClick={onMoreTime}>
            {text('pin.more-time')}
          </button>
        </>
      )}
    </div>
  );
}
