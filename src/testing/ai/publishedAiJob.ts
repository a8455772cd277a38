import type { WireObject } from '../wire.js';
import type { AiRecommendationScript } from './aiJobScript.js';

/** Figures of the one real answer that AWS has published: metric, statistic, value, unit. */
const PUBLISHED: readonly (readonly [
  metric: string,
  stat: string | undefined,
  value: string,
  unit: string,
])[] = [
  ['RequestThroughput', 'avg', '7.5114', 'Requests/Second'],
  ['OutputTokenThroughput', 'avg', '1893.21', 'Tokens/Second'],
  ['RequestLatency', 'p50', '11134.94', 'Milliseconds'],
  ['RequestLatency', 'p90', '12119.56', 'Milliseconds'],
  ['RequestLatency', 'p99', '13762.74', 'Milliseconds'],
  ['TimeToFirstToken', 'p50', '269.55', 'Milliseconds'],
  ['TimeToFirstToken', 'p90', '394.81', 'Milliseconds'],
  ['InterTokenLatency', 'p50', '43.38', 'Milliseconds'],
  ['InterTokenLatency', 'p90', '44.35', 'Milliseconds'],
  ['ClientSideConcurrency', undefined, '88', 'Count'],
];

/** Options of `publishedAiJob`. */
export interface PublishedAiJobOptions {
  /** Name of the job. Default `published`. */
  readonly name?: string;
}

/**
 * An AI recommendation job whose recommendation is that of the one real answer which AWS has published (aws-samples,
 * sagemaker-optimize, sample-output): the figures as they stand there, also what is not there. TimeToFirstToken
 * has no p99, ClientSideConcurrency no statistic, and the benchmark isn't named.
 *
 * @example
 * ```ts
 * import { connect } from 'stepstream';
 * import { fakeRecommender, publishedAiJob } from 'stepstream/testing';
 *
 * const client = fakeRecommender({ aiJobs: [publishedAiJob()] });
 * connect({ client }).ai.watch$('published').subscribe(console.log);
 * ```
 */
export function publishedAiJob({ name = 'published' }: PublishedAiJobOptions = {}): AiRecommendationScript {
  const size = { InstanceType: 'ml.g6.24xlarge', InstanceCount: 1, CopyCountPerInstance: 2 };
  const recommendation: WireObject = {
    OptimizationDetails: [],
    ModelDetails: {
      ModelPackageArn: `arn:aws:sagemaker:us-east-1:123456789012:model-package/${name}/1`,
      InferenceSpecificationName: 'high-otps-on-g6-24xlarge',
      InstanceDetails: [size],
    },
    DeploymentConfiguration: {
      S3: [{ ChannelName: 'base_model', Uri: 's3://simulated-bucket/models/gpt-oss-20b/' }],
      ImageUri:
        '763104351884.dkr.ecr.us-east-1.amazonaws.com/vllm:0.22.0-gpu-py312-cu130-ubuntu22.04-sagemaker',
      ...size,
      EnvironmentVariables: { SM_VLLM_MAX_NUM_SEQS: '88', SM_VLLM_TENSOR_PARALLEL_SIZE: '2' },
    },
    ExpectedPerformance: PUBLISHED.map(([Metric, Stat, Value, Unit]) => ({
      Metric,
      ...(Stat !== undefined && { Stat }),
      Value,
      Unit,
    })),
  };
  return {
    name,
    instanceTypes: ['ml.g6.24xlarge'],
    optimizeModel: false,
    runMs: 4_200_000,
    recommendations: [recommendation],
  };
}
