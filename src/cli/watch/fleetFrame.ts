import { isTerminal } from '../../core/status.js';
import { errorLine } from '../errorLine.js';
import { pickTitle } from '../../words/picks.js';
import { endpointLabel } from '../../core/stepLabel.js';
import { EXAMPLE_TRAFFIC } from '../decision/trafficLines.js';
import { statusSpan } from '../tables/statusText.js';
import { duration } from '../../words/durations.js';
import { fitLine, widthOf, type Span } from './fitLine.js';
import { NARROW, progressOf, type Canvas } from './jobFrame.js';
import { leftWords, spentWords, timeWords } from './jobWords.js';
import { resultText } from '../../words/resultText.js';
import type { JobView } from './jobView.js';
import { progressBar } from './progressBar.js';
import { stackLine } from './stackLine.js';
import { counted } from '../../core/counted.js';
import { totalText } from '../../words/totals.js';

/** Width of a bar, in columns. */
const BAR_WIDTH = 12;
/** Greatest width of a job's name, in columns. */
const MAX_NAME_WIDTH = 36;

const NOTE = `no traffic given, so the best are the cheapest per inference: ${EXAMPLE_TRAFFIC} goes by the month`;
/** Least number of rows of a canvas that has room for a note, for each line of it. */
const LEAST_ROWS_WITH_NOTE = 6;

/** Several jobs as lines that fit the canvas: sums, then a line for each, the one that changed last first. */
export function fleetFrame(views: readonly JobView[], canvas: Canvas): readonly string[] {
  const { columns, paint } = canvas;
  const fit = (spans: readonly Span[]): string => fitLine(spans, columns, paint);
  const linesOf = (spans: readonly Span[], isNamed: boolean): readonly string[] =>
    columns < NARROW ? stackLine(spans, columns, paint, isNamed) : [fit(spans)];
  const lines = [...linesOf(totals(views), false), ...(views.length === 0 ? [] : [''])];
  const rows = views.toSorted((a, b) => b.sequence - a.sequence);
  const note = views.some(isByInference) ? linesOf([['dim', NOTE]], false) : [];
  const notes = canvas.rows >= LEAST_ROWS_WITH_NOTE * note.length ? note : [];
  const room = Math.max(1, canvas.rows - lines.length - notes.length);
  const mayFit = rows.length > room ? rows.slice(0, room - 1) : rows;
  const names = Math.min(MAX_NAME_WIDTH, Math.max(0, ...mayFit.map(({ jobName }) => widthOf(jobName))));
  const shown = firstThatFit(
    mayFit.map(view => linesOf(jobLine(view, names, canvas), true)),
    room,
    rows.length,
  );
  const more = rows.length - shown.length;
  return [
    ...lines,
    ...shown.flat(),
    ...(more === 0 ? [] : [fit([['dim', `… and ${counted(more, 'more job')} that changed before`]])]),
    ...notes,
  ].slice(0, Math.max(1, canvas.rows));
}

/** Whether a job's best is named by the cost of an inference, as no traffic was given. */
const isByInference = ({ summary: { best }, criterion: { cost } }: JobView): boolean =>
  best !== undefined && cost?.per === 'a million';

/** As many blocks of lines as there is room for; where that isn't for all of them, with a line left that says so. */
function firstThatFit(
  blocks: readonly (readonly string[])[],
  room: number,
  total: number,
): readonly (readonly string[])[] {
  const sizes = blocks.map(({ length }) => length);
  const taken = (count: number): number => sizes.slice(0, count).reduce((sum, size) => sum + size, 0);
  if (blocks.length === total && taken(total) <= room) return blocks;
  let count = 0;
  while (count < blocks.length && taken(count + 1) <= room - 1) count += 1;
  return blocks.slice(0, count);
}

/** How many jobs there are, and the sums of classic ones: `3 jobs running, 1 ended: 41 of 120 steps, 4 failed; $3.21 spent`. */
function totals(all: readonly JobView[]): readonly Span[] {
  if (all.length === 0) return ['No running job seen so far. Those that run or start are shown here.'];
  const over = all.filter(isOver).length;
  const views = all.filter(({ kind }) => kind === 'classic');
  const jobs: Span = ['bold', `${counted(all.length - over, 'job')} running, ${String(over)} ended`];
  if (views.length === 0) return [jobs];
  const sum = (read: (view: JobView) => number): number =>
    views.reduce((total, view) => total + read(view), 0);
  const failed = sum(({ summary }) => summary.counts['FAILED'] ?? 0);
  const known = views.every(({ summary }) => summary.total !== undefined);
  const done = sum(({ summary }) => summary.done);
  const total = sum(({ summary }) => summary.total ?? 0);
  const most = sum(({ summary }) => summary.maxTotal ?? summary.total ?? 0);
  const steps = known
    ? `${String(done)} of ${counted(most, 'step', () => totalText(total, most > total ? most : undefined))}`
    : `${counted(done, 'step')} done`;
  const spent = spentWords(
    {
      spentUsd: sum(({ summary }) => summary.spentUsd),
      unpriced: sum(({ summary }) => summary.unpriced),
    },
    views.flatMap(view => view.steps),
    over === all.length,
  );
  return [jobs, `: ${steps}${failed > 0 ? `, ${String(failed)} failed` : ''}; ${spent}`];
}

const isOver = ({ job, over }: JobView): boolean => over || (job !== undefined && isTerminal(job.Status));

/** `my-job     ████████░░░░   18/40  about 30 min to go, 2 failed, ml.inf1.xlarge at $0.28 a million`. */
function jobLine(view: JobView, names: number, { columns }: Canvas): readonly Span[] {
  const { jobName, job, summary, error, stale } = view;
  const name = fitLine([jobName], names, text => text);
  const padded = name.padEnd(names + name.length - widthOf(name));
  if (view.kind !== 'classic') return [padded, '  ', ...aiFacts(view)];
  const { done, total, maxTotal } = summary;
  const count = `${String(done)}/${total === undefined ? '?' : totalText(total, maxTotal).replace(' to ', '-')}`;
  const bar = columns < names + BAR_WIDTH + 30 ? [] : [...progressBar(progressOf(view), BAR_WIDTH), '  '];
  const start: readonly Span[] = [padded, '  ', ...bar];
  if (error !== undefined) return [...start, ['red', errorLine(error)]];
  if (job === undefined) return [...start, ['dim', 'waiting for the service']];
  const facts = factsOf(view).join(', ');
  return [
    ...start,
    count.padStart(7),
    ...(isOver(view) || job.Status !== 'IN_PROGRESS' ? ['  ', statusSpan(job.Status)] : []),
    ...(facts === '' ? [] : [`  ${facts}`]),
    ...(stale === undefined ? [] : [['yellow', `  ${duration(stale.ageMs)} old`] as const]),
  ];
}

/** Status, time and results of an AI job, of which AWS shows no progress: `IN_PROGRESS  34 min so far`. */
function aiFacts(view: JobView): readonly Span[] {
  const { job, summary, error, stale } = view;
  if (error !== undefined) return [['red', errorLine(error)]];
  if (job === undefined) return [['dim', 'waiting for the service']];
  const { best, steps } = summary;
  const facts = [
    timeWords(view),
    ...(steps > 0 ? [counted(steps, 'recommendation')] : []),
    ...(best === undefined ? [] : [`${endpointLabel(best)}: ${resultText(best)}`]),
    ...(job.FailureReason === undefined ? [] : [job.FailureReason]),
  ].filter(text => text !== '');
  return [
    statusSpan(job.Status),
    `  ${facts.join(', ')}`,
    ...(stale === undefined ? [] : [['yellow', `  ${duration(stale.ageMs)} old`] as const]),
  ];
}

function factsOf({ summary, ...view }: JobView): readonly string[] {
  const { elapsedMs, etaMs, counts, best } = summary;
  const failed = counts['FAILED'] ?? 0;
  const over = view.job !== undefined && isTerminal(view.job.Status);
  const { cost } = view.criterion;
  const price = best && cost?.figureOf(best);
  const at = cost === undefined || price === undefined ? '' : ` at $${cost.write(price)} ${cost.per}`;
  return [
    ...(over && elapsedMs !== undefined ? [`took ${duration(elapsedMs)}`] : []),
    ...(!over && etaMs !== undefined ? [leftWords(etaMs, summary)] : []),
    ...(failed > 0 ? [`${String(failed)} failed`] : []),
    ...(best === undefined ? [] : [`${pickTitle(over).toLowerCase()} ${endpointLabel(best)}${at}`]),
  ];
}
