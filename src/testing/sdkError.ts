import type { ServiceFault } from './serviceFault.js';
import { isModelledError } from './shapes.js';

/** The `$metadata` of the AWS SDK. */
export interface SdkMetadata {
  readonly httpStatusCode: number;
  readonly requestId: string;
  readonly attempts: number;
  readonly totalRetryDelay: number;
  readonly clockSkewCorrected?: boolean;
}

/** An error of the service in the form that the AWS SDK for JavaScript throws. */
export function sdkError(error: ServiceFault, $metadata: SdkMetadata): Error {
  const shaped = Object.assign(new Error(error.message === '' ? 'UnknownError' : error.message), {
    name: error.type,
    $fault: error.status >= 500 ? 'server' : 'client',
    $metadata,
    // An error of the service model has its members, too.
    ...(isModelledError(error.type) && { Message: error.message }),
  });
  const $response = { statusCode: error.status, headers: { ...error.headers } };
  return Object.defineProperty(shaped, '$response', { value: $response, enumerable: false });
}
