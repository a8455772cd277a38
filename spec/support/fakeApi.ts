import type { CallOptions, ListStepsInput, ListStepsOutput } from '../../src/api/recommenderApi.js';
import type { Operation, ServiceApi } from '../../src/api/serviceApi.js';

/** One call that a fake was given. */
export interface FakeCall {
  readonly operation: Operation;
  readonly input: unknown;
  readonly options: CallOptions;
}

/** A port that remembers its calls. */
export interface FakeApi extends ServiceApi {
  readonly calls: readonly FakeCall[];
}

/** A port whose every operation gives what `answer` gives; `index` counts the calls from 0. */
export function fakeApi(answer: (call: FakeCall, index: number) => unknown): FakeApi {
  const calls: FakeCall[] = [];
  const method =
    (operation: Operation) =>
    async (input: unknown, options: CallOptions): Promise<never> => {
      const call = { operation, input, options };
      calls.push(call);
      return (await answer(call, calls.length - 1)) as never;
    };
  return {
    calls,
    listSteps: method('listSteps'),
    describeJob: method('describeJob'),
    listJobs: method('listJobs'),
    listAiRecommendationJobs: method('listAiRecommendationJobs'),
    describeAiRecommendationJob: method('describeAiRecommendationJob'),
    listAiBenchmarkJobs: method('listAiBenchmarkJobs'),
    describeAiBenchmarkJob: method('describeAiBenchmarkJob'),
    getScaling: method('getScaling'),
  };
}

/**
 * A port that lists `items` as the service would, at most `MaxResults` in a page. Its token says how many
 * items came before, whichever the size of the page. A call whose index is in `empty` gets an empty page
 * with the token that brings it on.
 */
export function jobApi(items: readonly unknown[], empty: readonly number[] = []): FakeApi {
  return fakeApi(({ input }, index): ListStepsOutput => {
    const { MaxResults = 100, NextToken = 'after 0' } = input as ListStepsInput;
    const start = parseInt(NextToken.slice('after '.length));
    if (empty.includes(index)) return { Steps: [], NextToken: `${NextToken}, again` };
    const end = start + MaxResults;
    const Steps = items.slice(start, end);
    return end < items.length ? { Steps, NextToken: `after ${end}` } : { Steps };
  });
}

/** The requests that a fake was given. */
export const inputsOf = ({ calls }: FakeApi): unknown[] => calls.map(({ input }) => input);

/** A signal that never fires, and what goes along with it. */
export const callOptions = (others: Partial<CallOptions> = {}): CallOptions => ({
  signal: new AbortController().signal,
  ...others,
});

/** A promise that never settles. */
export const never = (): Promise<never> => new Promise(() => undefined);
