import { useText } from '../i18n/use-text.ts';

/** The office has just closed, and somebody may be inside. */
export function ClosedNotice() {
  const text = useText();
  return (
    <p className="announcement to-go" role="status">
      <strong>{text('closing.closed')}</strong> {text('closing.go-out')}
    </p>
  );
}
