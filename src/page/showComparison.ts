import {
  comparisonSummary,
  deltaText,
  type ComparedColumn,
  type ComparedConfiguration,
  type JobComparison,
} from './jobComparison.js';
import { byId, make, setText } from './dom.js';
import { counted } from '../core/counted.js';
import { grouped } from '../words/numbers.js';

const UNCHOSEN = 'Choose an earlier job to see what got better and what got worse.';
const UNLIKE = 'The other job is of another kind: what they measure can’t be compared.';

/** Shows what became of each configuration since the other job; `unlike`: a job of another kind was asked for. */
export function showComparison(
  compared: JobComparison | 'unlike' | undefined,
  columns: readonly ComparedColumn[],
): void {
  const { lines = [], added = [], missing = [], failed = [] } = typeof compared === 'object' ? compared : {};
  setText(byId('compared'), textOf(compared, columns));
  byId('compared-scroll').hidden = lines.length === 0;
  byId('compared-heads').replaceChildren(
    make('th', { scope: 'col' }, 'Configuration'),
    ...columns.map(({ head }) => make('th', { scope: 'col', class: 'number' }, head)),
  );
  byId('compared-rows').replaceChildren(...lines.map(line => lineOf(line, columns)));
  const others: readonly (readonly [title: string, names: readonly string[]])[] = [
    ['only in this job', added],
    ['only in the other job', missing],
    ['failed', failed],
  ];
  byId('compared-others').replaceChildren(
    ...others.flatMap(([title, names]) =>
      names.length === 0
        ? []
        : [detailsOf(`${counted(names.length, 'configuration', grouped)} ${title}`, names)],
    ),
  );
}

function textOf(compared: JobComparison | 'unlike' | undefined, columns: readonly ComparedColumn[]): string {
  if (compared === undefined) return UNCHOSEN;
  return compared === 'unlike' ? UNLIKE : comparisonSummary(compared, columns);
}

const detailsOf = (title: string, names: readonly string[]): HTMLElement =>
  make('details', {}, make('summary', {}, title), make('p', {}, names.join(' · ')));

function lineOf(line: ComparedConfiguration, columns: readonly ComparedColumn[]): HTMLElement {
  const cells = columns.map(({ deltaOf }) => {
    const delta = deltaOf(line);
    return make('td', { class: 'number', 'data-verdict': delta.verdict }, deltaText(delta));
  });
  return make('tr', {}, make('th', { scope: 'row' }, line.name), ...cells);
}
