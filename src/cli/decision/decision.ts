import type { Job } from '../../core/job.js';
import type { Step } from '../../core/step.js';
import type { Bounds } from '../../operators/ranking/bounds.js';
import type { Ranking } from '../../operators/ranking/ranking.js';
import { countExclusions, type ExclusionCount } from './countExclusions.js';
import type { Criterion } from './criterion.js';

/** A step that is ranked. */
export interface Placed {
  readonly step: Step;
  readonly figure: number;
  /** How much worse it is than the first, in percent of the first's figure. */
  readonly byPercent: number;
}

/** Which step of a job to take, and what speaks for it. */
export interface Decision {
  readonly job: Pick<Job, 'JobName' | 'Status'>;
  readonly criterion: Criterion;
  readonly bounds: Bounds;
  /** The best first. */
  readonly ranked: readonly Placed[];
  readonly excluded: readonly ExclusionCount[];
  /** How many steps there are: those that are ranked, and those that are left out. */
  readonly considered: number;
}

/** What a ranking decides. */
export function decisionOf(
  job: Pick<Job, 'JobName' | 'Status'>,
  criterion: Criterion,
  bounds: Bounds,
  { ranked, excluded }: Ranking,
): Decision {
  const figures = ranked.map(step => criterion.figureOf(step) ?? NaN);
  const [best = NaN] = figures;
  return {
    job,
    criterion,
    bounds,
    ranked: ranked.map((step, i) => {
      const figure = figures[i] ?? NaN;
      return { step, figure, byPercent: (Math.abs(figure - best) / best) * 100 };
    }),
    excluded: countExclusions(excluded),
    considered: ranked.length + excluded.length,
  };
}
