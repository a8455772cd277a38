import {
  AbortedError,
  AccessDeniedError,
  ClockSkewError,
  ExpiredCredentialsError,
  ExpiredTokenError,
  InvalidInputError,
  InvalidTokenError,
  MalformedResponseError,
  MissingCredentialsError,
  NetworkError,
  NotFoundError,
  ServiceError,
  StepstreamError,
  ThrottledError,
  ValidationError,
} from '../core/errors.js';
import { jobKindOf, type JobKind } from '../core/jobKind.js';
import { retryAfterMs, type Headers } from './retryAfterMs.js';

/** The parts of an SDK error that matter, in all versions of the SDK. */
interface Thrown {
  readonly name: string;
  readonly message: string;
  readonly code: string | undefined;
  readonly status: number | undefined;
  /** Host that doesn't exist. */
  readonly unknownHost: string | undefined;
  /** Trait of a modelled error by which the SDKs retry it. */
  readonly retryable: { readonly throttling?: unknown } | undefined;
  readonly skewCorrected: boolean;
  readonly retryAfterMs: () => number | undefined;
}

/** The parts of a request that a message needs to say what to do. */
export interface RequestContext {
  readonly jobName?: string | undefined;
  readonly nextToken?: string | undefined;
  /** The result of the job that the request is about: its RecommendationId or EndpointName. */
  readonly result?: string | undefined;
}

/** Names of throttles: those that the AWS SDKs know, and what begins like them. */
const THROTTLES =
  /^(Throttl|TooManyRequests|RequestLimitExceeded|RequestThrottled|SlowDown|BandwidthLimit|LimitExceededException|EC2Throttled|PriorRequestNotComplete|ProvisionedThroughputExceeded|TransactionInProgress)/;
/** Names of failures that pass, whatever their HTTP status. */
const TRANSIENT = /^RequestTimeout(Exception)?$/;
/** Texts by which SageMaker says in a ValidationException that something doesn't exist. */
const NOT_FOUND = /^(requested resource not found|could not find )/i;
/** Hosts that the SDK makes of a region, with and without FIPS or dual stack, in each of AWS's partitions. */
const REGIONAL_HOST =
  /^api(?:-fips)?\.sagemaker(?:-fips)?\.([a-z0-9-]+)\.(?:amazonaws\.(?:com|com\.cn|eu)|api\.aws(?:\.scloud)?|api\.amazonwebservices\.(?:com\.cn|eu)|[a-z0-9.-]+\.(?:ic|sgov)\.gov|(?:cloud|api\.cloud-aws)\.adc-e\.uk)$/;
const DENIED = /^(AccessDenied|UnauthorizedOperation|NotAuthorized|OptInRequired|AuthorizationError)/;
const EXPIRED = /^(ExpiredToken|TokenRefreshRequired)/;
const NO_CREDENTIALS =
  /^(CredentialsProviderError|TokenProviderError|UnrecognizedClient|InvalidClientTokenId|MissingAuthenticationToken|InvalidAccessKeyId|IncompleteSignature)/;
const SIGNATURE = /^(InvalidSignature|SignatureDoesNotMatch)/;
const SKEW_NAME = /^(RequestTimeTooSkewed|RequestExpired|RequestInTheFuture)/;
const SKEW_TEXT = /signature expired|signature not yet current|skewed/i;
const NETWORK_CODE =
  /^(ECONN\w+|EPIPE|ETIMEDOUT|ESOCKETTIMEDOUT|ENOTFOUND|EAI_\w+|EHOST\w+|ENET\w+|EADDRNOTAVAIL|EPROTO|ERR_STREAM_PREMATURE_CLOSE|HPE_\w+|UND_ERR_\w+)$/;
const NETWORK_TEXT = /socket hang up|aborted|premature close|fetch failed|network error|terminated/i;

/**
 * Turns an error of the SDK, or of a caller's client, into one of ours, by its name and status. `instanceof`
 * fails across versions of the SDK, and its `$retryable` is unset for throttles. `now` is the time of day,
 * for a `Retry-After` that is a date.
 */
export function toStepstreamError(
  error: unknown,
  now: () => number,
  context: RequestContext = {},
): StepstreamError {
  if (error instanceof StepstreamError) return error;
  const thrown = read(error, now);
  return byName(thrown, context, error) ?? byStatus(thrown, error);
}

function byName(thrown: Thrown, context: RequestContext, cause: unknown): StepstreamError | undefined {
  const { name, message } = thrown;
  if (name === 'AbortError') return new AbortedError(undefined, { cause });
  if (THROTTLES.test(name) || thrown.status === 429 || thrown.retryable?.throttling === true) {
    return new ThrottledError(`The service refused the rate of calls: ${message}`, thrown.retryAfterMs(), {
      cause,
    });
  }
  if (name.startsWith('ResourceNotFound')) return new NotFoundError(notFound(context, message), { cause });
  if (name.startsWith('Validation')) return validation(message, context, cause);
  if (DENIED.test(name)) {
    return new AccessDeniedError(`The credentials don't allow this call: ${message}`, { cause });
  }
  if (EXPIRED.test(name) || (name === 'CredentialsProviderError' && /expired/i.test(message))) {
    return new ExpiredCredentialsError(`The credentials have expired; get new ones: ${message}`, { cause });
  }
  if (isSkew(thrown)) {
    return new ClockSkewError(
      `The clock of this machine differs from the service's; set it: ${message}`,
      thrown.skewCorrected,
      { cause },
    );
  }
  if (NO_CREDENTIALS.test(name) || SIGNATURE.test(name)) {
    return new MissingCredentialsError(
      `No credentials that the service accepts; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE: ${message}`,
      { cause },
    );
  }
  if (/region is missing/i.test(message)) {
    return new InvalidInputError('region', 'is missing; give connect({ region }) or set AWS_REGION', {
      cause,
    });
  }
  return undefined;
}

// While the clock is wrong, the SDK sets `clockSkewCorrected` on every error, also on a 500.
function isSkew({ name, message, skewCorrected }: Thrown): boolean {
  return SKEW_NAME.test(name) || (SIGNATURE.test(name) && (skewCorrected || SKEW_TEXT.test(message)));
}

function byStatus(thrown: Thrown, cause: unknown): StepstreamError {
  const { name, message, status } = thrown;
  const transient = TRANSIENT.test(name) || thrown.retryable !== undefined;
  if (status !== undefined && status >= 300) {
    const text = `The service failed with HTTP status ${String(status)}: ${withName(thrown)}`;
    return new ServiceError(text, status, thrown.retryAfterMs(), { cause, ...(transient && { transient }) });
  }
  // The SDK sets a status on network errors too, when the headers had arrived. So the code decides.
  if (isNetwork(thrown)) return networkError(thrown, cause);
  if (status !== undefined || name === 'SyntaxError') {
    return new MalformedResponseError(`The answer can't be read: ${firstLine(message)}`, { cause });
  }
  const text = `The call failed: ${name}: ${firstLine(message)}`;
  return new ServiceError(text, undefined, thrown.retryAfterMs(), { cause, transient });
}

function networkError({ code, name, message, unknownHost }: Thrown, cause: unknown): NetworkError {
  const unknownRegion = REGIONAL_HOST.exec(unknownHost ?? '')?.[1];
  const question = unknownRegion === undefined ? '' : ` Does the region '${unknownRegion}' exist?`;
  return new NetworkError(`The connection failed: ${code ?? name}: ${message}${question && `.${question}`}`, {
    cause,
    unknownRegion,
  });
}

function isNetwork({ name, code, message }: Thrown): boolean {
  if (name === 'TimeoutError' || name === 'NetworkingError') return true;
  return code === undefined ? NETWORK_TEXT.test(message) : NETWORK_CODE.test(code);
}

function notFound({ jobName, result }: RequestContext, message: string): string {
  if (jobName === undefined) return `Not found: ${message}`;
  const where =
    result === undefined ? `; ${LISTS[jobKindOf(jobName)]} lists those that are` : orResult(jobName, result);
  return `There is no job '${jobName}' in this account and region${where}: ${message}`;
}

/** The service has one error for both. */
const orResult = (jobName: string, result: string): string =>
  `, or '${result}' is none of its recommendations, which job$('${jobName}') shows`;

/** What lists the jobs of each kind. */
const LISTS: Readonly<Record<JobKind, string>> = {
  classic: 'jobs$()',
  recommendation: 'ai.jobs$()',
  benchmark: 'ai.benchmarks$()',
};

function validation(message: string, context: RequestContext, cause: unknown): StepstreamError {
  const { nextToken } = context;
  if (nextToken === undefined || !/token/i.test(message)) {
    return NOT_FOUND.test(message)
      ? new NotFoundError(notFound(context, message), { cause })
      : new ValidationError(`The service refuses the request: ${message}`, { cause });
  }
  return /expire/i.test(message)
    ? new ExpiredTokenError(
        `The token has expired; go on from resumeToken, which counts from the start: ${message}`,
        { cause },
      )
    : new InvalidTokenError(`The service doesn't take the token; list again from the start: ${message}`, {
        cause,
      });
}

/** The message, and the service's own name of the error where the message doesn't contain it. */
function withName({ name, message }: Thrown): string {
  const line = firstLine(message);
  return /Exception$|Failure$/.test(name) && !line.includes(name) ? `${name}: ${line}` : line;
}

const firstLine = (message: string): string => message.split('\n', 1)[0] ?? '';

function read(error: unknown, now: () => number): Thrown {
  const from = (typeof error === 'object' && error !== null ? error : {}) as {
    name?: unknown;
    message?: unknown;
    code?: unknown;
    $metadata?: { httpStatusCode?: unknown; clockSkewCorrected?: unknown };
    $response?: { headers?: Headers; statusCode?: unknown };
    $retryable?: { throttling?: unknown };
    cause?: unknown;
  };
  const status = from.$metadata?.httpStatusCode ?? from.$response?.statusCode;
  const code = typeof from.code === 'string' ? from.code : undefined;
  return {
    name: errorName(from.name, code) ?? typeof error,
    message: typeof from.message === 'string' ? from.message : String(error),
    code,
    status: typeof status === 'number' ? status : undefined,
    unknownHost: unknownHost(error) ?? unknownHost(from.cause),
    retryable: from.$retryable,
    skewCorrected: from.$metadata?.clockSkewCorrected === true,
    retryAfterMs: () => retryAfterMs(from.$response?.headers ?? {}, now),
  };
}

// Clients on fetch have the resolver's error as cause.
function unknownHost(error: unknown): string | undefined {
  const { code, hostname } = (error ?? {}) as { code?: unknown; hostname?: unknown };
  return code === 'ENOTFOUND' && typeof hostname === 'string' ? hostname : undefined;
}

/** The name of an error. Older clients and mocks throw a plain Error that has its name in `code`. */
function errorName(name: unknown, code: string | undefined): string | undefined {
  if (typeof name !== 'string') return code;
  return name === 'Error' && code !== undefined && /[a-z]/.test(code) ? code : name;
}
