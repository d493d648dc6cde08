import type { ReactNode } from 'react';
import { useText } from '../i18n/use-text.ts';

type Props = { readonly present: number | null; readonly choice: ReactNode };

/** The fire alarm is on. Nothing here flashes; the alarm itself is heard. */
export function EvacuationScreen({ present, choice }: Props) {
  const text = useText();
  return (
    <div className="evacuation">
      <header className="bar">{choice}</header>
      <div className="evacuation-body">
        <h1>{text('evacuation.title')}</h1>
        <p>{text('evacuation.way-out')}</p>
        <p className="evacuation-inside">
          {present === null ? text('evacuation.unknown') : text('evacuation.inside', { present })}
        </p>
      </div>
    </div>
  );
}
