import { fromEvent, map, merge, type Observable } from 'rxjs';
import { byId, make, setText } from './dom.js';
import { environmentLines, type EnvironmentLetters } from '../words/environments.js';
import { dollars } from '../words/money.js';
import { latency } from '../words/durations.js';
import { ifUsable, NOT_AVAILABLE, significant, throughput } from '../words/numbers.js';
import { percent } from '../words/percents.js';
import type { Choice } from './choice.js';
import type { JudgedKind } from './criteria.js';
import type { Row } from './rows.js';
import type { Column, Sorting } from './sorting.js';

interface ColumnText {
  readonly column: Column;
  /** The jobs that have it; absent: all. */
  readonly kind?: JudgedKind;
  readonly head: string;
  readonly text: (row: Row) => string;
}

const COLUMNS: readonly ColumnText[] = [
  { column: 'place', head: 'Configuration', text: row => row.place },
  { column: 'letter', head: 'Env', text: row => (row.letter === '' ? '–' : row.letter) },
  { column: 'rank', head: 'Rank', text: row => (row.rank === undefined ? '–' : String(row.rank)) },
  { kind: 'classic', column: 'costPerMonth', head: 'Per month', text: row => dollars(row.costPerMonth) },
  {
    kind: 'classic',
    column: 'costPerMillion',
    head: 'Per million',
    text: row => dollars(row.costPerMillion),
  },
  { kind: 'classic', column: 'costPerHour', head: 'Per hour', text: row => dollars(row.costPerHour) },
  { kind: 'classic', column: 'latencyMs', head: 'Latency', text: row => latency(row.latencyMs) },
  { kind: 'classic', column: 'invocations', head: 'A minute', text: row => throughput(row.invocations) },
  { kind: 'classic', column: 'cpuPercent', head: 'CPU', text: row => percent(row.cpuPercent) },
  { kind: 'classic', column: 'memoryPercent', head: 'Memory', text: row => percent(row.memoryPercent) },
  {
    kind: 'recommendation',
    column: 'ttftMs',
    head: 'First token',
    text: row => latency(row.ttftMs),
  },
  {
    kind: 'recommendation',
    column: 'tokensPerSecond',
    head: 'Tokens/s',
    text: row => throughput(row.tokensPerSecond),
  },
  {
    kind: 'recommendation',
    column: 'interTokenMs',
    head: 'Between tokens',
    text: row => latency(row.interTokenMs),
  },
  {
    kind: 'recommendation',
    column: 'requestMs',
    head: 'Request',
    text: row => latency(row.requestMs),
  },
  {
    kind: 'recommendation',
    column: 'requestsPerSecond',
    head: 'Requests/s',
    text: row => ifUsable(row.requestsPerSecond, significant),
  },
  { kind: 'recommendation', column: 'inFlight', head: 'In flight', text: row => throughput(row.inFlight) },
  { kind: 'recommendation', column: 'framework', head: 'Framework', text: row => row.framework ?? '–' },
  { column: 'words', head: 'Standing', text: row => row.words },
];
const TEXTUAL: ReadonlySet<Column> = new Set(['place', 'letter', 'framework', 'words']);

/** The columns in their order. That of recommendations is wide: their standing is beside the rank, where it is always seen. */
function columnsOf(kind: JudgedKind): readonly ColumnText[] {
  if (kind === 'classic') return COLUMNS;
  const standing = COLUMNS.filter(({ column }) => column === 'words');
  return COLUMNS.flatMap(one =>
    one.column === 'rank' ? [one, ...standing] : one.column === 'words' ? [] : [one],
  );
}

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

/**
 * Shows the rows. The column of the month is there only where there is traffic, that of environments where there are any, and
 * figures are those of the kind of job.
 */
export function showRows(
  rows: readonly Row[],
  sorting: Sorting,
  letters: EnvironmentLetters,
  choice: Choice,
): void {
  const withMonth = choice.kind === 'classic' && choice.monthly !== undefined;
  const shown = columnsOf(choice.kind).filter(
    ({ column, kind = choice.kind }) =>
      kind === choice.kind &&
      (withMonth || column !== 'costPerMonth') &&
      (letters.size > 0 || column !== 'letter'),
  );
  setText(byId('tests-note'), choice.kind === 'classic' ? '' : `Latencies by ${choice.stat}.`);
  if (byId('heads').dataset['kind'] !== choice.kind) {
    byId('heads').dataset['kind'] = choice.kind;
    byId('heads').replaceChildren(...columnsOf(choice.kind).flatMap(({ column }) => heads.get(column) ?? []));
  }
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
        { class: column === 'words' ? 'standing' : isText(column) ? undefined : 'number' },
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
