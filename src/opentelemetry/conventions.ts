import { StepstreamError } from '../core/errors.js';
import type { Operation } from '../api/serviceApi.js';

/** Name of the tracer and of the meter. */
export const SCOPE = 'stepstream';

/** Names of attributes by OpenTelemetry's semantic conventions 1.45.0: docs/observability.md says which are stable. */
export const ATTRIBUTES = {
  errorType: 'error.type',
  system: 'rpc.system',
  systemName: 'rpc.system.name',
  service: 'rpc.service',
  method: 'rpc.method',
  statusCode: 'rpc.status_code',
  requestId: 'aws.request_id',
  extendedRequestId: 'aws.extended_request_id',
  region: 'cloud.region',
  address: 'server.address',
  port: 'server.port',
  jobName: 'stepstream.job.name',
  attempt: 'stepstream.attempt',
  priority: 'stepstream.priority',
  wait: 'stepstream.wait.duration',
  delay: 'stepstream.backoff.delay',
  eventType: 'stepstream.event.type',
  clientKind: 'stepstream.client.kind',
  notice: 'stepstream.notice.code',
  part: 'stepstream.redis.part',
  script: 'stepstream.redis.script',
} as const;

/** Names of the system and of the service, as the conventions for AWS SDKs have them. */
export const SYSTEM = 'aws-api';
export const SERVICE = 'SageMaker';

/** AWS's own names of the operations. */
export const METHODS: Readonly<Record<Operation, string>> = {
  listSteps: 'ListInferenceRecommendationsJobSteps',
  describeJob: 'DescribeInferenceRecommendationsJob',
  listJobs: 'ListInferenceRecommendationsJobs',
  listAiRecommendationJobs: 'ListAIRecommendationJobs',
  describeAiRecommendationJob: 'DescribeAIRecommendationJob',
  listAiBenchmarkJobs: 'ListAIBenchmarkJobs',
  describeAiBenchmarkJob: 'DescribeAIBenchmarkJob',
  getScaling: 'GetScalingConfigurationRecommendation',
};

/** The value of `error.type`: the stable code of an error of ours, `_OTHER` for any other. */
export function errorTypeOf(error: unknown): string {
  const { code } = (error ?? {}) as { readonly code?: unknown };
  return error instanceof StepstreamError && typeof code === 'string' ? code : '_OTHER';
}

/** AWS's own name of the error that it has answered with; undefined where it hasn't answered with one. */
export function awsErrorOf(error: unknown): string | undefined {
  const { name, $metadata } = causeOf(error);
  return typeof name === 'string' && typeof $metadata?.httpStatusCode === 'number' ? name : undefined;
}

/** The ids that AWS has given to a request that failed. */
export function failedIds(error: unknown): {
  readonly requestId?: string;
  readonly extendedRequestId?: string;
} {
  const { requestId, extendedRequestId } = causeOf(error).$metadata ?? {};
  return {
    ...(typeof requestId === 'string' && { requestId }),
    ...(typeof extendedRequestId === 'string' && { extendedRequestId }),
  };
}

/** The parts of an error of the SDK that are read. */
interface SdkError {
  readonly name?: unknown;
  readonly $metadata?: {
    readonly httpStatusCode?: unknown;
    readonly requestId?: unknown;
    readonly extendedRequestId?: unknown;
  };
}

const causeOf = (error: unknown): SdkError =>
  (error as { readonly cause?: SdkError } | undefined)?.cause ?? {};
