import type { ServiceBehaviours } from './behaviours/behaviours.js';
import { describeSimulatedJob } from './describeSimulatedJob.js';
import { instanceOf } from './instances.js';
import { invalid, notFound } from './serviceFault.js';
import type { SimulatedJob } from './simulatedJob.js';
import { omit, type WireEndpointConfiguration, type WireMetrics, type WireObject } from './wire.js';

/** A validated request of GetScalingConfigurationRecommendation. */
export interface ScalingRequest {
  readonly InferenceRecommendationsJobName: string;
  readonly RecommendationId?: string;
  readonly EndpointName?: string;
  readonly TargetCpuUtilizationPerCore?: number;
  readonly ScalingPolicyObjective?: {
    readonly MinInvocationsPerMinute?: number;
    readonly MaxInvocationsPerMinute?: number;
  };
}

interface Recommendation {
  readonly RecommendationId: string;
  readonly Metrics?: WireMetrics;
  readonly EndpointConfiguration?: WireEndpointConfiguration;
}

/** Time between two scaling actions, in seconds. */
const COOLDOWN_S = 300;

/**
 * Answers GetScalingConfigurationRecommendation from the benchmark of a recommendation of the job.
 *
 * The target of one instance is AWS's rule for doing it by hand, MAX_RPS × SAFETY_FACTOR × 60: the measured
 * invocations a minute times the share of a core that may be busy. AWS documents neither how it computes the
 * values nor what it answers for a job that hasn't completed or a serverless recommendation, see `scalingRefusal`.
 */
export function scalingRecommendation(
  job: SimulatedJob,
  request: ScalingRequest,
  now: number,
  behaviours: ServiceBehaviours,
): WireObject {
  const { RecommendationId, EndpointName, TargetCpuUtilizationPerCore = 50 } = request;
  const { MinInvocationsPerMinute: least, MaxInvocationsPerMinute: most } =
    request.ScalingPolicyObjective ?? {};
  if (RecommendationId === undefined && EndpointName === undefined) {
    throw invalid('Specify either RecommendationId or EndpointName.');
  }
  if (least !== undefined && most !== undefined && least > most) {
    throw invalid('MinInvocationsPerMinute must not be greater than MaxInvocationsPerMinute.');
  }
  const status = job.status(now);
  if (status !== 'COMPLETED') return unavailable(`is ${status}`, request, behaviours);
  const chosen = recommendationsOf(job, now).find(
    ({ RecommendationId: id, EndpointConfiguration }) =>
      (RecommendationId === undefined || id === RecommendationId) &&
      (EndpointName === undefined || EndpointConfiguration?.EndpointName === EndpointName),
  );
  if (chosen === undefined) {
    throw notFound(RecommendationId ?? EndpointName ?? '', undefined, 'recommendation');
  }
  const { EndpointConfiguration: endpoint, Metrics = {} } = chosen;
  if (endpoint?.InstanceType === undefined) return unavailable('is serverless', request, behaviours);
  const { MaxInvocations = 0, ModelLatency = 0 } = Metrics;
  const InvocationsPerInstance = Math.max(
    1,
    Math.floor(MaxInvocations / (endpoint.InitialInstanceCount ?? 1)),
  );
  const target = (InvocationsPerInstance * TargetCpuUtilizationPerCore) / 100;
  const MinCapacity = Math.max(1, Math.ceil((least ?? 0) / target));
  const configuration = {
    MinCapacity,
    MaxCapacity: Math.max(MinCapacity, Math.ceil((most ?? MaxInvocations) / target)),
    ScaleInCooldown: COOLDOWN_S,
    ScaleOutCooldown: COOLDOWN_S,
    ScalingPolicies: policies(
      target,
      TargetCpuUtilizationPerCore * instanceOf(endpoint.InstanceType).vcpus,
      behaviours,
    ),
  };
  return {
    ...request,
    RecommendationId: chosen.RecommendationId,
    EndpointName: endpoint.EndpointName,
    TargetCpuUtilizationPerCore,
    Metric: { InvocationsPerInstance, ModelLatency },
    DynamicScalingConfiguration:
      behaviours.scalingAnswer === 'partial'
        ? omit(configuration, 'MinCapacity', 'ScaleInCooldown', 'ScalingPolicies')
        : configuration,
  };
}

function recommendationsOf(job: SimulatedJob, now: number): readonly Recommendation[] {
  const { InferenceRecommendations = [] } = describeSimulatedJob(job, now) as {
    readonly InferenceRecommendations?: readonly Recommendation[];
  };
  return InferenceRecommendations;
}

function unavailable(
  why: string,
  request: ScalingRequest,
  { scalingRefusal }: ServiceBehaviours,
): WireObject {
  const name = request.InferenceRecommendationsJobName;
  if (scalingRefusal === 'empty') return { ...request, DynamicScalingConfiguration: {} };
  if (scalingRefusal === 'ResourceNotFound') throw notFound(name);
  throw invalid(`There is no scaling configuration for '${name}': it ${why}.`);
}

function policies(invocations: number, cpu: number, { scalingAnswer }: ServiceBehaviours): WireObject[] {
  const tracking = (MetricSpecification: WireObject, TargetValue: number): WireObject => ({
    TargetTracking: { MetricSpecification, TargetValue },
  });
  const byInvocations = { Predefined: { PredefinedMetricType: 'SageMakerVariantInvocationsPerInstance' } };
  const byCpu = {
    Customized: { MetricName: 'CPUUtilization', Namespace: '/aws/sagemaker/Endpoints', Statistic: 'Average' },
  };
  return [
    tracking(byInvocations, invocations),
    tracking(byCpu, cpu),
    ...(scalingAnswer === 'newerPolicies' ? [{ Predictive: { Mode: 'ForecastAndScale' } }] : []),
  ];
}
