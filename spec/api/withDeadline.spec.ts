import { expect } from 'chai';
import { withDeadline } from '../../src/api/withDeadline.js';
import { AbortedError, DeadlineError, NetworkError } from '../../src/core/errors.js';
import { callOptions, fakeApi, never } from '../support/fakeApi.js';
import { failure } from '../support/failure.js';
import { listeners, useFakeTime } from '../support/fakeTime.js';

const job = { JobName: 'job' };

describe('withDeadline', () => {
  const time = useFakeTime();

  it('passes the answer on, and leaves no timer, no listener and no abort', async () => {
    const inner = fakeApi(() => 'described');
    const call = callOptions({ attempt: 3, priority: 'background' });
    expect(await withDeadline(100)(inner).describeJob(job, call)).equal('described');
    const [{ options }] = inner.calls as [(typeof inner.calls)[0]];
    expect(options).deep.include({ attempt: 3, priority: 'background' });
    expect(options.signal.aborted).false;
    expect(time.countTimers()).equal(0);
    expect(listeners(call.signal)).equal(0);
  });

  it('answers in time though the client ignores its signal', async () => {
    const inner = fakeApi(never);
    const call = callOptions();
    let error: unknown;
    void failure(withDeadline(100)(inner).describeJob(job, call)).then(reason => (error = reason));
    await time.tickAsync(99);
    expect(error).undefined;
    expect(inner.calls[0]?.options.signal.aborted).false;
    await time.tickAsync(1);
    expect(error).instanceOf(DeadlineError);
    expect(error).property('message', 'No complete answer within 100 ms (retry.attemptDeadlineMs).');
    expect(inner.calls[0]?.options.signal.aborted).true;
    expect(time.countTimers()).equal(0);
    expect(listeners(call.signal)).equal(0);
  });

  it("ends with the caller's abort, though the client ignores its signal", async () => {
    const inner = fakeApi(never);
    const controller = new AbortController();
    const calling = failure(withDeadline(100)(inner).describeJob(job, controller));
    controller.abort();
    expect(await calling).instanceOf(AbortedError);
    expect(inner.calls[0]?.options.signal.aborted).true;
    expect(time.countTimers()).equal(0);
    expect(listeners(controller.signal)).equal(0);
  });

  it('makes no call where the signal has fired', async () => {
    const inner = fakeApi(never);
    const signal = AbortSignal.abort();
    expect(await failure(withDeadline(100)(inner).describeJob(job, { signal }))).instanceOf(AbortedError);
    expect(inner.calls).empty;
    expect(time.countTimers()).equal(0);
    expect(listeners(signal)).equal(0);
  });

  it('makes one of our errors of whatever the client fails with, and leaves nothing', async () => {
    const cause = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
    const call = callOptions();
    const api = withDeadline(100)(fakeApi(() => Promise.reject(cause)));
    const error = await failure(api.describeJob(job, call));
    expect(error).instanceOf(NetworkError).and.property('cause', cause);
    expect(time.countTimers()).equal(0);
    expect(listeners(call.signal)).equal(0);
  });

  it('keeps a deadline longer than a timer can wait from firing at once', async () => {
    const call = withDeadline(2 ** 40)(fakeApi(never)).describeJob(job, callOptions());
    let ended = false;
    void failure(call).then(() => (ended = true));
    await time.tickAsync(1_000_000);
    expect(ended).false;
  });
});
