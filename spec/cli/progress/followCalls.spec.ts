import { expect } from 'chai';
import { traced, type TraceContext } from '../../../src/api/trace.js';
import { withRetry } from '../../../src/api/withRetry.js';
import { RETRY_DEFAULTS } from '../../../src/api/retryPolicy.js';
import type { CallOptions } from '../../../src/api/callOptions.js';
import type { ServiceApi } from '../../../src/api/serviceApi.js';
import { followCalls } from '../../../src/cli/progress/followCalls.js';
import { ThrottledError } from '../../../src/core/errors.js';
import { virtualTime } from '../../support/virtualTime.js';

describe('the calls of the command', () => {
  it('are followed from attempt to attempt, until they are answered', async () => {
    const time = virtualTime();
    const calls = followCalls(time);
    const seen: (string | undefined)[] = [];
    let attempts = 0;
    /** Throttled twice, and answered after five seconds. */
    const listSteps = (_: object, { attempt, call }: CallOptions): Promise<object> =>
      traced(
        (): TraceContext => ({ kind: 'attempt', operation: 'listSteps', attempt, call }),
        async () => {
          attempts += 1;
          seen.push(calls.delay());
          if (attempts < 3) throw new ThrottledError('Rate exceeded', 2_000);
          await new Promise<void>(resolve => void time.after(5_000, resolve));
          return { Steps: [] };
        },
      );
    const api = withRetry(RETRY_DEFAULTS, time)({ listSteps } as unknown as ServiceApi);
    const answered = api.listSteps({ JobName: 'j' }, { signal: new AbortController().signal });
    const heard = new Set<string | undefined>();
    for (let i = 0; i < 140; i += 1) {
      heard.add(calls.delay());
      await time.pass(100);
    }
    await answered;
    expect(seen).deep.equal([
      undefined,
      'attempt 2 of 8, after a throttle',
      'attempt 3 of 8, after a throttle',
    ]);
    expect([...heard]).include.members([
      'attempt 2 of 8 in 2 s, after a throttle',
      'attempt 3 of 8 in 1 s, after a throttle',
      'attempt 3 of 8, after a throttle; no answer for 4 s of 30 s',
    ]);
    expect(calls.delay()).undefined;
    calls.end();
    void traced(
      () => ({ kind: 'backoff', attempt: 1, delayMs: 9_000 }),
      () => Promise.resolve(),
    );
    expect(calls.delay()).undefined;
  });
});
