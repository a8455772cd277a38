import type { AIRecommendationJob } from '../../src/core/aiJob.js';
import type { Step } from '../../src/core/step.js';
import { AIRecommendationJob as Codec, type WireAIRecommendationJob } from '../../src/decode/aiJob.js';
import { recommendationSteps } from '../../src/decode/recommendationSteps.js';

const AWS = 'arn:aws:sagemaker:us-east-1:111122223333';

/** A row of figures on the wire. */
export const row = (Metric: string, Stat: string | undefined, Value: unknown, Unit?: string): object => ({
  Metric,
  ...(Stat !== undefined && { Stat }),
  Value,
  ...(Unit !== undefined && { Unit }),
});

/** The figures of the one answer of AWS that was published, as its authors left them. */
export const publishedRows: readonly object[] = [
  row('RequestThroughput', 'avg', '7.5114', 'Requests/Second'),
  row('OutputTokenThroughput', 'avg', '1893.21', 'Tokens/Second'),
  row('RequestLatency', 'p50', '11134.94', 'Milliseconds'),
  row('RequestLatency', 'p90', '12119.56', 'Milliseconds'),
  row('RequestLatency', 'p99', '13762.74', 'Milliseconds'),
  row('TimeToFirstToken', 'p50', '269.55', 'Milliseconds'),
  row('TimeToFirstToken', 'p90', '394.81', 'Milliseconds'),
  row('InterTokenLatency', 'p50', '43.38', 'Milliseconds'),
  row('InterTokenLatency', 'p90', '44.35', 'Milliseconds'),
  row('ClientSideConcurrency', undefined, '88', 'Count'),
];

/** The figures of the published answer, each in its unit. */
export const publishedFigures = {
  RequestThroughput: { avg: 7.5114 },
  OutputTokenThroughput: { avg: 1893.21 },
  RequestLatency: { p50: 11134.94, p90: 12119.56, p99: 13762.74 },
  TimeToFirstToken: { p50: 269.55, p90: 394.81 },
  InterTokenLatency: { p50: 43.38, p90: 44.35 },
  ClientSideConcurrency: { value: 88 },
};

/** What a recommendation says beside its figures. */
interface Said {
  readonly type?: string;
  readonly count?: number;
  readonly job?: string;
  readonly specification?: string;
  readonly optimizations?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** A recommendation on the wire, as AWS sends it. */
export function recommendation(
  rows: readonly unknown[],
  {
    type = 'ml.g6.24xlarge',
    count = 1,
    job = 'nightly',
    specification = `high-otps-on-${type.replace('ml.', '').replace('.', '-')}`,
    optimizations = [],
    environment = { SM_VLLM_MAX_NUM_SEQS: '88', SM_VLLM_TENSOR_PARALLEL_SIZE: '2' },
  }: Said = {},
): object {
  const instances = { InstanceType: type, InstanceCount: count, CopyCountPerInstance: 2 };
  return {
    OptimizationDetails: optimizations.map(OptimizationType => ({ OptimizationType })),
    ModelDetails: {
      ModelPackageArn: `${AWS}:model-package/${job}/1`,
      InferenceSpecificationName: specification,
      InstanceDetails: [instances],
    },
    DeploymentConfiguration: {
      S3: [{ ChannelName: 'base_model', Uri: 's3://b/models/gpt-oss-20b/' }],
      ImageUri: '763104351884.dkr.ecr.us-east-1.amazonaws.com/vllm:0.22.0-gpu-py312',
      ...instances,
      EnvironmentVariables: environment,
    },
    AIBenchmarkJobArn: `${AWS}:ai-benchmark-job/ai-rec-${job}-1`,
    ExpectedPerformance: rows,
  };
}

/** A completed job on the wire, with every field of the model that decoding reads. */
export const wireJob = (recommendations: readonly unknown[], name = 'nightly'): WireAIRecommendationJob => ({
  AIRecommendationJobName: name,
  AIRecommendationJobArn: `${AWS}:ai-recommendation-job/${name}`,
  AIRecommendationJobStatus: 'Completed',
  FailureReason: 'none',
  ModelSource: { S3: { S3Uri: 's3://b/models/gpt-oss-20b/' } },
  OutputConfig: {
    S3OutputLocation: 's3://b/recommendations/',
    ModelPackageGroupIdentifier: name,
    MlflowConfig: { MlflowResourceArn: 'arn', MlflowExperimentName: 'e', MlflowRunName: 'r' },
  },
  InferenceSpecification: { Framework: 'VLLM' },
  AIWorkloadConfigIdentifier: 'wl-1',
  OptimizeModel: false,
  PerformanceTarget: { Constraints: [{ Metric: 'throughput' }] },
  RoleArn: 'arn:aws:iam::111122223333:role/Exec',
  ComputeSpec: { InstanceTypes: ['ml.g6.24xlarge', 'ml.g6e.12xlarge'] },
  CreationTime: 1_780_000_060.25,
  StartTime: 1_780_000_062.25,
  EndTime: 1_780_004_260.25,
  Tags: [{ Key: 'team', Value: 'a' }],
  Recommendations: recommendations,
});

/** A decoded job. */
export function jobWith(recommendations: readonly unknown[], more: object = {}): AIRecommendationJob {
  const decoded = Codec.decode({ ...wireJob(recommendations), ...more });
  if (decoded._tag === 'Left') throw new Error('does not decode');
  return decoded.right;
}

/** The steps of a job with these recommendations. */
export const stepsWith = (recommendations: readonly unknown[], more?: object): readonly Step[] =>
  recommendationSteps(jobWith(recommendations, more)).steps;

/** The step of one recommendation. */
export function recommended(rows: readonly unknown[], said?: Said): Step {
  const [step] = stepsWith([recommendation(rows, said)]);
  if (step === undefined) throw new Error('does not decode');
  return step;
}

/** The step of the published answer. */
export const published: Step = recommended(publishedRows);
