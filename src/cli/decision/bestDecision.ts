import type { Status } from '../../core/status.js';
import type { Step } from '../../core/step.js';
import { cheapestMonths, type CheapestMonth } from '../../operators/traffic/cheapestMonths.js';
import type { Bounds } from '../../operators/ranking/bounds.js';
import type { Ranking } from '../../operators/ranking/ranking.js';
import type { AdvisedScaling } from '../scaling/adviseScaling.js';
import type { By } from '../flags/settings.js';
import type { JobLoad } from '../jobLoad.js';
import { countExclusions, type ExclusionCount } from './countExclusions.js';
import type { RankingCriterion } from './rankingCriterion.js';

/** A step that is ranked. */
export interface RankedStep {
  readonly step: Step;
  readonly figure: number;
  /** How much worse it is than the first, in percent of the first's figure. */
  readonly byPercent: number;
}

/** The job that is decided on. */
export interface DecidedJob {
  readonly JobName: string;
  /** Undefined for the steps of a file, which doesn't describe the job. */
  readonly Status: Status | undefined;
  /** Whether such a file was saved before all of its steps had ended. */
  readonly isPartial?: boolean | undefined;
  /** The load under which it was measured; undefined likewise. */
  readonly load: JobLoad | undefined;
}

/** Which step of a job to take, and what speaks for it. */
export interface BestDecision {
  readonly job: DecidedJob;
  readonly criterion: RankingCriterion;
  readonly bounds: Bounds;
  /** The best first. */
  readonly ranked: readonly RankedStep[];
  readonly excluded: readonly ExclusionCount[];
  /** How many steps there are: those that are ranked, and those that are left out. */
  readonly considered: number;
  /** What costs least a month at some traffics, where it goes by costs and no traffic was given. */
  readonly months: readonly CheapestMonth[];
  /** How AWS advises to scale the first, where that was asked for. */
  readonly scaling?: AdvisedScaling | undefined;
}

/** What a ranking decides. */
export function decideBest(
  job: DecidedJob,
  criterion: RankingCriterion,
  bounds: Bounds,
  ranking: Ranking,
): BestDecision {
  const { ranked, excluded } = ranking;
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
    months: BY_COST.includes(criterion.by) ? cheapestMonths(ranking) : [],
  };
}

/** The criteria whose answer depends on a traffic that they don't take. */
const BY_COST: readonly By[] = ['cost', 'cost-per-hour'];
