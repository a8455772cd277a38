import { fitTable, type TableColumn, type TableRow } from './fitTable.js';
import { stackRows } from './stackRows.js';

/** Makes a table of columns and rows that is not wider than `width`; undefined where that can't be. */
export type DrawTable = (
  columns: readonly TableColumn[],
  rows: readonly TableRow[],
  width: number,
) => string | undefined;

/**
 * The first layout that fits, drawn. Where none can, the rows of the last and narrowest one
 * stand one below the other.
 */
export function firstThatFits<L>(
  layouts: readonly L[],
  draw: (layout: L, table: DrawTable) => string | undefined,
): string {
  for (const layout of layouts) {
    const text = draw(layout, fitTable);
    if (text !== undefined) return text;
  }
  return layouts
    .slice(-1)
    .map(layout => draw(layout, stackRows))
    .join('');
}
