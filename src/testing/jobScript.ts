import type { FailureKind } from './stepFailures.js';
import type { WireMetrics, WireObject } from './wire.js';

/** One step of a scripted job: what it runs on and how it ends. Everything has a default. */
export interface StepScript {
  /** Default `ml.m5.xlarge`. */
  readonly instanceType?: string;
  /** Default 1. */
  readonly instanceCount?: number;
  /** A serverless endpoint instead of an instance. */
  readonly serverless?: {
    readonly memoryMb: number;
    readonly maxConcurrency: number;
    readonly provisionedConcurrency?: number;
  };
  /** Measures this existing endpoint, for comparison, instead of a new one. */
  readonly existingEndpoint?: string;
  /** Environment of the container; OMP_NUM_THREADS and SAGEMAKER_MODEL_SERVER_WORKERS change the result. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly inferenceSpecificationName?: string;
  readonly compilationJobName?: string;
  /** Makes the step fail: in one of the known ways, or under load with this FailureReason. */
  readonly fails?: FailureKind | (string & {});
  /**
   * What is measured. `model` (default) is what the model of instance types says, `nan` the same with
   * utilisations that weren't available, `none` a completed step without metrics; or the metrics themselves.
   */
  readonly metrics?: 'model' | 'nan' | 'none' | WireMetrics;
  /** Milliseconds until the endpoint is in service. Default: about the job's. */
  readonly provisioningMs?: number;
  /** Milliseconds that the load test runs. Default: about the job's. */
  readonly runMs?: number;
}

/** How a scripted job ends. */
export type JobEnd = 'COMPLETED' | 'FAILED' | 'STOPPED';

/** A job of the simulator. Its whole life follows from the script, the seed and the moment it starts. */
export interface JobScript {
  readonly name: string;
  /** The steps, or how many: then of several families, some failed, some without metrics. Default 10. */
  readonly steps?: number | readonly StepScript[];
  /** How it ends, or ended. Default `COMPLETED`. */
  readonly status?: JobEnd;
  /** Starts when it is added and lives on the world's clock. Default false: it has ended when it is added. */
  readonly live?: boolean;
  /** When it is created, in the world's time; decides instead of `live`. */
  readonly startedAt?: Date | number;
  /** Makes its steps and metrics. Default: from the simulator's seed and the name. */
  readonly seed?: number;
  /** Default `Advanced`. */
  readonly type?: 'Default' | 'Advanced';
  readonly description?: string;
  readonly roleArn?: string;
  readonly modelName?: string;
  readonly modelPackageVersionArn?: string;
  readonly samplePayloadUrl?: string;
  /** Why it failed, where it does. */
  readonly failureReason?: string;
  /** How many load tests run at once. Default 5. */
  readonly maxParallelTests?: number;
  /** Milliseconds from creation to the first step. Default 30,000. */
  readonly pendingMs?: number;
  /** Milliseconds until an endpoint is in service, give or take a quarter. Default 240,000. */
  readonly provisioningMs?: number;
  /** Milliseconds of a load test, give or take a quarter. Default 600,000. */
  readonly runMs?: number;
  /** Milliseconds that STOPPING and DELETING last. Default 60,000. */
  readonly stoppingMs?: number;
  /** Whether LastModifiedTime moves with the steps: nobody promises that it does. Default true. */
  readonly modifiedBySteps?: boolean;
  /** How many of its last steps are listed only after the job has ended. Default 0. */
  readonly lateSteps?: number;
  /** Nothing moves by itself: the job stays as it is when it is added, until a test edits it. Default false. */
  readonly frozen?: boolean;
  /** What Describe shows as InputConfig. Default: made from the steps. */
  readonly inputConfig?: WireObject;
}
