import type { CallOptions, Operation, RecommenderApi } from './recommenderApi.js';

/** One call of the port, of any operation. */
export interface Call {
  readonly operation: Operation;
  readonly jobName: string | undefined;
  readonly options: CallOptions;
}

/** What a wrapper does around each call. `next` makes the call, with the same options or others. */
export type Around = <T>(call: Call, next: (options: CallOptions) => Promise<T>) => Promise<T>;

/** Makes a wrapper, `api => api`, of a function around each call. */
export function wrap(around: Around): (api: RecommenderApi) => RecommenderApi {
  return api => {
    const method =
      <I, O>(operation: Operation, call: (input: I, options: CallOptions) => Promise<O>) =>
      (input: I, options: CallOptions): Promise<O> => {
        const jobName = (input as { JobName?: string }).JobName;
        return around({ operation, jobName, options }, changed => call(input, changed));
      };
    return {
      listSteps: method('listSteps', api.listSteps),
      describeJob: method('describeJob', api.describeJob),
      listJobs: method('listJobs', api.listJobs),
    };
  };
}
