import type { FailureKind } from './stepFailures.js';
import type { WireMetrics, WireObject } from './wire.js';

/** One step of a scripted job: its configuration and its result. All fields are optional. */
export interface StepScript {
  /** Instance type. Default `ml.m5.xlarge`. */
  readonly instanceType?: string;
  /** Number of instances. Default 1. */
  readonly instanceCount?: number;
  /** Configuration of a serverless endpoint, instead of an instance. */
  readonly serverless?: {
    readonly memoryMb: number;
    readonly maxConcurrency: number;
    readonly provisionedConcurrency?: number;
  };
  /** Name of an existing endpoint to measure for comparison, instead of a new one. */
  readonly existingEndpoint?: string;
  /** Environment variables of the container. OMP_NUM_THREADS and SAGEMAKER_MODEL_SERVER_WORKERS affect the metrics. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly inferenceSpecificationName?: string;
  readonly compilationJobName?: string;
  /** Makes the step fail: with a known kind of failure, or under load with this FailureReason. */
  readonly fails?: FailureKind | (string & {});
  /**
   * Measured metrics. `model` (default): computed by the simulator's performance model. `nan`: the same, without
   * utilisations. `none`: a completed step without metrics. Or the metrics themselves.
   */
  readonly metrics?: 'model' | 'nan' | 'none' | WireMetrics;
  /** Time until the endpoint is in service, in milliseconds. Default: about that of the job. */
  readonly provisioningMs?: number;
  /** Duration of the load test, in milliseconds. Default: about that of the job. */
  readonly runMs?: number;
}

/** The final status of a scripted job. */
export type JobEnd = 'COMPLETED' | 'FAILED' | 'STOPPED';

/** A job of the simulator. The script, the seed and the start time determine its whole life. */
export interface JobScript {
  readonly name: string;
  /** The steps, or the number of random steps: of several families, some failed, some without metrics. Default 10. */
  readonly steps?: number | readonly StepScript[];
  /** Final status. Default `COMPLETED`. */
  readonly status?: JobEnd;
  /** Whether the job starts when it is added and runs in simulated time. Default false: it has ended when it is added. */
  readonly live?: boolean;
  /** Time of creation, in simulated time. Overrides `live`. */
  readonly startedAt?: Date | number;
  /** Seed of its steps and metrics. Default: derived from the simulator's seed and the name. */
  readonly seed?: number;
  /** Job type. Default `Advanced`. */
  readonly type?: 'Default' | 'Advanced';
  readonly description?: string;
  readonly roleArn?: string;
  readonly modelName?: string;
  readonly modelPackageVersionArn?: string;
  readonly samplePayloadUrl?: string;
  /** FailureReason of a job that fails. */
  readonly failureReason?: string;
  /** Maximum number of load tests at once. Default 5. */
  readonly maxParallelTests?: number;
  /** Time from creation to the first step, in milliseconds. Default 30,000. */
  readonly pendingMs?: number;
  /** Average time until an endpoint is in service, in milliseconds, varied by up to a quarter. Default 240,000. */
  readonly provisioningMs?: number;
  /** Average duration of a load test, in milliseconds, varied by up to a quarter. Default 600,000. */
  readonly runMs?: number;
  /** Duration of STOPPING and DELETING, in milliseconds. Default 60,000. */
  readonly stoppingMs?: number;
  /** Whether LastModifiedTime changes with the steps, which AWS doesn't guarantee. Default true. */
  readonly modifiedBySteps?: boolean;
  /** Number of its last steps that are listed only after the job has ended. Default 0. */
  readonly lateSteps?: number;
  /** Whether the job stays as it is when it is added, until a test edits it. Default false. */
  readonly frozen?: boolean;
  /** InputConfig of Describe. Default: derived from the steps. */
  readonly inputConfig?: WireObject;
  /** StoppingConditions of Describe. Default: none. They don't change the metrics. */
  readonly stoppingConditions?: WireObject;
}
