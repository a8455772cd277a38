import type { CallOptions } from './callOptions.js';

/** The request of GetScalingConfigurationRecommendation: with either of the last two, which name a result. */
export interface ScalingInput {
  readonly InferenceRecommendationsJobName: string;
  readonly RecommendationId?: string | undefined;
  readonly EndpointName?: string | undefined;
  /** Percent, 1 to 100. The service's own default is 50. */
  readonly TargetCpuUtilizationPerCore?: number | undefined;
  readonly ScalingPolicyObjective?:
    | {
        readonly MinInvocationsPerMinute?: number | undefined;
        readonly MaxInvocationsPerMinute?: number | undefined;
      }
    | undefined;
}

/** The port to the advice on automatic scaling, which is for Inference Recommender jobs alone. */
export interface ScalingApi {
  readonly getScaling: (input: ScalingInput, call: CallOptions) => Promise<unknown>;
}
