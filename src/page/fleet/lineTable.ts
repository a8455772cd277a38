import { make, setText } from '../dom.js';
import type { FleetLine } from './fleetLine.js';

type TextOfLine = 'word' | 'stale' | 'tests' | 'time' | 'best' | 'figure' | 'causes';

/** A table of jobs whose rows stay the same elements while their texts change. */
export interface LineTable {
  /** Shows these jobs in this order. */
  readonly show: (lines: readonly FleetLine[]) => void;
}

interface LineRow {
  readonly element: HTMLElement;
  readonly update: (line: FleetLine) => void;
}

/** Fills the body of a table. */
export function lineTable(body: HTMLElement, columns: readonly string[]): LineTable {
  const rows = new Map<string, LineRow>();
  return {
    show: lines => {
      const focused = document.activeElement;
      const wanted = new Set(lines.map(({ key }) => key));
      for (const [key, { element }] of rows) {
        if (wanted.has(key)) continue;
        element.remove();
        rows.delete(key);
      }
      let next = body.firstElementChild;
      for (const line of lines) {
        let row = rows.get(line.key);
        if (row === undefined) rows.set(line.key, (row = lineRow(line, columns)));
        row.update(line);
        if (row.element === next) next = next.nextElementSibling;
        else body.insertBefore(row.element, next);
      }
      // An element that is moved loses the focus.
      if (focused !== document.activeElement && focused instanceof HTMLElement && body.contains(focused))
        focused.focus({ preventScroll: true });
    },
  };
}

/** A row. Roles are written out, as on a phone the table is laid out as a list. */
function lineRow({ key, name, kind, href }: FleetLine, columns: readonly string[]): LineRow {
  const cell = (at: number, ...parts: readonly Node[]): HTMLElement =>
    make('td', { role: 'cell', 'data-label': columns[at] }, ...parts);
  const span = (name: string): HTMLElement => make('span', { class: name });
  const [word, stale] = [span('badge'), span('stale')];
  const [completed, failedPart] = [span('completed'), span('failed')];
  const bar = make('span', { class: 'bar', 'aria-hidden': 'true' }, completed, failedPart);
  const [tests, time, best, figure] = [span('tests'), span('time'), span('best'), span('figure')];
  const [failed, causes] = [span('count'), span('causes')];
  const badge = make('span', { class: 'badge kind' }, kind);
  badge.hidden = kind === '';
  const element = make(
    'tr',
    { role: 'row', 'data-key': key },
    make('th', { scope: 'row', role: 'rowheader' }, make('a', { href }, name), badge, word, stale),
    cell(1, bar, tests),
    cell(2, time),
    cell(3, best, figure),
    cell(4, failed, causes),
  );
  const texts = Object.entries({ word, stale, tests, time, best, figure, causes }) as [
    TextOfLine,
    HTMLElement,
  ][];
  let shown: FleetLine | undefined;
  return {
    element,
    update: line => {
      if (line === shown) return;
      const before = shown;
      shown = line;
      // Every few seconds all lines are made anew, and few differ: the elements aren't asked what they show.
      for (const [name, node] of texts) if (line[name] !== before?.[name]) setText(node, line[name]);
      if (line.status !== before?.status) {
        element.dataset['status'] = line.status;
        word.dataset['status'] = line.status;
      }
      hide(word, line.word === '');
      hide(stale, line.stale === '');
      hide(bar, line.shares === undefined);
      setWidth(completed, line.shares?.completed ?? 0);
      setWidth(failedPart, line.shares?.failed ?? 0);
      setText(failed, line.failed === 0 ? (line.causes === '' ? '–' : '') : `${String(line.failed)} failed`);
      if (line.failed > 0 !== (before?.failed ?? 0) > 0) failed.dataset['failed'] = String(line.failed > 0);
    },
  };
}

function hide(part: HTMLElement, isHidden: boolean): void {
  if (part.hidden !== isHidden) part.hidden = isHidden;
}

function setWidth(part: HTMLElement, share: number): void {
  const width = `${(share * 100).toFixed(1)}%`;
  if (part.style.width !== width) part.style.width = width;
}
