import type { EndpointMetrics, Step } from '../core/step.js';
import type { Comparison } from '../operators/comparing/comparison.js';
import type { Deltas, FigureDeltas } from '../operators/comparing/deltas.js';
import type { RegressionBounds } from '../operators/comparing/findRegressions.js';
import type { ComparedLoads } from './comparedLoads.js';
import type { Judgement } from './judgeComparison.js';

/** A comparison and its judgement. */
export interface ComparedJobs {
  /** The name of a job or of a file. */
  readonly job: string;
  /** The name of a job or of a file, or `existing-endpoint`. */
  readonly baseline: string;
  readonly loads: ComparedLoads;
  readonly bounds: RegressionBounds;
  readonly comparison: Comparison;
  readonly judgement: Judgement;
}

/** One configuration of a comparison, whichever list it is in. */
export interface ComparedConfiguration {
  readonly change: 'compared' | 'added' | 'missing' | 'failed';
  readonly key: string;
  readonly step?: Step;
  readonly baseline?: Step | EndpointMetrics;
  readonly deltas?: Deltas;
  /** Of a recommendation: its figures. */
  readonly figures?: FigureDeltas;
}

/** Every configuration of a comparison: the rows, then what was added, is missing, failed. */
export function configurationsOf({
  rows,
  added,
  missing,
  failed,
}: Comparison): readonly ComparedConfiguration[] {
  return [
    ...rows.map(row => ({ change: 'compared' as const, ...row })),
    ...added.map(one => ({ change: 'added' as const, ...one })),
    ...missing.map(one => ({ change: 'missing' as const, ...one })),
    ...failed.map(one => ({ change: 'failed' as const, ...one })),
  ];
}

/** The step that says which configuration it is. */
export function namedBy({ step, baseline }: ComparedConfiguration): Step | undefined {
  return step ?? (baseline !== undefined && 'StepType' in baseline ? baseline : undefined);
}
