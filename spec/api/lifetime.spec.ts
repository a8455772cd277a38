import { expect } from 'chai';
import { lifetime } from '../../src/api/lifetime.js';
import { AbortedError, ClosedError, NetworkError } from '../../src/core/errors.js';
import { callOptions, fakeApi, type FakeCall } from '../support/fakeApi.js';
import { failure } from '../support/failure.js';
import { listeners } from '../support/fakeTime.js';

const job = { JobName: 'job' };

/** Fails with `error` when its signal fires. */
const untilAbort =
  (error: unknown = new AbortedError()) =>
  ({ options: { signal } }: FakeCall): Promise<never> =>
    new Promise((_, reject) => {
      signal.addEventListener('abort', () => {
        reject(error);
      });
    });

describe('lifetime', () => {
  it('passes answers and options on, and leaves no listener', async () => {
    const inner = fakeApi(() => 'described');
    const call = callOptions({ priority: 'background' });
    expect(await lifetime().wrapper(inner).describeJob(job, call)).equal('described');
    expect(inner.calls[0]?.options.priority).equal('background');
    expect(inner.calls[0]?.options.signal.aborted).false;
    expect(listeners(call.signal)).equal(0);
  });

  it("ends a call with the caller's signal, as aborted and not as closed", async () => {
    const controller = new AbortController();
    const call = failure(lifetime().wrapper(fakeApi(untilAbort())).describeJob(job, controller));
    controller.abort();
    expect(await call).instanceOf(AbortedError);
    expect(listeners(controller.signal)).equal(0);
  });

  it('makes no call where the signal has fired', async () => {
    const inner = fakeApi(() => 'described');
    const signal = AbortSignal.abort();
    expect(await failure(lifetime().wrapper(inner).describeJob(job, { signal }))).instanceOf(AbortedError);
    expect(inner.calls).empty;
  });

  it('ends every call under way with ClosedError, and refuses later ones', async () => {
    const life = lifetime();
    const inner = fakeApi(untilAbort());
    const api = life.wrapper(inner);
    const calls = [api.describeJob(job, callOptions()), api.listSteps(job, callOptions())].map(failure);
    await life.end();
    for (const call of calls) expect(await call).instanceOf(ClosedError);
    expect(await failure(api.listJobs({}, callOptions()))).instanceOf(ClosedError);
    expect(inner.calls).length(2);
  });

  it('keeps what a call failed with by itself while it was ended', async () => {
    const life = lifetime();
    const reset = new NetworkError('reset');
    const call = failure(life.wrapper(fakeApi(untilAbort(reset))).describeJob(job, callOptions()));
    await life.end();
    expect(await call).equal(reset);
  });

  it('has ended when nothing is left running, and not before', async () => {
    const life = lifetime();
    let finish: (value: string) => void = () => undefined;
    const api = life.wrapper(fakeApi(() => new Promise(resolve => (finish = resolve))));
    const call = api.describeJob(job, callOptions());
    let ended = false;
    const ending = life.end().then(() => (ended = true));
    await new Promise(setImmediate);
    expect(ended).false;
    finish('described');
    await ending;
    expect(await call).equal('described');
  });

  it('ends at once where nothing runs any more', async () => {
    const life = lifetime();
    const inner = fakeApi(() => 'described');
    await life.wrapper(inner).describeJob(job, callOptions());
    await life.end();
    expect(inner.calls[0]?.options.signal.aborted).false;
  });
});
