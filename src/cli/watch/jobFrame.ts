import { isRecommendation } from '../../core/recommendationStep.js';
import { isTerminal } from '../../core/status.js';
import type { Step } from '../../core/step.js';
import { stepLabel } from '../../core/stepLabel.js';
import { metricOf, usable, type Metric } from '../../operators/ranking/metric.js';
import { fixed } from '../../words/numbers.js';
import { perMillion } from '../../words/money.js';
import { resultText } from '../../words/resultText.js';
import { environmentLines, shortName } from '../../words/environments.js';
import { EXAMPLE_TRAFFIC, monthLines } from '../decision/trafficLines.js';
import { statusSpan } from '../tables/statusText.js';
import { duration } from '../../words/durations.js';
import type { Paint } from '../process/terminal.js';
import { fitLine, type Span } from './fitLine.js';
import { progressWords, resultWords, spentWords, staleWords, stepWords, timeWords } from './jobWords.js';
import { stackLine } from './stackLine.js';
import type { JobView } from './jobView.js';
import { progressBar } from './progressBar.js';
import { failureReason } from '../../words/reasons.js';

/** What a frame is drawn on. */
export interface Canvas {
  readonly columns: number;
  readonly rows: number;
  readonly paint: Paint;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** A part of a frame that may be shortened: a title, and lines of which the first ones count most. */
interface Section {
  readonly title: string;
  readonly lines: readonly string[];
}

/** Greatest width of a step's name, in columns. */
const MAX_NAME_WIDTH = 36;
/** Greatest and least width of the bar, in columns. */
const MAX_BAR_WIDTH = 40;
const MIN_BAR_WIDTH = 10;
/** Width in columns below which lines are broken, not cut. */
export const NARROW = 60;

/** A job as lines that fit the canvas, the most important ones first. */
export function jobFrame(view: JobView, canvas: Canvas): readonly string[] {
  const head = headLines(view, canvas);
  const { name, legend } = shortNames(view);
  // More than there are rows aren't shown.
  const section = (
    title: string,
    steps: readonly Step[],
    line: (step: Step) => readonly Span[],
  ): Section => ({
    title,
    lines: steps.slice(0, canvas.rows).flatMap(step => linesOf(line(step), canvas)),
  });
  const sections = [
    section('running', view.running, step => runningLine(step, name, canvas.now)),
    section(`failed (${String(view.failed.length)})`, view.failed, step => failedLine(step, name)),
    section(view.kind === 'classic' ? 'ended last' : 'recommended', view.ended.filter(isNoFailure), step =>
      endedLine(step, name),
    ),
    {
      title: `no traffic given: with ${EXAMPLE_TRAFFIC} the cheapest month wins`,
      lines: monthLines(view.outlook.months, {
        pick: view.summary.best,
        title: 'best so far',
        nameOf: step => name(step).trimEnd(),
      }).flatMap(line => linesOf([`  ${line}`], canvas)),
    },
  ].filter(({ lines }) => lines.length > 0);
  const explained = legend.flatMap(line => linesOf(line, canvas));
  const shown = share(sections, canvas.rows - head.length - explained.length);
  return [
    ...head,
    ...sections.flatMap(({ title, lines }, i) => {
      const count = shown[i] ?? 0;
      return count === 0 ? [] : [...linesOf([['bold', title]], canvas), ...lines.slice(0, count)];
    }),
    ...explained,
  ].slice(0, Math.max(1, canvas.rows));
}

/** A line, or on a narrow canvas the several lines that it takes. */
const linesOf = (spans: readonly Span[], { columns, paint }: Canvas): readonly string[] =>
  columns < NARROW ? stackLine(spans, columns, paint) : [fitLine(spans, columns, paint)];

/** Greatest number of environments that get a letter and a line that explains it. */
const MAX_ENVIRONMENTS = 4;

interface ShortNames {
  readonly name: (step: Step) => string;
  readonly legend: readonly (readonly Span[])[];
}

/** Names of steps, all of one width: an environment is a letter, which the legend explains. */
function shortNames({ letters, running, ended }: JobView): ShortNames {
  const short = letters.size <= MAX_ENVIRONMENTS;
  const plain = (step: Step): string => (short ? shortName(step, letters, ' ') : stepLabel(step));
  const width = Math.max(0, ...[...running, ...ended].map(step => plain(step).length));
  return {
    name: step => plain(step).padEnd(Math.min(width, MAX_NAME_WIDTH)),
    legend: short ? environmentLines(letters, '').map(line => [['dim', line]]) : [],
  };
}

/** Name and status, the bar, time and money, and the best so far; of an AI job, which shows no progress, time and results. */
export function headLines(
  view: JobView,
  canvas: Canvas,
  { withBest = true }: { readonly withBest?: boolean } = {},
): readonly string[] {
  const { columns, paint } = canvas;
  const { jobName, summary, job, stale, kind } = view;
  const fit = (spans: readonly Span[]): string => fitLine(spans, columns, paint);
  const title = fit([['bold', jobName], '  ', statusSpan(job?.Status ?? '')]);
  const lines = (spans: readonly Span[]): readonly string[] => linesOf(spans, canvas);
  const old = stale === undefined ? [] : lines([['yellow', staleWords(stale.ageMs, stale.cause)]]);
  if (kind !== 'classic') {
    const waits = job === undefined ? ['waiting for the service'] : [];
    return [
      title,
      ...lines([[...waits, timeWords(view), resultWords(view)].filter(words => words !== '').join('; ')]),
      ...old,
    ];
  }
  const over = job !== undefined && isTerminal(job.Status);
  // Before its steps are listed none is known, which isn't that there is none.
  const isUnlisted = job === undefined || (!view.synced && !over && view.steps.length === 0);
  const progress = isUnlisted ? 'waiting for the service' : progressWords(summary);
  const width = Math.max(MIN_BAR_WIDTH, Math.min(MAX_BAR_WIDTH, columns - progress.length - 2));
  return [
    title,
    ...(width + 2 + progress.length <= columns
      ? [fit([...progressBar(progressOf(view), width), `  ${progress}`])]
      : [fit(progressBar(progressOf(view), columns)), ...lines([progress])]),
    ...lines([
      [timeWords(view), spentWords(summary, view.steps, over)].filter(words => words !== '').join('; '),
    ]),
    ...(withBest ? bestLines(view).flatMap(lines) : []),
    ...old,
  ];
}

/** How far a job is, for its bar. */
export function progressOf({ summary: { done, total, maxTotal = total, counts } }: JobView): {
  readonly done: number;
  readonly failed: number;
  readonly total: number | undefined;
} {
  return { done, failed: counts['FAILED'] ?? 0, total: maxTotal };
}

function bestLines({
  summary: { best },
  outlook: { alike },
  criterion,
  letters,
}: JobView): readonly (readonly Span[])[] {
  const title = `best so far${criterion.words}: `;
  if (best === undefined) return [[`${title}none yet`]];
  return [
    [title, ['green', stepLabel(best)]],
    [`             ${criterion.textOf(best)}`],
    ...(alike === undefined
      ? []
      : [[`             as cheap as ${stepWords(alike.step, letters)}, which is ${alike.reason}`]]),
  ];
}

const isNoFailure = ({ Status }: Step): boolean => Status !== 'FAILED';

type Name = (step: Step) => string;

function runningLine(step: Step, name: Name, now: number): readonly Span[] {
  const began = step.InferenceBenchmark?.InvocationStartTime;
  return [
    `  ${name(step)}  `,
    ['dim', began === undefined ? 'starts' : `under load for ${duration(now - began.getTime())}`],
  ];
}

const failedLine = (step: Step, name: Name): readonly Span[] => [
  ['red', `  ${name(step)}`],
  `  ${failureReason(step)}`,
];

function endedLine(step: Step, name: Name): readonly Span[] {
  if (step.Status !== 'COMPLETED') return [`  ${name(step)}  `, ['yellow', step.Status]];
  return [['green', `  ${name(step)}`], `  ${shortPrice(step)}`];
}

/** `$0.28 a million, 11 ms, 17553 a minute`, as far as it was measured. */
function shortPrice(step: Step): string {
  if (isRecommendation(step)) return resultText(step);
  const text = (metric: Metric, write: (value: number) => string): readonly string[] => {
    const value = metricOf(step, metric);
    return usable(value) ? [write(value)] : [];
  };
  const cost = text('CostPerInference', value => `$${fixed(perMillion(value), 2)} a million`);
  const load = [
    ...text('ModelLatency', value => `${fixed(value, 0)} ms`),
    ...text('MaxInvocations', value => `${fixed(value, 0)} a minute`),
  ];
  if (cost.length + load.length === 0) return 'nothing measured';
  return [...(cost.length === 0 ? ['no cost'] : cost), ...load].join(', ');
}

/** How many lines of each section are shown in so many rows: one after the other gets one more. */
function share(sections: readonly Section[], rows: number): readonly number[] {
  const shown = sections.map(() => 0);
  let left = rows;
  for (let grown = true; grown;) {
    grown = false;
    sections.forEach(({ lines }, i) => {
      const count = shown[i] ?? 0;
      // The first line of a section brings its title along.
      const cost = count === 0 ? 2 : 1;
      if (count >= lines.length || cost > left) return;
      shown[i] = count + 1;
      left -= cost;
      grown = true;
    });
  }
  return shown;
}
