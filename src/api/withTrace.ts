import type { RecommenderApi } from './recommenderApi.js';
import { traced } from './trace.js';
import { wrap } from './wrap.js';

/** Publishes each call, with all of its attempts and waits, as a `call` span. */
export const withTrace: (api: RecommenderApi) => RecommenderApi = wrap(
  ({ operation, jobName, options }, next) =>
    traced(
      () => ({ kind: 'call', operation, jobName }),
      () => next(options),
    ),
);
