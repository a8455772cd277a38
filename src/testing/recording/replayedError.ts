import { sdkError, type SdkMetadata } from '../sdkError.js';
import { ServiceFault } from '../serviceFault.js';
import type { RecordedCall } from './recordedCall.js';

/** What a recorded call comes to: the parsed body of a success, or the error that the SDK throws. */
export type Replayed = { readonly wire: unknown } | { readonly error: Error };

/** Reads a recorded response as the SDK does. */
export function replayed({ status, headers = {}, body = '', error, skewCorrected }: RecordedCall): Replayed {
  const metadata = {
    ...(status !== undefined && { httpStatusCode: status }),
    ...(headers['x-amzn-requestid'] !== undefined && { requestId: headers['x-amzn-requestid'] }),
    ...{ attempts: 1, totalRetryDelay: 0 },
    ...(skewCorrected === true && { clockSkewCorrected: true }),
  } as SdkMetadata;
  if (error !== undefined) return { error: Object.assign(new Error(), error, { $metadata: metadata }) };
  let wire: unknown;
  try {
    // An operation without an answer has an empty body.
    wire = JSON.parse(body === '' ? '{}' : body);
  } catch (syntax) {
    const $response = { value: { statusCode: status, headers }, enumerable: false };
    return {
      error: Object.defineProperty(
        Object.assign(syntax as Error, { $metadata: metadata }),
        '$response',
        $response,
      ),
    };
  }
  if (status === undefined || status < 300) return { wire };
  const { __type, code, message, Message } = (wire ?? {}) as Readonly<Record<string, unknown>>;
  const type = [headers['x-amzn-errortype'], code, __type].find(given => typeof given === 'string');
  const text = [message, Message].find(given => typeof given === 'string') ?? '';
  const details = { status, headers, form: 'plain' as const };
  const fault = new ServiceFault(nameOf(type), text, details);
  return { error: sdkError(fault, metadata) };
}

/** The name of an error, without namespace and address. */
const nameOf = (type = 'Unknown'): string => (type.split(/[:,]/, 1)[0] ?? type).replace(/^.*#/, '');
