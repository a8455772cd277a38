import Table from 'cli-table3';
import stringWidth from 'string-width';

/** A column of a table for people. */
export interface TableColumn {
  /** Lines may be broken with `\n`. */
  readonly head: string;
  readonly align?: 'left' | 'right';
  /** How narrow it may become, where it may: its texts are wrapped then. Default: as wide as they are. */
  readonly least?: number;
  /** Takes the room that is left. */
  readonly stretch?: boolean;
}

/** A row: a cell for each column, and perhaps lines of their own. */
export interface TableRow {
  readonly cells: readonly string[];
  /** Before it, from the first column on. */
  readonly before?: string | undefined;
  /** After it, from the second column on. */
  readonly after?: string | undefined;
}

/** Columns of the terminal between two columns of the table. */
const GAP = 2;
const NO_BORDER = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '─',
  'mid-mid': '─'.repeat(GAP),
  right: '',
  'right-mid': '',
  middle: ' '.repeat(GAP),
};

/**
 * A table without a box, not wider than `width`; undefined where that can't be. Columns that may become
 * narrower give way, the widest first. With `Infinity` each column is as wide as its texts.
 */
export function fitTable(
  columns: readonly TableColumn[],
  rows: readonly TableRow[],
  width: number,
): string | undefined {
  const colWidths = fitWidths(columns, rows, width - GAP * (columns.length - 1));
  if (colWidths === undefined) return undefined;
  const table = new Table({
    head: columns.map(({ head }) => head),
    colWidths,
    colAligns: columns.map(({ align }) => align ?? 'left'),
    wordWrap: true,
    chars: NO_BORDER,
    style: { head: [], border: [], compact: true, 'padding-left': 0, 'padding-right': 0 },
  });
  for (const { before, cells, after } of rows) {
    if (before !== undefined) table.push([lines(before, columns.length)]);
    table.push([...cells]);
    if (after !== undefined) table.push(['', lines(after, columns.length - 1)]);
  }
  const ruled = sum(colWidths) + GAP * (columns.length - 1);
  return table.toString().replace(/^─+$/m, '─'.repeat(ruled)).replace(/ +$/gm, '');
}

const lines = (content: string, colSpan: number): Table.Cell => ({ content, colSpan, hAlign: 'left' });

function fitWidths(
  columns: readonly TableColumn[],
  rows: readonly TableRow[],
  room: number,
): number[] | undefined {
  const widths = columns.map(({ head }, i) =>
    Math.max(1, ...[head, ...rows.map(({ cells }) => cells[i] ?? '')].map(widthOf)),
  );
  while (sum(widths) > room) {
    const spare = columns.map(({ least }, i) =>
      least !== undefined && (widths[i] ?? 0) > least ? (widths[i] ?? 0) : 0,
    );
    const widest = spare.indexOf(Math.max(...spare));
    if ((spare[widest] ?? 0) === 0) return undefined;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  const stretched = columns.findIndex(({ stretch }) => stretch === true);
  if (stretched !== -1 && room < Infinity) widths[stretched] = (widths[stretched] ?? 0) + room - sum(widths);
  return widths;
}

const sum = (widths: readonly number[]): number => widths.reduce((total, width) => total + width, 0);

/** The columns of a terminal that a text takes. */
function widthOf(text: string): number {
  return Math.max(...text.split('\n').map(line => stringWidth(line)));
}
