import { make } from '../dom.js';
import type { FleetColumn } from './fleetOrder.js';

/** Columns of the running jobs; those without an order are plain text. */
const RUNNING: readonly (readonly [head: string, column?: FleetColumn])[] = [
  ['Job', 'name'],
  ['Tests done', 'progress'],
  ['To go', 'left'],
  ['Best so far'],
  ['Failures', 'failed'],
];
const ENDED = ['Job', 'Tests done', 'Took', 'Best', 'Failures'] as const;

/** The elements of the view of the fleet. */
export interface FleetShell {
  readonly main: HTMLElement;
  readonly title: HTMLElement;
  readonly sums: HTMLElement;
  readonly notice: HTMLElement;
  readonly noticeText: HTMLElement;
  readonly again: HTMLElement;
  readonly find: HTMLInputElement;
  readonly findField: HTMLElement;
  readonly runningCard: HTMLElement;
  readonly empty: HTMLElement;
  /** Heads that sort, by their columns. */
  readonly heads: ReadonlyMap<FleetColumn, HTMLElement>;
  readonly running: HTMLElement;
  readonly runningColumns: readonly string[];
  readonly endedCard: HTMLElement;
  readonly ended: HTMLElement;
  readonly endedColumns: readonly string[];
}

/** Makes the elements: a heading, a table of the running jobs, and one of those that ended lately. */
export function makeShell(): FleetShell {
  const title = make('h1', {}, 'Loading…');
  const sums = make('p', { class: 'subtitle' });
  const noticeText = make('p', { id: 'notice-text' });
  const again = make('button', { type: 'button' }, 'Try again');
  const notice = make('div', { id: 'notice', class: 'notice', role: 'alert' }, noticeText, again);
  notice.hidden = true;
  const find = make('input', { type: 'search', id: 'find', autocomplete: 'off' }) as HTMLInputElement;
  const findField = make('div', { class: 'field' }, make('label', { for: 'find' }, 'Find'), find);
  const heads = new Map<FleetColumn, HTMLElement>();
  const head = (text: string, column?: FleetColumn): HTMLElement => {
    const content = column === undefined ? text : make('button', { type: 'button' }, text);
    const cell = make('th', { scope: 'col', role: 'columnheader' }, content);
    if (column !== undefined) heads.set(column, cell);
    return cell;
  };
  const empty = make('p', { class: 'note' });
  const [running, ended] = [make('tbody', { role: 'rowgroup' }), make('tbody', { role: 'rowgroup' })];
  const runningCard = card('Running', findField, [
    tableOf(
      'The jobs that run. The buttons in the head sort them.',
      RUNNING.map(([text, column]) => head(text, column)),
      running,
    ),
    empty,
  ]);
  const endedCard = card('Ended lately', undefined, [
    tableOf(
      'The jobs that have ended, the latest first.',
      ENDED.map(text => head(text)),
      ended,
    ),
  ]);
  const main = make(
    'main',
    { id: 'main', tabindex: '-1' },
    notice,
    make('section', { class: 'head' }, title, sums),
    runningCard,
    endedCard,
  );
  return {
    ...{ main, title, sums, notice, noticeText, again, find, findField, runningCard, empty, heads },
    ...{ running, runningColumns: RUNNING.map(([text]) => text), endedCard, ended, endedColumns: ENDED },
  };
}

function card(title: string, beside: Node | undefined, parts: readonly Node[]): HTMLElement {
  const heading = make('h2', {}, title);
  const head = make('div', { class: 'card-head' }, heading, ...(beside === undefined ? [] : [beside]));
  return make('section', { class: 'card', 'aria-label': title }, head, ...parts);
}

function tableOf(caption: string, heads: readonly Node[], body: HTMLElement): HTMLElement {
  return make(
    'table',
    { role: 'table' },
    make('caption', { class: 'sr' }, caption),
    make('thead', { role: 'rowgroup' }, make('tr', { role: 'row' }, ...heads)),
    body,
  );
}
