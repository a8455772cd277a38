import type { WireObject } from '../wire.js';

/** The final status of a scripted AI job. */
export type AiJobEnd = 'Completed' | 'Failed' | 'Stopped';

/** The metric that an AI recommendation job optimises, as AWS names it. */
export type AiTarget = 'ttft-ms' | 'throughput' | 'cost';

/** What scripted AI recommendation jobs and AI benchmark jobs have in common. */
export interface AiJobScript {
  /** Name: 1 to 63 letters, digits and hyphens. */
  readonly name: string;
  /** Final status. Default `Completed`. */
  readonly status?: AiJobEnd;
  /** Whether the job starts when it is added and runs in simulated time. Default false: it has ended when it is added. */
  readonly live?: boolean;
  /** Time of creation, in simulated time. Overrides `live`. */
  readonly startedAt?: Date | number;
  /** Seed of its duration and figures. Default: derived from the simulator's seed and the name. */
  readonly seed?: number;
  /** Time from creation to the end, in milliseconds. Default: by the seed, see the kinds of job. */
  readonly runMs?: number;
  /** Duration of Stopping, in milliseconds. Default 60,000. */
  readonly stoppingMs?: number;
  /** FailureReason of a job that fails. */
  readonly failureReason?: string;
  /** Name or ARN of the workload config. Default `workload-1`. */
  readonly workloadConfig?: string;
  /** Further members of the request in AWS's form, as Describe shows them, unknown ones too. */
  readonly request?: WireObject;
}

/** An AI recommendation job of the simulator. It runs for 30 to 180 minutes unless `runMs` says otherwise. */
export interface AiRecommendationScript extends AiJobScript {
  /** Instance types to try, at most three. Default: three of one size. */
  readonly instanceTypes?: readonly string[];
  /** Whether each type is tried with an optimised model, too. Default true. */
  readonly optimizeModel?: boolean;
  /** Metric by which the recommendations are ranked. Default `throughput`. */
  readonly target?: AiTarget;
  /** Inference framework. Default `VLLM`. */
  readonly framework?: 'LMI' | 'VLLM';
  /** Instance types whose benchmarks fail: they are not among the recommendations. Default: none. */
  readonly failingTypes?: readonly string[];
  /**
   * A right that the role lacks, such as `servicequotas:GetServiceQuota`: the job fails after 60 s, without a
   * benchmark.
   */
  readonly roleLacks?: string;
  /**
   * Recommendations of the completed job. `model` (default): of its benchmarks. `absent`: no such member. `null`
   * and `empty`: the member without recommendations. Or the recommendations themselves, in AWS's form.
   */
  readonly recommendations?: 'model' | 'absent' | 'null' | 'empty' | readonly WireObject[];
}

/** An AI benchmark job of the simulator. It runs for two to five minutes unless `runMs` says otherwise. */
export interface AiBenchmarkScript extends AiJobScript {
  /** Instance type of the endpoint, for its figures. Default `ml.g6.12xlarge`. */
  readonly instanceType?: string;
  /** Name of the endpoint that is measured. Default: derived from the name. */
  readonly endpointName?: string;
  /** Number of requests. Default 300. */
  readonly requests?: number;
  /**
   * Number of invalid answers among the requests. Above 1 % the job fails, and its figures are sound all the
   * same. Default 0.
   */
  readonly invalidAnswers?: number;
}
