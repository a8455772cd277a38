import {
  DescribeInferenceRecommendationsJobCommand,
  ListInferenceRecommendationsJobsCommand,
  ListInferenceRecommendationsJobStepsCommand,
  SageMakerClient,
  type ListInferenceRecommendationsJobsCommandInput,
  type ListInferenceRecommendationsJobStepsCommandInput,
} from '@aws-sdk/client-sagemaker';
import { AbortedError, MalformedResponseError } from '../core/errors.js';
import type {
  CallOptions,
  ListJobsOutput,
  ListStepsOutput,
  Operation,
  RecommenderApi,
} from './recommenderApi.js';
import { tapBody } from './tapBody.js';
import { toStepstreamError, type RequestContext } from './toStepstreamError.js';
import { traced } from './trace.js';

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

/** Makes a client with the default credential chain, and without retries: each attempt takes a permit. */
export function ownClient({ region, endpoint }: ClientOptions): HeldClient {
  const client = new SageMakerClient({
    maxAttempts: 1,
    ...(region !== undefined && { region }),
    ...(endpoint !== undefined && { endpoint }),
  });
  return {
    client,
    dispose: () => {
      client.destroy();
    },
  };
}

/** Wraps a caller's client, which is never destroyed by us. */
export function borrowedClient(client: RecommenderClient): HeldClient {
  return { client, dispose: () => undefined };
}

/**
 * The port to the service, implemented by an SDK client. The only file that imports the SDK. `now` is the
 * time of day.
 *
 * Answers are the JSON of the body as received, or the SDK's output where there is no body (a mock). The
 * codecs read both. Every failure is a `StepstreamError`.
 */
export function sageMakerApi(client: RecommenderClient, now: () => number): RecommenderApi {
  function send(
    operation: Operation,
    command: object,
    context: RequestContext,
    call: CallOptions,
  ): Promise<object> {
    return traced(
      () => ({ kind: 'attempt', operation, jobName: context.jobName, attempt: call.attempt }),
      async () => {
        const tapped = tapBody(command);
        let output: unknown;
        try {
          output = await client.send(command, { abortSignal: call.signal });
        } catch (error) {
          throw call.signal.aborted
            ? new AbortedError(undefined, { cause: error })
            : toStepstreamError(error, now, context);
        }
        return tapped.text === undefined ? asObject(output) : parse(tapped.text);
      },
    );
  }
  return {
    listSteps: async (input, call): Promise<ListStepsOutput> => {
      const command = new ListInferenceRecommendationsJobStepsCommand(
        input as ListInferenceRecommendationsJobStepsCommandInput,
      );
      const context = { jobName: input.JobName, nextToken: input.NextToken };
      const answer = await send('listSteps', command, context, call);
      return asPage<ListStepsOutput>('Steps', answer, now, context);
    },
    describeJob: (input, call) =>
      send(
        'describeJob',
        new DescribeInferenceRecommendationsJobCommand(input),
        { jobName: input.JobName },
        call,
      ),
    listJobs: async (input, call): Promise<ListJobsOutput> => {
      const command = new ListInferenceRecommendationsJobsCommand(
        input as ListInferenceRecommendationsJobsCommandInput,
      );
      const context = { nextToken: input.NextToken };
      const answer = await send('listJobs', command, context, call);
      return asPage<ListJobsOutput>('InferenceRecommendationsJobs', answer, now, context);
    },
  };
}

function parse(text: string): object {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new MalformedResponseError(`The answer is not JSON (${String(text.length)} characters).`, {
      cause,
    });
  }
  return asObject(value);
}

function asObject(value: unknown): object {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new MalformedResponseError('The answer is not a JSON object.');
}

// A missing list is left to the wrappers. A token that is null or empty is no token.
function asPage<T>(member: keyof T & string, answer: object, now: () => number, context: RequestContext): T {
  const { [member]: items, NextToken: token, __type: type } = answer as Record<string, unknown>;
  // A gateway between us and the service may turn an error into a success.
  if (typeof type === 'string' && items === undefined) {
    const name = type.replace(/^.*#/, '');
    // Modelled errors of SageMaker have a Message, all others a message.
    const { Message, message = Message } = answer as Record<string, unknown>;
    throw toStepstreamError({ name, message: typeof message === 'string' ? message : type }, now, context);
  }
  if (items !== undefined && items !== null && !Array.isArray(items)) {
    throw new MalformedResponseError(`The answer's ${member} is not a list.`);
  }
  if (token !== undefined && token !== null && typeof token !== 'string') {
    throw new MalformedResponseError("The answer's NextToken is not a string.");
  }
  return {
    ...(Array.isArray(items) && { [member]: items }),
    ...(typeof token === 'string' && token !== '' && { NextToken: token }),
  } as T;
}
