/**
 * What the parts of a table are, said once more: a browser may forget it where CSS lays rows out as anything else than
 * table rows. Ours are a grid, since only then those out of sight cost no layout (CSS Containment 2, §3.1 and §4).
 */
export const tableRoles = {
  table: { role: 'table' },
  group: { role: 'rowgroup' },
  row: { role: 'row' },
  columnHeader: { role: 'columnheader' },
  rowHeader: { role: 'rowheader' },
  cell: { role: 'cell' },
} as const;
