import type { Step } from './step.js';

/**
 * The result of an Inference Recommender job that is to be scaled: a step, which names its job and endpoint, or the
 * RecommendationId of one of the job's recommendations.
 */
export type ScalingPick = Step | RecommendationReference;

/** A recommendation of an Inference Recommender job, by its id. */
export interface RecommendationReference {
  readonly jobName: string;
  /** `RecommendationId` of one of `InferenceRecommendations` of `job$`. */
  readonly recommendationId: string;
}

/** The traffic that is expected, and how much of a processor it may use. */
export interface ScalingTraffic {
  /** Least invocations per minute, 1 or more. */
  readonly minPerMinute?: number | undefined;
  /** Most invocations per minute; not below the least. */
  readonly maxPerMinute?: number | undefined;
  /** Target utilization of each core, in percent, 1 to 100. AWS's own default is 50. */
  readonly targetCpuPercent?: number | undefined;
}

/** A metric to scale by: one that AWS defines, one of your own, or a kind that AWS adds later. */
export type ScalingMetric =
  | { readonly kind: 'predefined'; readonly type: string | undefined }
  | {
      readonly kind: 'customized';
      readonly name: string | undefined;
      readonly namespace: string | undefined;
      readonly statistic: string | undefined;
    }
  | { readonly kind: 'unknown'; readonly received: unknown };

/** A policy: one that tracks a target, or a kind that AWS adds later, as received. */
export type ScalingPolicy =
  | {
      readonly kind: 'targetTracking';
      readonly metric: ScalingMetric | undefined;
      readonly targetValue: number | undefined;
    }
  | { readonly kind: 'unknown'; readonly received: unknown };

/** AWS's advice on how an endpoint should scale. AWS may leave out each member. */
export interface ScalingAdvice {
  /** Least number of instances. */
  readonly minCapacity: number | undefined;
  /** Greatest number of instances. */
  readonly maxCapacity: number | undefined;
  /** Milliseconds after a scale-in before the next one. */
  readonly scaleInCooldownMs: number | undefined;
  /** Milliseconds after a scale-out before the next one. */
  readonly scaleOutCooldownMs: number | undefined;
  readonly policies: readonly ScalingPolicy[];
  /** The whole answer, as received. */
  readonly raw: unknown;
}
