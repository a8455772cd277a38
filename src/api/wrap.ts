import type { CallOptions } from './callOptions.js';
import { jobNameOf } from './jobNameOf.js';
import type { ApiWrapper, Operation, ServiceApi } from './serviceApi.js';

/** One call of the port, of any operation. */
export interface Call {
  readonly operation: Operation;
  readonly jobName: string | undefined;
  readonly options: CallOptions;
}

/** What a wrapper does around each call. `next` makes the call, with the same options or others. */
export type Around = <T>(call: Call, next: (options: CallOptions) => Promise<T>) => Promise<T>;

type Method = (input: object, options: CallOptions) => Promise<unknown>;

/** Every operation of the port. Others than these are no calls, and stay as they are. */
const OPERATIONS: Readonly<Record<Operation, true>> = {
  listSteps: true,
  describeJob: true,
  listJobs: true,
  listAiRecommendationJobs: true,
  describeAiRecommendationJob: true,
  listAiBenchmarkJobs: true,
  describeAiBenchmarkJob: true,
  getScaling: true,
};

/** Makes a wrapper, `api => api`, of a function around each call. It wraps the operations that the port has. */
export function wrap(around: Around): ApiWrapper {
  return <A extends Partial<ServiceApi>>(api: A): A => {
    const wrapped = Object.entries(api).map(([name, call]) =>
      Object.hasOwn(OPERATIONS, name)
        ? [name, method(name as Operation, call as unknown as Method, around)]
        : [name, call],
    );
    return Object.fromEntries(wrapped) as A;
  };
}

const method =
  (operation: Operation, call: Method, around: Around): Method =>
  (input, options) =>
    around({ operation, jobName: jobNameOf(input), options }, changed => call(input, changed));
