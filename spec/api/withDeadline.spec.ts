import { expect } from 'chai';
import { withDeadline } from '../../src/api/withDeadline.js';
import { AbortedError, DeadlineError, NetworkError } from '../../src/core/errors.js';
import { callOptions, fakeApi, never } from '../support/fakeApi.js';
import { failure } from '../support/failure.js';
import { listeners } from '../support/fakeTime.js';
import { virtualTime, type VirtualTime } from '../support/virtualTime.js';

const job = { JobName: 'job' };

describe('withDeadline', () => {
  let time: VirtualTime;
  beforeEach(() => (time = virtualTime()));

  it('passes the answer on, and leaves no timer, no listener and no abort', async () => {
    const inner = fakeApi(() => 'described');
    const call = callOptions({ attempt: 3, priority: 'background' });
    expect(await withDeadline(100, time)(inner).describeJob(job, call)).equal('described');
    const [{ options }] = inner.calls as [(typeof inner.calls)[0]];
    expect(options).deep.include({ attempt: 3, priority: 'background' });
    expect(options.signal.aborted).false;
    expect(time.timers()).equal(0);
    expect(listeners(call.signal)).equal(0);
  });

  it('answers in time though the client ignores its signal', async () => {
    const inner = fakeApi(never);
    const call = callOptions();
    let error: unknown;
    void failure(withDeadline(100, time)(inner).describeJob(job, call)).then(reason => (error = reason));
    await time.pass(99);
    expect(error).undefined;
    expect(inner.calls[0]?.options.signal.aborted).false;
    await time.pass(1);
    expect(error).instanceOf(DeadlineError);
    expect(error).property('message', 'No complete answer within 100 ms (retry.attemptDeadlineMs).');
    expect(inner.calls[0]?.options.signal.aborted).true;
    expect(time.timers()).equal(0);
    expect(listeners(call.signal)).equal(0);
  });

  it("ends with the caller's abort, though the client ignores its signal", async () => {
    const inner = fakeApi(never);
    const controller = new AbortController();
    const calling = failure(withDeadline(100, time)(inner).describeJob(job, controller));
    controller.abort();
    expect(await calling).instanceOf(AbortedError);
    expect(inner.calls[0]?.options.signal.aborted).true;
    expect(time.timers()).equal(0);
    expect(listeners(controller.signal)).equal(0);
  });

  it('makes no call where the signal has fired', async () => {
    const inner = fakeApi(never);
    const signal = AbortSignal.abort();
    expect(await failure(withDeadline(100, time)(inner).describeJob(job, { signal }))).instanceOf(
      AbortedError,
    );
    expect(inner.calls).empty;
    expect(time.timers()).equal(0);
    expect(listeners(signal)).equal(0);
  });

  it('turns each error of the client into one of ours, and leaves nothing', async () => {
    const cause = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
    const call = callOptions();
    const api = withDeadline(100, time)(fakeApi(() => Promise.reject(cause)));
    const error = await failure(api.describeJob(job, call));
    expect(error).instanceOf(NetworkError).and.property('cause', cause);
    expect(time.timers()).equal(0);
    expect(listeners(call.signal)).equal(0);
  });
});
