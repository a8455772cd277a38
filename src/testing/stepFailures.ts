/** The phase of a step in which it fails. */
export type FailurePhase = 'create' | 'start' | 'load';

/** How a step fails: the phase, and the reason. */
export interface StepFailure {
  /** `create`: no endpoint was created; `start`: it never became healthy; `load`: it failed under load. */
  readonly phase: FailurePhase;
  /** The FailureReason. `where` is the instance type or the serverless size. */
  readonly reason: (where: string, endpointName: string) => string;
}

/** The name of a kind of failure. */
export type FailureKind =
  | 'quota'
  | 'capacity'
  | 'permission'
  | 'image'
  | 'ping'
  | 'container4xx'
  | 'container5xx'
  | 'outOfMemory'
  | 'compilation';

/** The kinds of failure of steps, with reasons in the form of real ones. */
export const STEP_FAILURES: Readonly<Record<FailureKind, StepFailure>> = {
  quota: {
    phase: 'create',
    reason: where =>
      `ResourceLimitExceeded: The account-level service limit '${where} for endpoint usage' is 0 Instances, ` +
      'with current utilization of 0 Instances and a request delta of 1 Instances.',
  },
  capacity: {
    phase: 'create',
    reason: where =>
      `CapacityError: Unable to provision requested ML compute capacity for ${where}. ` +
      'Retry later or with a different ML instance type.',
  },
  permission: {
    phase: 'create',
    reason: () =>
      'AccessDenied: The execution role can not read the model artifact: ' +
      's3:GetObject is missing for s3://sagemaker-us-east-1-123456789012/model/model.tar.gz.',
  },
  image: {
    phase: 'start',
    reason: () =>
      'ClientError: The container image 123456789012.dkr.ecr.us-east-1.amazonaws.com/serving:latest ' +
      'could not be pulled. Check that it exists and that its platform fits the instance type.',
  },
  ping: {
    phase: 'start',
    reason: (_where, endpointName) =>
      'The primary container for production variant AllTraffic did not pass the ping health check. ' +
      `See the CloudWatch logs of endpoint ${endpointName}.`,
  },
  container4xx: {
    phase: 'load',
    reason: () =>
      'INVALID_INPUT: Model (owned by the customer, in the container) returned 4xx error codes. ' +
      'Check the sample payload and its content type.',
  },
  container5xx: {
    phase: 'load',
    reason: (_where, endpointName) =>
      'INVALID_INPUT: Model (owned by the customer, in the container) returned 5xx error codes. ' +
      `See the CloudWatch logs of endpoint ${endpointName}.`,
  },
  outOfMemory: {
    phase: 'load',
    reason: where =>
      `OutOfMemoryError: The container was killed for its use of memory on ${where}. ` +
      'Use a type with more memory or fewer workers.',
  },
  compilation: {
    phase: 'create',
    reason: where =>
      `ClientError: CompilationError: Unable to compile model for ${where.split('.').slice(0, 2).join('_')}: ` +
      'No operations were successfully partitioned and compiled for this model.',
  },
};

/** The names of all kinds of failure. */
export const FAILURE_KINDS: readonly FailureKind[] = Object.keys(STEP_FAILURES) as FailureKind[];
