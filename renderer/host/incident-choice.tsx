import { IncidentCategory } from '../../device/contract/incidents.ts';
import { useText } from '../i18n/use-text.ts';
import { Dialog } from '../ui/dialog.tsx';

type Props = { readonly onChoose: (category: IncidentCategory) => void; readonly onCancel: () => void };

/** Asks what sort of thing has happened. */
export function IncidentChoice({ onChoose, onCancel }: Props) {
  const text = useText();
  return (
    <Dialog className="incident-choice" title={text('host.incidents.what')} onCancel={onCancel}>
      <div className="card-buttons">
        {IncidentCategory.options.map((category) => (
          <button key={category} type="button" className="button" onClick={() => onChoose(category)}>
            {text(`host.incident.${category}`)}
          </button>
        ))}
        <button type="button" className="button quiet wide" onClick={onCancel}>
          {text('host.incidents.cancel')}
        </button>
      </div>
    </Dialog>
  );
}
