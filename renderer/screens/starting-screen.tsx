import { useText } from '../i18n/use-text.ts';

/** Before the controller has said anything. */
export function StartingScreen() {
  const text = useText();
  return (
    <div className="starting">
      <h1>{text('starting.title')}</h1>
    </div>
  );
}
