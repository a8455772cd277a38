import { expect } from 'chai';
import { RETRY_DEFAULTS } from '../../src/api/retryPolicy.js';
import { withRetry } from '../../src/api/withRetry.js';
import * as errors from '../../src/core/errors.js';
import { callOptions, fakeApi, never, type FakeApi } from '../support/fakeApi.js';
import { failure } from '../support/failure.js';
import { listeners } from '../support/fakeTime.js';
import { useTrace } from '../support/traceEvents.js';
import { virtualTime, type VirtualTime } from '../support/virtualTime.js';

const job = { JobName: 'job' };
const reset = (): errors.NetworkError => new errors.NetworkError('reset');
const skewed = (): errors.ClockSkewError => new errors.ClockSkewError('skewed', true);

/** Fails with these, one after the other, and then answers. */
const failing = (...failures: readonly unknown[]): FakeApi =>
  fakeApi((_, index) => (index < failures.length ? Promise.reject(failures[index]) : 'described'));

describe('withRetry', () => {
  let time: VirtualTime;
  beforeEach(() => (time = virtualTime(() => 0.5)));
  const events = useTrace();

  const retrying = (
    inner: FakeApi,
    attempts = RETRY_DEFAULTS.attempts,
    call = callOptions(),
  ): Promise<unknown> => withRetry({ ...RETRY_DEFAULTS, attempts }, time)(inner).describeJob(job, call);

  async function settled(promise: Promise<unknown>): Promise<unknown> {
    let done = false;
    const result = promise.catch((error: unknown) => error).finally(() => (done = true));
    await time.until(() => done);
    return result;
  }

  it('makes one call where it succeeds, and says that it is the first attempt', async () => {
    const inner = failing();
    const call = callOptions({ priority: 'background' });
    expect(await settled(retrying(inner, 8, call))).equal('described');
    expect(inner.calls).deep.equal([
      { operation: 'describeJob', input: job, options: { ...call, attempt: 1 } },
    ]);
    expect(time.monotonic()).equal(0);
    expect(events).empty;
  });

  it('makes a call of its own for each attempt, counts them, and waits longer each time', async () => {
    const inner = failing(
      reset(),
      new errors.DeadlineError('late'),
      new errors.MalformedResponseError('cut'),
    );
    expect(await settled(retrying(inner))).equal('described');
    expect(inner.calls.map(({ options }) => options.attempt)).deep.equal([1, 2, 3, 4]);
    expect(time.monotonic()).equal(100 + 200 + 400);
  });

  it('waits for as long as the service asks', async () => {
    expect(await settled(retrying(failing(new errors.ThrottledError('slow down', 5000))))).equal('described');
    expect(time.monotonic()).equal(5000 + 100);
  });

  it('looks twice for the host of a region, and then gives up', async () => {
    const unknown = new errors.NetworkError('no such host', { unknownRegion: 'mars-1' });
    const inner = failing(unknown, unknown, unknown);
    expect(await settled(retrying(inner))).equal(unknown);
    expect(inner.calls).length(2);
    expect(time.monotonic()).equal(100);
  });

  it('goes on looking for any other host', async () => {
    const missing = new errors.NetworkError('no such host');
    const inner = failing(...Array.from({ length: 7 }, () => missing));
    expect(await settled(retrying(inner))).equal('described');
    expect(inner.calls).length(8);
  });

  it('gives up after the last attempt, with the last error as it is and no further wait', async () => {
    const failures = [reset(), reset(), reset(), reset()];
    const inner = failing(...failures);
    expect(await settled(retrying(inner, 3))).equal(failures[2]);
    expect(inner.calls).length(3);
    expect(time.monotonic()).equal(100 + 200);
  });

  it('never retries where one attempt is all', async () => {
    const inner = failing(reset());
    expect(await settled(retrying(inner, 1))).instanceOf(errors.NetworkError);
    expect(inner.calls).length(1);
  });

  for (const error of [
    new errors.ValidationError('bad'),
    new errors.NotFoundError('no job'),
    new errors.AccessDeniedError('denied'),
    new errors.ExpiredCredentialsError('expired'),
    new errors.MissingCredentialsError('none'),
    new errors.AbortedError(),
    new errors.ClockSkewError('skewed', false),
    new TypeError('a bug'),
  ])
    it(`does not retry after ${error.name}: ${error.message}`, async () => {
      const inner = failing(error);
      expect(await settled(retrying(inner))).equal(error);
      expect(inner.calls).length(1);
    });

  it('retries after a corrected clock at once and once, after whichever attempt', async () => {
    const last = skewed();
    const inner = failing(reset(), skewed(), reset(), last);
    expect(await settled(retrying(inner))).equal(last);
    expect(inner.calls).length(4);
    expect(time.monotonic()).equal(100 + 0 + 400);
  });

  it('retries after a corrected clock again in the next call', async () => {
    const inner = fakeApi((_, index) => (index % 2 === 0 ? Promise.reject(skewed()) : 'described'));
    expect(await settled(retrying(inner))).equal('described');
    expect(await settled(retrying(inner))).equal('described');
  });

  it('ends at once with an abort in back-off, and leaves no timer, no listener and no call', async () => {
    const controller = new AbortController();
    const inner = failing(reset(), reset());
    const call = failure(retrying(inner, 8, controller));
    await time.pass(99);
    controller.abort();
    expect(await call).instanceOf(errors.AbortedError);
    expect(time.timers()).equal(0);
    expect(listeners(controller.signal)).equal(0);
    expect(inner.calls).length(1);
  });

  it('does not retry after an abort in flight', async () => {
    const controller = new AbortController();
    const inner = fakeApi(() => {
      controller.abort();
      return Promise.reject(reset());
    });
    expect(await settled(retrying(inner, 8, controller))).instanceOf(errors.AbortedError);
    expect(inner.calls).length(1);
  });

  it('leaves the waiting for an answer to the wrappers inside', async () => {
    void retrying(fakeApi(never));
    await time.pass(1e6);
    expect(time.timers()).equal(0);
  });

  it('publishes each back-off: after which attempt, how long and why', async () => {
    const [first, second] = [reset(), skewed()];
    await settled(retrying(failing(first, second)));
    const about = {
      event: 'start',
      kind: 'backoff',
      operation: 'describeJob',
      jobName: 'job',
      call: undefined,
    };
    expect(events.filter(({ event }) => event === 'start')).deep.equal([
      { ...about, attempt: 1, delayMs: 100, cause: first },
      { ...about, attempt: 2, delayMs: 0, cause: second },
    ]);
  });
});
