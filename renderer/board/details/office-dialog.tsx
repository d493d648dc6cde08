import type { ReactNode } from 'react';
import type { OfficeRow } from '../../../device/contract/feed/board.ts';
import { useBoardText } from '../../i18n/use-board-text.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { isAlarm, needsOf } from '../rules/needs.ts';
import { DoorsTable } from './doors-table.tsx';
import { Facts } from './facts.tsx';
import { PartsTable } from './parts-table.tsx';

type Props = {
  readonly office: OfficeRow;
  readonly dayMs: number;
  readonly onClose: () => void;
  /** What is to be heard of the whole board meanwhile. */
  readonly children: ReactNode;
};

/** All that is known of one office, for as long as it is looked at. */
export function OfficeDialog({ office, dayMs, onClose, children }: Props) {
  const { text } = useBoardText();
  const needs = needsOf(office);
  return (
    <Dialog title={office.office} className="office-details" onCancel={onClose}>
      {children}
      {needs.length > 0 && (
        <ul className="needs">
          {needs.map((need) => (
            <li key={need} className={`need ${isAlarm(need) ? 'alarm' : 'warning'} ${need}`}>
              <span className={`lamp ${isAlarm(need) ? 'faulted' : 'warned'}`} aria-hidden="true" />
              {text(`board.need.${need}`)}
            </li>
          ))}
        </ul>
      )}
      <Facts office={office} dayMs={dayMs} />
      <DoorsTable office={office} />
      <PartsTable health={office.health} dayMs={dayMs} />
      <div className="foot">
        <button type="button" className="button strong" onClick={onClose}>
          {text('board.details.close')}
        </button>
      </div>
    </Dialog>
  );
}
