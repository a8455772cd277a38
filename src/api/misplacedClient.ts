import { InvalidInputError } from '../core/errors.js';
import type { RecommenderClient } from './sageMakerApi.js';

const EXAMPLE = 'connect({ client: new SageMakerClient({ region }) })';

/**
 * Detects common mistakes in the argument of `connect`, and throws an error that says what to write: a client
 * in place of the options, a promise, and a client of the AWS SDK v2.
 */
export function refuseMisplacedClient(options: unknown): void {
  if (isPromise(options))
    throw new InvalidInputError('connect', `got a promise: await it first, as in connect(await options)`);
  if (hasSend(options))
    throw new InvalidInputError('connect', `takes options, and got a client: write connect({ client })`);
  if (isVersion2(options))
    throw new InvalidInputError('connect', `got a client of the AWS SDK v2: write ${EXAMPLE}`);
  const client = (options as { readonly client?: unknown } | null | undefined)?.client;
  if (isPromise(client))
    throw new InvalidInputError(
      'connect.client',
      'is a promise: await it first, as in { client: await client }',
    );
  if (isVersion2(client))
    throw new InvalidInputError(
      'connect.client',
      `is one of the AWS SDK v2: take SageMakerClient of @aws-sdk/client-sagemaker, as in ${EXAMPLE}`,
    );
}

/** Whether this is a client that `connect` accepts. */
export const hasSend = (value: unknown): boolean =>
  typeof (value as Partial<RecommenderClient> | null | undefined)?.send === 'function';

const isPromise = (value: unknown): boolean =>
  typeof (value as { readonly then?: unknown } | null | undefined)?.then === 'function';

/** A service of the package `aws-sdk`: each operation is a method, requests are made by `makeRequest`. */
const isVersion2 = (value: unknown): boolean =>
  !hasSend(value) &&
  typeof (value as { readonly makeRequest?: unknown } | null | undefined)?.makeRequest === 'function';
