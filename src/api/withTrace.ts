import type { RecommenderApi } from './recommenderApi.js';
import { traced } from './trace.js';
import { wrap } from './wrap.js';

/** Makes a `call` span of each call, with all its attempts and waits. */
export const withTrace: (api: RecommenderApi) => RecommenderApi = wrap(
  ({ operation, jobName, options }, next) =>
    traced(
      () => ({ kind: 'call', operation, jobName }),
      () => next(options),
    ),
);
