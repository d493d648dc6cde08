import type { ReactNode } from 'react';
import { useBoardText } from '../../i18n/use-board-text.ts';
import type { Column } from '../rules/view.ts';
import { tableRoles } from './table-roles.ts';

type Props = { readonly column: Column; readonly children: ReactNode };

/** A cell that knows what its column is called: where rows become cards there is no head to tell it. */
export function TableCell({ column, children }: Props) {
  const { text } = useBoardText();
  return (
    <td className={`cell-${column}`} data-label={text(`board.column.${column}`)} {...tableRoles.cell}>
      {children}
    </td>
  );
}
