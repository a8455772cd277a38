import type { DeliveryKind, Fault, FaultKind, RefusalKind } from './fault.js';
import type { Answer, ServiceReply } from './serviceReply.js';
import { inUse, invalid, limitExceeded, notFound, notFoundElsewhere, ServiceFault } from './serviceFault.js';
import { ACCOUNT, REGION } from './describeSimulatedJob.js';
import type { OperationName } from './shapes.js';
import { subjectOf } from './subject.js';

/** The call to which a fault applies, as far as a refusal mentions it. */
export interface FaultedCall {
  readonly operation: OperationName;
  readonly jobName: string | undefined;
  /** Time of the client's signature, in milliseconds since the epoch; undefined without one. */
  readonly signedAt: number | undefined;
  /** Real time, in milliseconds since the epoch. */
  readonly realNow: number;
}

/** Largest difference between the clocks of client and service for a valid signature, in milliseconds. */
const SKEW_LIMIT_MS = 300_000;

const html =
  '<html>\n<head><title>503 Service Temporarily Unavailable</title></head>\n<body></body>\n</html>\n';

/** The refusal of a fault that prevents the call; undefined for a fault that lets it through. */
export function faultRefusal(fault: Fault, call: FaultedCall): ServiceReply | undefined {
  const { noun } = subjectOf(call.operation);
  switch (fault.kind) {
    case 'throttle':
      return refusal(throttled(fault.name));
    case 'throttleWithRetryAfter':
      return refusal(throttled(fault.name, retryAfter(fault)));
    case 'internalError':
      return refusal(new ServiceFault('InternalFailure', 'An internal error has occurred.', { status: 500 }));
    case 'requestTimeout': {
      const { name = 'RequestTimeoutException', status = 408 } = fault;
      const text =
        'Your socket connection to the server was not read from or written to within the timeout period.';
      return refusal(new ServiceFault(name, text, { status }));
    }
    case 'resourceNotFound':
      return refusal(
        fault.as === 'ValidationException'
          ? notFoundElsewhere()
          : notFound(call.jobName ?? '', fault.form, noun),
      );
    case 'resourceInUse':
      return refusal(inUse(call.jobName ?? '', fault.form, noun));
    case 'resourceLimitExceeded':
      return refusal(limitExceeded(1, 1, fault.form, noun));
    case 'unavailableHtml':
      return { kind: 'garbage', status: 503, contentType: 'text/html', text: html };
    case 'expiredToken':
      return refusal(invalid('Invalid NextToken: the token has expired. Start the listing again.'));
    case 'expiredCredentials': {
      const text = 'The security token included in the request is expired';
      return refusal(new ServiceFault('ExpiredTokenException', text));
    }
    case 'unrecognizedClient': {
      const text = 'The security token included in the request is invalid.';
      return refusal(new ServiceFault('UnrecognizedClientException', text));
    }
    case 'accessDenied':
      return refusal(accessDenied(call));
    case 'clockSkew':
      return skewed(fault.skewMs ?? 3_600_000, call);
    default:
      // A kind of refusal without a case above doesn't compile.
      void (fault.kind satisfies Exclude<FaultKind, RefusalKind>);
      return undefined;
  }
}

/** The answer with its delivery damaged by a fault; undefined for a fault that doesn't affect delivery. */
export function faultDelivery(
  fault: Fault,
  answer: Answer,
  { realNow }: Pick<FaultedCall, 'realNow'>,
): ServiceReply | undefined {
  switch (fault.kind) {
    case 'resetBeforeResponse':
    case 'resetInsideBody':
    case 'cutBody':
    case 'stalledHeaders':
    case 'stalledBody':
      return { kind: 'broken', how: fault.kind, answer };
    case 'truncatedJson': {
      const whole = answer.text();
      return garbage(whole.slice(0, Math.max(1, Math.floor(whole.length * 0.7))));
    }
    case 'invalidJson':
      return garbage('upstream connect error or disconnect/reset before headers');
    case 'clockSkew':
      return { ...answer, headers: { date: httpDate(realNow + (fault.skewMs ?? 3_600_000)) } };
    default:
      void (fault.kind satisfies Exclude<FaultKind, DeliveryKind>);
      return undefined;
  }
}

/** The refusal of a call over the quota. */
export function throttled(
  name: string = 'ThrottlingException',
  headers: Readonly<Record<string, string>> = {},
): ServiceFault {
  return new ServiceFault(name, 'Rate exceeded', { headers, throttles: true });
}

function retryAfter({
  retryAfterMs,
  retryAfterSeconds = retryAfterMs === undefined ? 1 : undefined,
}: Extract<Fault, { kind: 'throttleWithRetryAfter' }>): Readonly<Record<string, string>> {
  return {
    ...(retryAfterSeconds !== undefined && { 'retry-after': String(retryAfterSeconds) }),
    ...(retryAfterMs !== undefined && { 'x-amz-retry-after': String(retryAfterMs) }),
  };
}

function refusal(error: ServiceFault): ServiceReply {
  return { kind: 'refusal', error };
}

function garbage(text: string): ServiceReply {
  return { kind: 'garbage', status: 200, contentType: 'application/x-amz-json-1.1', text };
}

function accessDenied({ operation, jobName }: FaultedCall): ServiceFault {
  const resource = `arn:aws:sagemaker:${REGION}:${ACCOUNT}:${subjectOf(operation).resource}/${jobName ?? '*'}`;
  return new ServiceFault(
    'AccessDeniedException',
    `User: arn:aws:iam::${ACCOUNT}:user/tester is not authorized to perform: sagemaker:${operation} ` +
      `on resource: ${resource} because no identity-based policy allows the sagemaker:${operation} action`,
  );
}

function skewed(skewMs: number, { signedAt, realNow }: FaultedCall): ServiceReply | undefined {
  const serviceNow = realNow + skewMs;
  if (signedAt !== undefined && Math.abs(signedAt - serviceNow) <= SKEW_LIMIT_MS) return undefined;
  const signed = amzDate(signedAt ?? realNow);
  const bound = serviceNow - Math.sign(skewMs) * SKEW_LIMIT_MS;
  const [fate, side, sign] = skewMs > 0 ? ['expired', 'earlier', '-'] : ['not yet current', 'later', '+'];
  const text = `Signature ${fate}: ${signed} is now ${side} than ${amzDate(bound)} (${amzDate(serviceNow)} ${sign} 5 min.)`;
  const date = httpDate(serviceNow);
  return refusal(new ServiceFault('InvalidSignatureException', text, { status: 403, headers: { date } }));
}

/** A time in the form of `x-amz-date`. */
export function amzDate(ms: number): string {
  return new Date(ms).toISOString().replace(/[-:]|\.\d{3}/g, '');
}

/** The time of an `x-amz-date`, in milliseconds since the epoch; undefined for a malformed one. */
export function parseAmzDate(text: string | undefined): number | undefined {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text ?? '');
  if (parts === null) return undefined;
  const [year = 0, month = 1, day, hour, minute, second] = parts.slice(1).map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

function httpDate(ms: number): string {
  return new Date(ms).toUTCString();
}
