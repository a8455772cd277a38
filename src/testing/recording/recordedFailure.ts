import type { RecordedCall, RecordedError } from './recordedCall.js';
import { isModelledError } from '../shapes.js';

/** The headers that a client acts on. */
const HEADERS = ['content-type', 'x-amzn-requestid', 'x-amzn-errortype', 'retry-after', 'x-amz-retry-after'];

/** Those of the headers that matter; the date only with an error, for a client whose clock is wrong. */
export function headersThatMatter(
  headers: Readonly<Record<string, unknown>>,
  status: number,
): Record<string, string> {
  const wanted = status >= 400 ? [...HEADERS, 'date'] : HEADERS;
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      wanted.includes(name.toLowerCase()) && typeof value === 'string' ? [[name.toLowerCase(), value]] : [],
    ),
  );
}

/** What a thrown error says, of the SDK or of a mock: a response of the service, or a failure without one. */
export function readFailure(
  thrown: unknown,
): Pick<RecordedCall, 'status' | 'headers' | 'body' | 'error' | 'skewCorrected'> {
  const from = (typeof thrown === 'object' && thrown !== null ? thrown : {}) as {
    name?: unknown;
    message?: unknown;
    code?: unknown;
    hostname?: unknown;
    $metadata?: { httpStatusCode?: unknown; clockSkewCorrected?: unknown };
    $response?: { statusCode?: unknown; headers?: Readonly<Record<string, unknown>> };
  };
  const name = typeof from.name === 'string' && /^[\w.$-]{1,80}$/.test(from.name) ? from.name : 'Error';
  const message = typeof from.message === 'string' ? from.message : String(thrown);
  const given = from.$metadata?.httpStatusCode ?? from.$response?.statusCode;
  const status = typeof given === 'number' ? given : undefined;
  const skewed = from.$metadata?.clockSkewCorrected === true ? { skewCorrected: true } : {};
  if (status !== undefined && status >= 300 && name !== 'SyntaxError') {
    const text = isModelledError(name) ? { Message: message } : { message };
    const headers = headersThatMatter(from.$response?.headers ?? {}, status);
    return { status, headers, body: JSON.stringify({ __type: name, ...text }), ...skewed };
  }
  const error: RecordedError = {
    name,
    message,
    ...(typeof from.code === 'string' && /^\w{1,80}$/.test(from.code) && { code: from.code }),
    ...(typeof from.hostname === 'string' && isHostOfAws(from.hostname) && { hostname: from.hostname }),
  };
  return { ...(status !== undefined && { status }), error, ...skewed };
}

/** Whether a host is one of AWS's own for this service, and says nothing of the account. */
const isHostOfAws = (host: string): boolean =>
  /^(?:api|runtime)[\w.-]*\.sagemaker[\w.-]*\.(?:amazonaws\.com(?:\.cn)?|api\.aws)$/.test(host);
