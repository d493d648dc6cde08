import { useText } from '../i18n/use-text.ts';
import { ListenKey } from '../ui/listen-key.tsx';

/** Before the controller has said anything. */
export function StartingScreen() {
  const text = useText();
  return (
    <div className="starting">
      <ListenKey over />
      <h1>{text('starting.title')}</h1>
    </div>
  );
}
