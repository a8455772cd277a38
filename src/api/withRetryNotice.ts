import type { ApiWrapper } from './serviceApi.js';
import type { RecommenderClient } from './sageMakerApi.js';
import { notice } from './trace.js';
import { wrap } from './wrap.js';

/**
 * Publishes a notice, with the first call, if the retries of a caller's client are on: then each permit can
 * become several requests, which exceed the quota. Only reads the client's configuration.
 */
export function withRetryNotice(client: RecommenderClient): ApiWrapper {
  let asked = false;
  return wrap(({ options }, next) => {
    if (!asked) {
      asked = true;
      void maxAttempts(client).then(
        attempts => {
          noticeRetries(attempts, options.call);
        },
        () => undefined,
      );
    }
    return next(options);
  });
}

// Async, so that a configuration which throws doesn't disturb the call.
async function maxAttempts(client: RecommenderClient): Promise<unknown> {
  const { config } = client as { config?: { maxAttempts?: unknown } };
  const given = config?.maxAttempts;
  return typeof given === 'function' ? await (given as () => unknown).call(config) : given;
}

function noticeRetries(attempts: unknown, call: object | undefined): void {
  if (typeof attempts !== 'number' || attempts <= 1) return;
  notice(
    'CLIENT_RETRIES',
    `The client given to connect() makes up to ${String(attempts)} attempts of each call by itself, so that ` +
      'one permit can become several requests. Make it with maxAttempts: 1.',
    call,
  );
}
