import type { ServiceBehaviours } from '../behaviours/behaviours.js';
import { ACCOUNT, REGION } from '../describeSimulatedJob.js';
import type { WireObject } from '../wire.js';
import { aiArn, nameIn } from './aiArns.js';
import type { AiFigures } from './aiFigures.js';
import type { AiTarget } from './aiJobScript.js';
import type { AiCandidate, AiRecommendationJob } from './aiRecommendationJob.js';
import { shownExtras } from './aiShown.js';
import { expectedPerformance } from './expectedPerformance.js';
import { gpuInstanceOf } from './gpuInstances.js';

/** The Recommendations of a completed job: of the candidates whose benchmark has completed, the best first. */
export function aiRecommendations(
  job: AiRecommendationJob,
  now: number,
  behaviours: ServiceBehaviours,
): WireObject {
  const { recommendations = 'model' } = job.script;
  switch (recommendations) {
    case 'absent':
      return {};
    case 'null':
      return { Recommendations: null };
    case 'empty':
      return { Recommendations: [] };
    case 'model':
      return {
        Recommendations: ranked(job, now).map((one, index) => recommendation(job, one, index, behaviours)),
      };
    default:
      return { Recommendations: recommendations };
  }
}

/** What a target makes smallest. */
const ORDERS: Readonly<Record<AiTarget, (figures: AiFigures, pricePerHour: number) => number>> = {
  throughput: figures => -figures.outputTokenThroughput,
  'ttft-ms': figures => figures.timeToFirstToken.p50,
  cost: (figures, pricePerHour) => pricePerHour / figures.outputTokenThroughput,
};

/** The beginning of the name of a specification. That of `throughput` is AWS's; the others are ours. */
const PREFIXES: Readonly<Record<AiTarget, string>> = {
  throughput: 'high-otps',
  'ttft-ms': 'low-ttft',
  cost: 'low-cost',
};

function ranked({ candidates, target }: AiRecommendationJob, now: number): AiCandidate[] {
  const value = ({ instanceType, benchmark: { figures } }: AiCandidate): number =>
    ORDERS[target](figures, gpuInstanceOf(instanceType).pricePerHour);
  return candidates
    .filter(({ benchmark: { life } }) => life.status(now) === 'Completed')
    .sort((a, b) => value(a) - value(b));
}

function recommendation(
  job: AiRecommendationJob,
  candidate: AiCandidate,
  index: number,
  behaviours: ServiceBehaviours,
): WireObject {
  const { benchmark, optimization } = candidate;
  const { figures } = benchmark;
  const unknownType = behaviours.aiNewer === 'instanceType' && index === 0;
  const InstanceType = unknownType ? 'ml.p7.48xlarge' : candidate.instanceType;
  const size = { InstanceType, InstanceCount: 1, CopyCountPerInstance: figures.copies };
  const type = behaviours.aiNewer === 'optimization' ? 'Quantization' : optimization;
  const name = specificationName(job, candidate);
  return {
    OptimizationDetails: optimization === undefined ? [] : [optimizationDetail(type ?? optimization)],
    ModelDetails: {
      ModelPackageArn: packageArn(job),
      InferenceSpecificationName: name,
      InstanceDetails: [size],
    },
    DeploymentConfiguration: {
      S3: channels(job, optimization),
      ImageUri: IMAGES[job.framework],
      ...size,
      EnvironmentVariables: environment(job, figures),
    },
    AIBenchmarkJobArn: aiArn('ai-benchmark-job', benchmark.name),
    ExpectedPerformance: expectedPerformance(figures, behaviours, `${job.name} ${name}`),
    ...shownExtras(behaviours),
  };
}

/** `high-otps-on-g6-24xlarge`, and with a number behind it for the second one of a type. */
function specificationName({ candidates, target }: AiRecommendationJob, candidate: AiCandidate): string {
  const alike = candidates.filter(({ instanceType }) => instanceType === candidate.instanceType);
  const number = alike.indexOf(candidate);
  const type = candidate.instanceType.replace(/^ml\./, '').replaceAll('.', '-');
  return `${PREFIXES[target]}-on-${type}${number === 0 ? '' : `-${String(number)}`}`;
}

function packageArn({ request, name }: AiRecommendationJob): string {
  const output = request['OutputConfig'] as { readonly ModelPackageGroupIdentifier?: string } | undefined;
  const group = nameIn(output?.ModelPackageGroupIdentifier ?? name);
  return `arn:aws:sagemaker:${REGION}:${ACCOUNT}:model-package/${group}/1`;
}

function optimizationDetail(OptimizationType: string): WireObject {
  return {
    OptimizationType,
    OptimizationConfig:
      OptimizationType === 'SpeculativeDecoding' ? { num_speculative_tokens: '4' } : { level: 'default' },
  };
}

function channels({ request }: AiRecommendationJob, optimization: string | undefined): WireObject[] {
  const source = request['ModelSource'] as { readonly S3?: { readonly S3Uri?: string } } | undefined;
  const uri = source?.S3?.S3Uri ?? 's3://simulated-bucket/models/';
  const base = { ChannelName: 'base_model', Uri: uri };
  if (optimization !== 'SpeculativeDecoding') return [base];
  return [base, { ChannelName: 'draft_model', Uri: 's3://simulated-bucket/recommendations/draft/' }];
}

const REGISTRY = `763104351884.dkr.ecr.${REGION}.amazonaws.com`;
const IMAGES = {
  VLLM: `${REGISTRY}/vllm:0.22.0-gpu-py312-cu130-ubuntu22.04-sagemaker`,
  LMI: `${REGISTRY}/djl-inference:0.36.0-lmi18.0.0-cu128`,
} as const;

function environment({ framework }: AiRecommendationJob, figures: AiFigures): WireObject {
  const [sequences, parallel] =
    framework === 'VLLM'
      ? ['SM_VLLM_MAX_NUM_SEQS', 'SM_VLLM_TENSOR_PARALLEL_SIZE']
      : ['OPTION_MAX_ROLLING_BATCH_SIZE', 'OPTION_TENSOR_PARALLEL_DEGREE'];
  return { [sequences]: String(figures.concurrency), [parallel]: String(figures.tensorParallel) };
}
