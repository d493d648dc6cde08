import { memo } from 'react';
import type { OfficeRow } from '../../../device/contract/feed/board.ts';
import { officeName } from '../../../device/contract/feed/topics.ts';
import { useBoardText } from '../../i18n/use-board-text.ts';
import { DoorsSaid } from './doors-said.tsx';
import { InsideSaid } from './inside-said.tsx';
import { NeedsSaid } from './needs-said.tsx';
import { PartsSaid } from './parts-said.tsx';
import { Spark } from './spark.tsx';
import { TableCell } from './table-cell.tsx';
import { tableRoles } from './table-roles.ts';

type Props = {
  readonly office: OfficeRow;
  readonly dayMs: number;
  readonly onOpen: (office: string) => void;
};

/** The cells of one office. Drawn anew when it has changed, and not when others have. */
export const OfficeCells = memo(function OfficeCells({ office, dayMs, onOpen }: Props) {
  const { text, moment } = useBoardText();
  const { online, onlineSinceMs, occupancy, heardAtMs } = office;
  const contact = online === null ? 'unheard' : online ? 'online' : 'offline';
  return (
    <>
      <th scope="row" {...tableRoles.rowHeader}>
        <button type="button" aria-haspopup="dialog" onClick={() => onOpen(officeName(office))}>
          <span className="office-of">{office.office}</span>
          <span className="operator-of">{office.operator}</span>
        </button>
      </th>
      <TableCell column="needs">
        <NeedsSaid office={office} />
      </TableCell>
      <TableCell column="contact">
        <span className={`said ${contact}`}>{text(`board.contact.${contact}`)}</span>
        {onlineSinceMs !== null && (
          <span className="more">{text('board.since', { since: moment(onlineSinceMs, dayMs) })}</span>
        )}
      </TableCell>
      <TableCell column="inside">
        <InsideSaid occupancy={occupancy} />
      </TableCell>
      <TableCell column="band">
        {occupancy?.band ? (
          <span className={`band ${occupancy.band}`}>{text(`board.band.${occupancy.band}`)}</span>
        ) : (
          <span className="unknown">{text('board.unknown')}</span>
        )}
      </TableCell>
      <TableCell column="today">
        <Spark curve={office.curve} seats={occupancy?.seats ?? 0} dayMs={dayMs} />
      </TableCell>
      <TableCell column="doors">
        <DoorsSaid office={office} />
      </TableCell>
      <TableCell column="parts">
        <PartsSaid health={office.health} />
      </TableCell>
      <TableCell column="log">
        <LogSaid office={office} />
      </TableCell>
      <TableCell column="heard">
        <span className="figures">{moment(heardAtMs, dayMs)}</span>
      </TableCell>
    </>
  );
});

function LogSaid({ office: { log, missing } }: { readonly office: OfficeRow }) {
  const { text } = useBoardText();
  const kind = log === 'proven' ? 'calm' : log === 'unknown' ? 'unknown' : 'alarm';
  return (
    <>
      <span className={kind}>{text(`board.log.${log}`)}</span>
      {missing > 0 && <span className="warning">{text('board.log.missing.short', { count: missing })}</span>}
    </>
  );
}
