import { jobKindOf } from '../core/jobKind.js';
import { byId, setText } from './dom.js';
import { KIND_WORDS } from './kindWords.js';
import type { PageView } from './view.js';

/** Parts of the page that there are for a classic job, and for an AI job with recommendations. */
const PARTS = ['columns', 'tests-card', 'compare-card'];

/** Shows the parts of the page that a job of its kind has, under their names, or what there is to say in their place. */
export function showKind(
  jobName: string | undefined,
  { outlook, isFinal, isLoading }: Pick<PageView, 'outlook' | 'isFinal' | 'isLoading'>,
): void {
  const kind = jobName === undefined ? 'classic' : jobKindOf(jobName);
  const words = KIND_WORDS[kind];
  byId('kind').hidden = words.badge === '';
  setText(byId('kind'), words.badge);
  setText(byId('tests-title'), words.table);
  setText(byId('tests-caption'), words.caption);
  byId('tests-scroll').setAttribute('aria-label', words.tableLabel);
  setText(byId('chart-title'), words.chart);
  byId('chart').setAttribute('aria-label', words.chart);
  setText(byId('chart-help'), words.chartHelp);
  setText(byId('chart-empty'), isLoading ? '' : isFinal ? words.chartNone : words.chartEmpty);
  setText(byId('foot-text'), words.foot);
  for (const part of ['bar', 'facts']) byId(part).hidden = kind !== 'classic';
  byId('ai-facts').hidden = kind === 'classic';
  for (const part of PARTS) byId(part).hidden = outlook !== undefined;
  byId('outlook-card').hidden = outlook === undefined;
  setText(byId('outlook-title'), outlook?.title ?? '');
  setText(byId('outlook-text'), outlook?.text ?? '');
  setText(byId('outlook-hint'), outlook?.hint ?? '');
}
