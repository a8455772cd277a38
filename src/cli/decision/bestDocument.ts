import type { Bounds } from '../../operators/ranking/bounds.js';
import type { MonthlyCost } from '../../operators/monthlyCostAt.js';
import type { JobLoad } from '../jobLoad.js';
import type { By } from '../flags/settings.js';
import type { ScalingDocument } from '../scaling/scalingDocument.js';
import type { ExclusionCount } from './countExclusions.js';
import type { MonthlyRanking } from './rankingCriterion.js';

/** What `stepstream best --output json` writes. A figure that is no finite number is `null`. */
export interface BestDocument {
  /** `status` is absent for a file that doesn't describe its job; `partial` where that was saved before the end. */
  readonly job: { readonly name: string; readonly status?: string; readonly partial?: true };
  /** The load under which the job was measured, as the service has it; `null` for a file that doesn't describe its job. */
  readonly load: JobLoad | null;
  /** What is ranked by. */
  readonly by: By;
  /** Unit of each `figure`, such as `US dollars per inference`. */
  readonly unit: string;
  /** By `monthly` alone. */
  readonly traffic?: MonthlyRanking['traffic'];
  /** The bounds that were given; `maxCostPerInference` is of one inference. */
  readonly bounds: Omit<Bounds, 'pricePerHour'>;
  /** `null` where nothing fits. */
  readonly pick: PlacedDocument | null;
  /** The pick's runner-up, and by how many percent of the pick's its figure is worse; `null` where there is none. */
  readonly runnerUp: (PlacedDocument & { readonly byPercent: number | null }) | null;
  /** Where a choice by cost was given no traffic: what costs least a month at 100, 1,000 and 10,000 requests a minute. */
  readonly cheapestMonths?: readonly CheapestMonthDocument[];
  /** With `--scaling`. */
  readonly scaling?: ScalingDocument;
  /** Number of steps of the job. */
  readonly considered: number;
  /** Number of them that fit. */
  readonly ranked: number;
  /** Each reason with the number of steps that it leaves out; a step can be left out for several. */
  readonly excluded: readonly ExclusionCount[];
}

/** A step with its place in the ranking. */
export interface PlacedDocument {
  readonly figure: number | null;
  /** By `monthly` alone. */
  readonly monthly?: MonthDocument;
  /** The step as the service sends it. */
  readonly step: object;
}

/** The step that costs least a month at some traffic. */
export interface CheapestMonthDocument {
  readonly requestsPerMinute: number;
  readonly monthly: MonthDocument;
  /** The step as the service sends it. */
  readonly step: object;
}

/** What a month takes: `serverless` in place of `instances` for a serverless endpoint. */
export interface MonthDocument extends Partial<
  Pick<MonthlyCost, 'instances' | 'serverless' | 'deployments'>
> {
  readonly costPerMonth: number | null;
  readonly spareInvocationsPerMinute: number | null;
}
