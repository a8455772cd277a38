import type { Agent as HttpAgent } from 'node:http';
import type { Agent as HttpsAgent } from 'node:https';
import * as sdk from '@aws-sdk/client-sagemaker';
import { AbortedError, MissingPeerError } from '../core/errors.js';
import { ofCall } from './callOf.js';
import type { CallOptions } from './callOptions.js';
import { jobNameOf } from './jobNameOf.js';
import { requestTarget } from './requestTarget.js';
import { answerObject, parseAnswer, readPage } from './readAnswer.js';
import type { Operation, ServiceApi } from './serviceApi.js';
import { tapClient, tapCommands, type SdkClient, type Tapped, type TappedSend } from './tapBody.js';
import { toStepstreamError } from './toStepstreamError.js';
import { traced, type TraceContext } from './trace.js';

/**
 * The part of an SDK client that is used, of `SageMakerClient` or of a mock. `send` is given a command of
 * `@aws-sdk/client-sagemaker`.
 */
export interface RecommenderClient {
  send(command: object, options?: { abortSignal?: AbortSignal }): Promise<unknown>;
}

/** A client, and the function that disposes of it. */
export interface HeldClient {
  readonly client: RecommenderClient;
  readonly dispose: () => void;
}

/** Where our own client finds the service. The SDK reads what isn't given from the environment. */
export interface ClientOptions {
  readonly region?: string | undefined;
  readonly endpoint?: string | undefined;
}

/** What a client of our own takes besides where the service is. The SDK's default is taken for what isn't given. */
export interface OwnClientConfig {
  readonly credentials?: () => Promise<Credentials>;
  /** Options of the SDK's handler of requests, such as its agents. */
  readonly requestHandler?: { readonly httpAgent?: HttpAgent; readonly httpsAgent?: HttpsAgent };
  readonly useFipsEndpoint?: boolean;
  readonly useDualstackEndpoint?: boolean;
}

/** The keys that sign a request. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
}

/** A client of our own. */
export interface OwnClient extends HeldClient {
  /** Its credentials, remembered until they are about to expire. */
  readonly credentials: () => Promise<Credentials>;
}

/** How commands are sent through the clients of our own. */
const ownSends = new WeakMap<RecommenderClient, TappedSend>();

/** Makes a client without retries, as each attempt takes a permit; by default with the default credential chain. */
export function ownClient({ region, endpoint }: ClientOptions, config: OwnClientConfig = {}): OwnClient {
  const client = new sdk.SageMakerClient({
    maxAttempts: 1,
    cacheMiddleware: true,
    ...config,
    ...(region !== undefined && { region }),
    ...(endpoint !== undefined && { endpoint }),
  });
  // The SDK's types know only of middleware for its own inputs and outputs.
  ownSends.set(client, tapClient(client as unknown as SdkClient));
  return {
    client,
    credentials: () => client.config.credentials(),
    dispose: () => {
      client.destroy();
    },
  };
}

/** URL of the service in a region, as the SDK knows it. */
export function regionalEndpoint({
  region,
  useFips,
  useDualStack,
}: {
  readonly region: string;
  readonly useFips: boolean;
  readonly useDualStack: boolean;
}): string {
  const client = new sdk.SageMakerClient({ region });
  try {
    const params = { Region: region, UseFIPS: useFips, UseDualStack: useDualStack };
    return client.config.endpointProvider(params).url.href;
  } finally {
    client.destroy();
  }
}

/** Wraps a caller's client, which is never destroyed by us. */
export function borrowedClient(client: RecommenderClient): HeldClient {
  return { client, dispose: () => undefined };
}

/** What an operation of the port is on the SDK. */
export interface SdkOperation {
  /** The class of its command; undefined where the installed SDK is older than the operation. */
  readonly Command: CommandClass | undefined;
  /** The member of its answer that has the items of a page. */
  readonly list?: string;
}

type CommandClass = new (input: never) => object;

/**
 * The operations of the port. Those of the second generation are members of a namespace, as a named import that
 * an older SDK lacks would break the whole module.
 */
export const OPERATIONS: Readonly<Record<Operation, SdkOperation>> = {
  listSteps: { Command: sdk.ListInferenceRecommendationsJobStepsCommand, list: 'Steps' },
  describeJob: { Command: sdk.DescribeInferenceRecommendationsJobCommand },
  listJobs: { Command: sdk.ListInferenceRecommendationsJobsCommand, list: 'InferenceRecommendationsJobs' },
  listAiRecommendationJobs: { Command: sdk.ListAIRecommendationJobsCommand, list: 'AIRecommendationJobs' },
  describeAiRecommendationJob: { Command: sdk.DescribeAIRecommendationJobCommand },
  listAiBenchmarkJobs: { Command: sdk.ListAIBenchmarkJobsCommand, list: 'AIBenchmarkJobs' },
  describeAiBenchmarkJob: { Command: sdk.DescribeAIBenchmarkJobCommand },
  getScaling: { Command: sdk.GetScalingConfigurationRecommendationCommand },
};

/** The first version of the SDK that has the operations of the second generation. */
const SDK_WITH_AI = '3.1034.0';

/**
 * The port to the service, implemented by an SDK client. The only file that imports the SDK. `now` is the
 * time of day; `operations` are those of the installed SDK.
 *
 * Answers are the JSON of the body as received, or the SDK's output where there is no body (a mock). The
 * codecs read both. Every failure is a `StepstreamError`; an operation that the installed SDK lacks fails with
 * `MissingPeerError`, without a request.
 */
export function sageMakerApi(
  client: RecommenderClient,
  now: () => number,
  operations: typeof OPERATIONS = OPERATIONS,
): ServiceApi {
  const send = ownSends.get(client) ?? tapCommands(client);
  const methods = Object.entries(operations).map(([name, { Command, list }]) => {
    const method = async (input: object, call: CallOptions): Promise<object> => {
      if (Command === undefined) throw new MissingPeerError('@aws-sdk/client-sagemaker', {}, SDK_WITH_AI);
      const jobName = jobNameOf(input);
      const { NextToken: nextToken } = input as { readonly NextToken?: string };
      const context = { jobName, nextToken, result: resultOf(input) };
      const answer = await traced(
        () => ({
          kind: 'attempt',
          operation: name as Operation,
          jobName,
          attempt: call.attempt,
          call: call.call,
        }),
        async traceContext => {
          const tapped: Tapped = { text: undefined, request: undefined };
          let output: unknown;
          try {
            output = await send(new Command({ ...input } as never), call.signal, tapped);
          } catch (error) {
            throw call.signal.aborted
              ? new AbortedError(undefined, { cause: error })
              : toStepstreamError(error, now, context);
          } finally {
            if (traceContext !== undefined) describeAttempt(traceContext, output, tapped.request);
          }
          return tapped.text === undefined ? answerObject(output) : parseAnswer(tapped.text);
        },
      );
      return list === undefined ? answer : ofCall(readPage(list, answer, now, context), call.call);
    };
    return [name, method];
  });
  return Object.fromEntries(methods) as ServiceApi;
}

/** The result that a request for advice on scaling names; undefined for all other requests. */
function resultOf(input: object): string | undefined {
  const { RecommendationId, EndpointName } = input as Partial<Record<string, unknown>>;
  const result = RecommendationId ?? EndpointName;
  return typeof result === 'string' ? result : undefined;
}

/** Adds to the context of an attempt what its end has told: where it went, and the ids that AWS has given to it. */
function describeAttempt(context: TraceContext, output: unknown, request: unknown): void {
  context.target = requestTarget(request);
  const { $metadata = {} } = (output ?? {}) as { readonly $metadata?: Readonly<Record<string, unknown>> };
  const { requestId, extendedRequestId } = $metadata;
  if (typeof requestId === 'string') context.requestId = requestId;
  if (typeof extendedRequestId === 'string') context.extendedRequestId = extendedRequestId;
}
