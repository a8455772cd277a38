import { request } from 'node:http';
import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import type { OperationName } from '../../src/testing/index.js';

process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

export const LIST_STEPS = 'ListInferenceRecommendationsJobSteps';
export const LIST_JOBS = 'ListInferenceRecommendationsJobs';
export const DESCRIBE = 'DescribeInferenceRecommendationsJob';
export const CREATE = 'CreateInferenceRecommendationsJob';
export const STOP = 'StopInferenceRecommendationsJob';

/** A response as it was received. */
export interface RawResponse {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly text: string;
  /** The parsed body; undefined where it isn't JSON. */
  readonly json: Readonly<Record<string, unknown>> | undefined;
}

/** Posts a body as any client of AWS JSON 1.1 would; rejects where the connection breaks. */
export function post(
  endpoint: string,
  operation: OperationName | (string & {}),
  body: object | string = {},
  signal?: AbortSignal,
): Promise<RawResponse> {
  return new Promise((resolve, reject) => {
    const headers = {
      'x-amz-target': `SageMaker.${operation}`,
      'content-type': 'application/x-amz-json-1.1',
      connection: 'close',
    };
    const call = request(endpoint, { method: 'POST', headers, ...(signal && { signal }) }, response => {
      const chunks: Buffer[] = [];
      response.on('error', reject);
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text, json: parse(text) });
      });
    });
    call.on('error', reject);
    call.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
}

/** The real SDK in front of a simulator, its own retry off. */
export function sdkClient(endpoint: string): SageMakerClient {
  const credentials = { accessKeyId: 'simulated', secretAccessKey: 'simulated' };
  return new SageMakerClient({ endpoint, region: 'us-east-1', credentials, maxAttempts: 1 });
}

/** What a promise rejects with; fails where it doesn't. */
export async function rejection(promise: Promise<unknown>): Promise<ErrorLike> {
  try {
    await promise;
  } catch (error) {
    return error as ErrorLike;
  }
  throw new Error('it should have been refused');
}

/** The fields of an error that specs read. */
export interface ErrorLike extends Error {
  readonly code?: string;
  readonly $fault?: string;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly clockSkewCorrected?: boolean };
}

function parse(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return JSON.parse(text) as Readonly<Record<string, unknown>>;
  } catch {
    return undefined;
  }
}
