import {
  COMPARED_METRICS,
  comparisonSummary,
  deltaText,
  type ComparedConfiguration,
  type JobComparison,
} from './jobComparison.js';
import { byId, make, setText } from './dom.js';
import { counted } from '../core/counted.js';
import { grouped } from '../words/numbers.js';

const UNCHOSEN = 'Choose an earlier job to see what got better and what got worse.';

/** Shows what became of each configuration since the other job. */
export function showComparison(compared: JobComparison | undefined): void {
  setText(byId('compared'), compared === undefined ? UNCHOSEN : comparisonSummary(compared));
  byId('compared-scroll').hidden = compared === undefined || compared.lines.length === 0;
  byId('compared-rows').replaceChildren(...(compared?.lines ?? []).map(lineOf));
  const others: readonly (readonly [title: string, names: readonly string[]])[] = [
    ['only in this job', compared?.added ?? []],
    ['only in the other job', compared?.missing ?? []],
    ['failed', compared?.failed ?? []],
  ];
  byId('compared-others').replaceChildren(
    ...others.flatMap(([title, names]) =>
      names.length === 0
        ? []
        : [detailsOf(`${counted(names.length, 'configuration', grouped)} ${title}`, names)],
    ),
  );
}

const detailsOf = (title: string, names: readonly string[]): HTMLElement =>
  make('details', {}, make('summary', {}, title), make('p', {}, names.join(' · ')));

function lineOf({ name, deltas }: ComparedConfiguration): HTMLElement {
  const cells = COMPARED_METRICS.map(metric => {
    const delta = deltas[metric];
    return make('td', { class: 'number', 'data-verdict': delta.verdict }, deltaText(delta));
  });
  return make('tr', {}, make('th', { scope: 'row' }, name), ...cells);
}
