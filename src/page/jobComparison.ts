import type { Step } from '../core/step.js';
import { compareWith } from '../operators/compareWith.js';
import type { Delta, Deltas } from '../operators/comparing/deltas.js';
import { resultOf } from './resultOf.js';
import { shortName, type EnvironmentLetters } from '../words/environments.js';
import { percentChange } from '../words/percents.js';
import { counted } from '../core/counted.js';
import { grouped } from '../words/numbers.js';

/** The metrics that are compared on the page. */
export const COMPARED_METRICS = ['ModelLatency', 'CostPerInference', 'MaxInvocations'] as const;

/** A configuration that was measured in both jobs. */
export interface ComparedConfiguration {
  readonly key: string;
  readonly name: string;
  readonly deltas: Deltas;
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
    readonly rows: readonly { readonly key: string; readonly step: Step; readonly deltas: Deltas }[];
    readonly added: readonly { readonly step: Step }[];
    readonly missing: readonly { readonly baseline: Step }[];
    readonly failed: readonly { readonly step: Step }[];
  }>(steps, compareWith(others));
  return {
    lines: (compared?.rows ?? []).map(({ key, step, deltas }) => ({ key, name: nameOf(step), deltas })),
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

/** What became of it, in a sentence for each metric that got better or worse. */
export function comparisonSummary({ lines }: JobComparison): string {
  if (lines.length === 0) return 'No configuration was measured in both jobs so far.';
  const tally = (metric: (typeof COMPARED_METRICS)[number], better: string, worse: string): string => {
    const of = (verdict: Delta['verdict']): number =>
      lines.filter(({ deltas }) => deltas[metric].verdict === verdict).length;
    return `${String(of('better'))} ${better}, ${String(of('worse'))} ${worse}`;
  };
  return (
    `${counted(lines.length, 'configuration', grouped)} in both jobs. ` +
    `Latency: ${tally('ModelLatency', 'quicker', 'slower')}. ` +
    `Cost: ${tally('CostPerInference', 'cheaper', 'dearer')}. ` +
    `Throughput: ${tally('MaxInvocations', 'higher', 'lower')}.`
  );
}
