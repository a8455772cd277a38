// From a job of the second generation to a deployment: `npx tsx docs/examples/generations.ts`
import { from, lastValueFrom } from 'rxjs';
import {
  ascending,
  bestBy,
  bestByCost,
  bestByTokens,
  bestByTtft,
  monthlyCostAt,
  rankBy,
  recommendationSteps,
  type AIRecommendationJob,
  type Step,
} from 'stepstream';

const deployment = (type: string, ttft: string, tokens: string, requests: string) => ({
  ModelDetails: {
    ModelPackageArn: 'arn:aws:sagemaker:us-east-1:111122223333:model-package/nightly/1',
    InferenceSpecificationName: `on-${type.replaceAll('.', '-')}`,
  },
  DeploymentConfiguration: { InstanceType: type, InstanceCount: 1 },
  ExpectedPerformance: [
    { Metric: 'TimeToFirstToken', Stat: 'p50', Value: ttft, Unit: 'Milliseconds' },
    { Metric: 'OutputTokenThroughput', Stat: 'avg', Value: tokens, Unit: 'Tokens/Second' },
    { Metric: 'RequestThroughput', Stat: 'avg', Value: requests, Unit: 'Requests/Second' },
  ],
});

// As DescribeAIRecommendationJob answers: every figure is text.
const job: AIRecommendationJob = {
  AIRecommendationJobName: 'nightly',
  AIRecommendationJobStatus: 'Completed',
  Recommendations: [
    deployment('ml.g6.24xlarge', '269.55', '1893.21', '7.5114'),
    deployment('ml.g5.12xlarge', '1041.2', '790.4', '3.1'),
    deployment('ml.g6e.12xlarge', '301.8', '2401.7', '9.5'),
  ],
};
const prices: Record<string, number> = {
  'ml.g6.24xlarge': 8.344,
  'ml.g5.12xlarge': 7.09,
  'ml.g6e.12xlarge': 13.12,
};
const pricePerHour = (type: string) => prices[type];

const { steps } = recommendationSteps(job);
const nameOf = (step: Step | undefined) =>
  step?.InferenceBenchmark?.EndpointConfiguration?.InstanceType ?? 'none';
const none = { defaultValue: undefined };
const monthly = monthlyCostAt({ requestsPerMinute: 900, pricePerHour });

// What a comparison of the text gives, beside the number.
const valueOf = (index: number) => (step: Step) =>
  String((step.AIRecommendation?.ExpectedPerformance?.[index] as { Value?: unknown } | undefined)?.Value);
const byText = (index: number, sign: 1 | -1) =>
  [...steps].sort((a, b) => (valueOf(index)(a) < valueOf(index)(b) ? -sign : sign))[0];
const best = [
  ['tokens, by text', byText(1, -1)],
  ['tokens', await lastValueFrom(from(steps).pipe(bestByTokens()), none)],
  ['first token, by text', byText(0, 1)],
  ['first token', await lastValueFrom(from(steps).pipe(bestByTtft()), none)],
  ['cost of a million tokens', await lastValueFrom(from(steps).pipe(bestByCost({ pricePerHour })), none)],
  ['cost of a month', await lastValueFrom(from(steps).pipe(bestBy(monthly)), none)],
] as const;
for (const [by, step] of best) console.log(`${by}: ${nameOf(step)}`);

// A statistic that was not measured excludes a step, and the ranking says so.
const ranking$ = from(steps).pipe(rankBy(ascending('TimeToFirstToken', { stat: 'p99' })));
const { ranked, excluded } = await lastValueFrom(ranking$);
console.log(ranked.length, 'ranked by p99,', excluded.length, 'excluded:', excluded[0]?.reasons[0]);
