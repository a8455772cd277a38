import { Step } from '../../decode/step.js';
import type { CheapestMonth } from '../../operators/traffic/cheapestMonths.js';
import type { MonthlyCost } from '../../operators/monthlyCostAt.js';
import type { Bounds } from '../../operators/ranking/bounds.js';
import { scalingDocument } from '../scaling/scalingDocument.js';
import type { RankingCriterion } from './rankingCriterion.js';
import type { BestDecision, RankedStep } from './bestDecision.js';
import type { BestDocument, CheapestMonthDocument, MonthDocument, PlacedDocument } from './bestDocument.js';

/** A decision as one JSON document. */
export function decisionDocument(decision: BestDecision): BestDocument {
  const { job, criterion, bounds, ranked, excluded, considered } = decision;
  const [pick, runnerUp] = ranked;
  return {
    job: {
      name: job.JobName,
      ...(job.Status !== undefined && { status: job.Status }),
      ...(job.isPartial === true && { partial: true }),
    },
    load: job.load ?? null,
    by: criterion.by,
    unit: criterion.unit,
    ...(criterion.monthly && { traffic: criterion.monthly.traffic }),
    bounds: boundsDocument(bounds),
    pick: pick === undefined ? null : placed(pick, criterion),
    runnerUp:
      runnerUp === undefined
        ? null
        : { byPercent: finite(runnerUp.byPercent), ...placed(runnerUp, criterion) },
    ...(decision.months.length > 0 && { cheapestMonths: decision.months.map(monthDocument) }),
    ...(decision.scaling && { scaling: scalingDocument(decision.scaling) }),
    considered,
    ranked: ranked.length,
    excluded,
  };
}

/** The bounds without their prices, which are a function. */
const boundsDocument = ({ pricePerHour: _, ...bounds }: Bounds): BestDocument['bounds'] => bounds;

function placed({ step, figure }: RankedStep, { monthly }: RankingCriterion): PlacedDocument {
  const cost = monthly?.of(step);
  return {
    figure: finite(figure),
    ...(cost && { monthly: monthOf(cost) }),
    step: Step.encode(step),
  };
}

const monthDocument = ({ requestsPerMinute, step, cost }: CheapestMonth): CheapestMonthDocument => ({
  requestsPerMinute,
  monthly: monthOf(cost),
  step: Step.encode(step),
});

/** What a step needs and costs under the traffic: instances, or the concurrency of a serverless endpoint. */
function monthOf({
  instances,
  serverless,
  deployments,
  costPerMonth,
  spareInvocationsPerMinute: spare,
}: MonthlyCost): MonthDocument {
  return {
    ...(deployments !== undefined && { deployments }),
    ...(serverless === undefined ? { instances } : { serverless }),
    costPerMonth: finite(costPerMonth),
    spareInvocationsPerMinute: finite(spare),
  };
}

/** JSON knows no infinity. */
const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
