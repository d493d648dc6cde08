import { useText } from '../i18n/use-text.ts';
import { Dialog } from '../ui/dialog.tsx';
import type { BoxRow } from './box-rows.ts';

type Props = { readonly rows: readonly BoxRow[]; readonly onDone: () => void };

/** All that the box knows of itself beside its parts. */
export function BoxDialog({ rows, onDone }: Props) {
  const text = useText();
  return (
    <Dialog className="health" title={text('host.box.title')} onCancel={onDone}>
      <ul>
        {rows.map((row) => (
          <BoxRowItem key={row.key} row={row} />
        ))}
      </ul>
      <div className="choices">
        <button type="button" className="button strong" onClick={onDone}>
          {text('host.box.close')}
        </button>
      </div>
    </Dialog>
  );
}

export function BoxRowItem({ row: { name, says, more, lamp } }: { readonly row: BoxRow }) {
  return (
    <li>
      <span className={`lamp ${lamp}`} />
      <strong>{name}</strong>
      <span>{says}</span>
      {more !== '' && <span className="detail">{more}</span>}
    </li>
  );
}
