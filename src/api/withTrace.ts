import type { ApiWrapper } from './serviceApi.js';
import { traced } from './trace.js';
import { wrap } from './wrap.js';

/** Publishes each call, with all of its attempts and waits, as a `call` span. */
export const withTrace: ApiWrapper = wrap(({ operation, jobName, options }, next) =>
  traced(
    () => ({ kind: 'call', operation, jobName }),
    call => next(call === undefined ? options : { ...options, call }),
  ),
);
