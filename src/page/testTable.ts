import { fromEvent, map, merge, type Observable } from 'rxjs';
import { byId, make } from './dom.js';
import { environmentLines, type EnvironmentLetters } from '../words/environments.js';
import { dollars } from '../words/money.js';
import { latency } from '../words/durations.js';
import { NOT_AVAILABLE, throughput } from '../words/numbers.js';
import { percent } from '../words/percents.js';
import type { Row } from './rows.js';
import type { Column, Sorting } from './sorting.js';

interface ColumnText {
  readonly column: Column;
  readonly head: string;
  readonly text: (row: Row) => string;
}

const COLUMNS: readonly ColumnText[] = [
  { column: 'place', head: 'Configuration', text: row => row.place },
  { column: 'letter', head: 'Env', text: row => (row.letter === '' ? '–' : row.letter) },
  { column: 'rank', head: 'Rank', text: row => (row.rank === undefined ? '–' : String(row.rank)) },
  { column: 'costPerMonth', head: 'Per month', text: row => dollars(row.costPerMonth) },
  { column: 'costPerMillion', head: 'Per million', text: row => dollars(row.costPerMillion) },
  { column: 'costPerHour', head: 'Per hour', text: row => dollars(row.costPerHour) },
  { column: 'latencyMs', head: 'Latency', text: row => latency(row.latencyMs) },
  { column: 'invocations', head: 'A minute', text: row => throughput(row.invocations) },
  { column: 'cpuPercent', head: 'CPU', text: row => percent(row.cpuPercent) },
  { column: 'memoryPercent', head: 'Memory', text: row => percent(row.memoryPercent) },
  { column: 'words', head: 'Standing', text: row => row.words },
];
const TEXTUAL: ReadonlySet<Column> = new Set(['place', 'letter', 'words']);

const isText = (column: Column): boolean => TEXTUAL.has(column);
const heads = new Map<Column, HTMLElement>();

/** Makes the head of the table; emits a column when its button is pressed. */
export function sortClicks$(): Observable<Column> {
  const clicks = COLUMNS.map(({ column, head }) => {
    const button = make('button', { type: 'button' }, head);
    const cell = make('th', { scope: 'col', class: isText(column) ? undefined : 'number' }, button);
    heads.set(column, cell);
    return fromEvent(button, 'click').pipe(map(() => column));
  });
  byId('heads').replaceChildren(...heads.values());
  return merge(...clicks);
}

/** Emits the key of the row that the pointer is on; undefined where it is on none. */
export function rowsPointedAt$(): Observable<string | undefined> {
  const rows = byId('rows');
  const keyAt = ({ target }: Event): string | undefined =>
    (target as HTMLElement).closest<HTMLElement>('tr')?.dataset['key'];
  return merge(
    fromEvent(rows, 'pointerover').pipe(map(keyAt)),
    fromEvent(rows, 'pointerleave').pipe(map(() => undefined)),
  );
}

/** Shows the rows. The column of the month is there only where there is traffic, that of environments where there are any. */
export function showRows(
  rows: readonly Row[],
  sorting: Sorting,
  letters: EnvironmentLetters,
  withMonth: boolean,
): void {
  const shown = COLUMNS.filter(
    ({ column }) => (withMonth || column !== 'costPerMonth') && (letters.size > 0 || column !== 'letter'),
  );
  for (const [column, cell] of heads) {
    cell.hidden = !shown.some(one => one.column === column);
    if (column === sorting.column) cell.setAttribute('aria-sort', sorting.direction);
    else cell.removeAttribute('aria-sort');
  }
  byId('rows').replaceChildren(...rows.map(row => rowOf(row, shown)));
  byId('environments').replaceChildren(...environmentLines(letters, '').map(line => make('li', {}, line)));
}

function rowOf(row: Row, columns: readonly ColumnText[]): HTMLElement {
  const cells = columns.map(({ column, text }) => {
    const shown = text(row);
    if (column !== 'place') {
      return make(
        'td',
        { class: isText(column) ? undefined : 'number' },
        shown === NOT_AVAILABLE ? '–' : shown,
      );
    }
    return make('th', { scope: 'row' }, shown);
  });
  return make('tr', { 'data-key': row.key, 'data-standing': row.standing }, ...cells);
}

/** Lights up the row of a point, and no other. */
export function highlightRow(key: string | undefined): void {
  for (const row of byId('rows').children) {
    row.classList.toggle('highlighted', key !== undefined && (row as HTMLElement).dataset['key'] === key);
  }
}
