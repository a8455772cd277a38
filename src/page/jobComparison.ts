import type { Step } from '../core/step.js';
import { compareWith } from '../operators/compareWith.js';
import type { ComparedRow } from '../operators/comparing/comparison.js';
import { deltaOf, type Delta, type Deltas } from '../operators/comparing/deltas.js';
import type { Metric } from '../operators/ranking/metric.js';
import type { Figure, Stat } from '../core/figures.js';
import { figureName } from '../words/figures.js';
import { figureOfStep } from './deploymentFigures.js';
import { capital } from '../words/capital.js';
import type { Choice } from './choice.js';
import { resultOf } from './resultOf.js';
import { shortName, type EnvironmentLetters } from '../words/environments.js';
import { percentChange } from '../words/percents.js';
import { counted } from '../core/counted.js';
import { grouped } from '../words/numbers.js';

/** A figure that is compared on the page. */
export interface ComparedColumn {
  readonly head: string;
  /** How the summary calls it, and what it says of a better and of a worse one. */
  readonly name: string;
  readonly better: string;
  readonly worse: string;
  readonly deltaOf: (line: ComparedConfiguration) => Delta;
}

const metric = (name: Metric, words: Omit<ComparedColumn, 'deltaOf'>): ComparedColumn => ({
  ...words,
  deltaOf: ({ deltas }) => deltas[name],
});

const figure = (
  name: Figure,
  stat: Stat | undefined,
  words: Omit<ComparedColumn, 'deltaOf' | 'head'>,
): ComparedColumn => ({
  ...words,
  head: capital(figureName(name, stat ?? 'avg')),
  deltaOf: ({ step, baseline }) =>
    deltaOf(name, figureOfStep(baseline, name, stat), figureOfStep(step, name, stat)),
});

/** The figures of load tests that are compared. */
const METRIC_COLUMNS: readonly ComparedColumn[] = [
  metric('ModelLatency', { head: 'Latency', name: 'Latency', better: 'quicker', worse: 'slower' }),
  metric('CostPerInference', {
    head: 'Cost per inference',
    name: 'Cost',
    better: 'cheaper',
    worse: 'dearer',
  }),
  metric('MaxInvocations', { head: 'Throughput', name: 'Throughput', better: 'higher', worse: 'lower' }),
];

/** The figures that are compared: those of load tests, or of recommendations by this statistic. */
export function comparedColumns(choice: Choice): readonly ComparedColumn[] {
  if (choice.kind === 'classic') return METRIC_COLUMNS;
  const { stat } = choice;
  return [
    figure('TimeToFirstToken', stat, { name: 'First token', better: 'quicker', worse: 'slower' }),
    figure('OutputTokenThroughput', undefined, { name: 'Tokens a second', better: 'higher', worse: 'lower' }),
    figure('RequestLatency', stat, { name: 'Request', better: 'quicker', worse: 'slower' }),
  ];
}

/** A configuration that was measured in both jobs. */
export interface ComparedConfiguration {
  readonly key: string;
  readonly name: string;
  readonly deltas: Deltas;
  readonly step: Step;
  readonly baseline: Step;
}

/** A job beside another one. */
export interface JobComparison {
  readonly lines: readonly ComparedConfiguration[];
  /** Configurations that only this job has measured; that only the other one has; that failed here. */
  readonly added: readonly string[];
  readonly missing: readonly string[];
  readonly failed: readonly string[];
}

/** Compares the steps of a job with those of another one. */
export function jobComparison(
  steps: readonly Step[],
  others: readonly Step[],
  letters: EnvironmentLetters,
): JobComparison {
  const nameOf = (step: Step): string => shortName(step, letters);
  const compared = resultOf<{
    readonly rows: readonly ComparedRow<Step>[];
    readonly added: readonly { readonly step: Step }[];
    readonly missing: readonly { readonly baseline: Step }[];
    readonly failed: readonly { readonly step: Step }[];
  }>(steps, compareWith(others));
  return {
    lines: (compared?.rows ?? []).map(({ key, step, baseline, deltas }) => ({
      key,
      name: nameOf(step),
      step,
      baseline,
      deltas,
    })),
    added: (compared?.added ?? []).map(({ step }) => nameOf(step)),
    missing: (compared?.missing ?? []).map(({ baseline }) => nameOf(baseline)),
    failed: (compared?.failed ?? []).map(({ step }) => nameOf(step)),
  };
}

/** A percentChange in words: `−12 % better`. */
export function deltaText({ percent, verdict }: Delta): string {
  if (percent === undefined) return 'n/a';
  return verdict === 'better' || verdict === 'worse'
    ? `${percentChange(percent)} ${verdict}`
    : percentChange(percent);
}

/** What became of it, in a sentence for each figure. */
export function comparisonSummary(
  { lines }: JobComparison,
  columns: readonly ComparedColumn[] = METRIC_COLUMNS,
): string {
  if (lines.length === 0) return 'No configuration was measured in both jobs so far.';
  const sentences = columns.map(({ name, better, worse, deltaOf }) => {
    const of = (verdict: Delta['verdict']): number =>
      lines.filter(line => deltaOf(line).verdict === verdict).length;
    return `${name}: ${String(of('better'))} ${better}, ${String(of('worse'))} ${worse}.`;
  });
  return [`${counted(lines.length, 'configuration', grouped)} in both jobs.`, ...sentences].join(' ');
}
