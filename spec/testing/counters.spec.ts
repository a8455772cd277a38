import { ListInferenceRecommendationsJobStepsCommand } from '@aws-sdk/client-sagemaker';
import { expect } from 'chai';
import { fakeRecommender, startSimulator } from '../../src/testing/index.js';
import { installFakeClock } from '../support/fakeClock.js';
import { until } from '../support/simulated.js';
import { DESCRIBE, LIST_STEPS, post, rejection, sdkClient } from './support.js';

const jobs = [{ name: 'job', steps: 5 }];
const list = (): ListInferenceRecommendationsJobStepsCommand =>
  new ListInferenceRecommendationsJobStepsCommand({ JobName: 'job' });

describe('testing: stats', () => {
  it('counts calls, throttles and faults', async () => {
    const seen: string[] = [];
    const onCall = ({ operation, input }: { operation: string; input: unknown }): void => {
      seen.push(`${operation} ${JSON.stringify(input)}`);
    };
    const simulator = await startSimulator({ jobs, onCall });
    simulator.fault('throttle');
    simulator.fault('internalError', { times: 2 });
    for (let call = 0; call < 4; call += 1) await post(simulator.endpoint, LIST_STEPS, { JobName: 'job' });
    await post(simulator.endpoint, DESCRIBE, { JobName: 'job' });
    await post(simulator.endpoint, 'ListModels');
    await until(() => simulator.stats().openSockets === 0);
    expect(simulator.stats()).to.deep.equal({
      calls: 6,
      callsByOperation: { [LIST_STEPS]: 4, [DESCRIBE]: 1 },
      throttles: 1,
      faults: 3,
      faultsByKind: { throttle: 1, internalError: 2 },
      openRequests: 0,
      peakOpenRequests: 1,
      openSockets: 0,
      abortedRequests: 0,
      aborts: [],
    });
    expect(seen).to.have.length(6);
    expect(seen[0]).to.equal(`${LIST_STEPS} {"JobName":"job"}`);
    await simulator.close();
  });

  it('counts requests that their client aborts, with the time', async () => {
    const simulator = await startSimulator({ jobs, latencyMs: 600_000 });
    const client = sdkClient(simulator.endpoint);
    for (let call = 1; call <= 20; call += 1) {
      const abort = new AbortController();
      const refused = rejection(client.send(list(), { abortSignal: abort.signal }));
      await until(() => simulator.stats().openRequests === 1);
      const abortedAt = performance.timeOrigin + performance.now();
      abort.abort();
      expect((await refused).name).to.equal('AbortError');
      await until(() => simulator.stats().abortedRequests === call);
      const last = simulator.stats().aborts.at(-1);
      expect(last).to.include({ operation: LIST_STEPS, jobName: 'job' });
      expect(last?.receivedAt).to.be.at.most(abortedAt);
      expect(last?.closedAt).to.be.within(abortedAt, performance.timeOrigin + performance.now());
    }
    expect(simulator.stats()).to.include({ calls: 20, openRequests: 0, openSockets: 0 });
    client.destroy();
    await simulator.close();
  });

  it('counts a request that is aborted within the body', async () => {
    const simulator = await startSimulator({ jobs });
    simulator.fault('stalledBody');
    const abort = new AbortController();
    const refused = rejection(post(simulator.endpoint, LIST_STEPS, { JobName: 'job' }, abort.signal));
    await until(() => simulator.stats().faults === 1);
    abort.abort();
    await refused;
    await until(() => simulator.stats().abortedRequests === 1);
    await simulator.close();
  });

  it('does not count its own resets and cuts as aborted', async () => {
    const simulator = await startSimulator({ jobs });
    for (const kind of ['resetBeforeResponse', 'resetInsideBody', 'cutBody'] as const) {
      simulator.fault(kind);
      await rejection(post(simulator.endpoint, LIST_STEPS, { JobName: 'job' }));
    }
    await until(() => simulator.stats().openSockets === 0);
    expect(simulator.stats()).to.include({ abortedRequests: 0, openRequests: 0 });
    await simulator.close();
  });

  it('counts the requests that are open at once, and none after close', async () => {
    const simulator = await startSimulator({ jobs, latencyMs: 50 });
    const client = sdkClient(simulator.endpoint);
    // The responses wait until all four requests have arrived, however long that takes.
    const time = installFakeClock({ toFake: ['setTimeout', 'clearTimeout'], shouldClearNativeTimers: true });
    try {
      const calls = [1, 2, 3, 4].map(() => client.send(list()));
      await until(() => simulator.stats().openRequests === 4);
      time.tick(50);
      await Promise.all(calls);
    } finally {
      time.uninstall();
    }
    expect(simulator.stats()).to.include({ openRequests: 0, peakOpenRequests: 4, openSockets: 4 });
    await simulator.close();
    await simulator.close();
    expect(simulator.stats().openSockets).to.equal(0);
    client.destroy();
    expect((await rejection(post(simulator.endpoint, LIST_STEPS))).code).to.equal('ECONNREFUSED');
  });

  it('applies the quota to the account, in real time, whatever the operations', async () => {
    let now = 0;
    const clock = { monotonic: (): number => now };
    const simulator = await startSimulator({ jobs, quota: { perSecond: 2, burst: 2 }, clock });
    const call = async (operation = LIST_STEPS): Promise<unknown> =>
      (await post(simulator.endpoint, operation, { JobName: 'job' })).json?.['__type'] ?? 'ok';
    const throttled = 'ThrottlingException';
    expect([await call(), await call(DESCRIBE), await call()]).to.deep.equal(['ok', 'ok', throttled]);
    now = 499;
    expect(await call()).to.equal(throttled);
    now = 500;
    expect([await call(), await call()]).to.deep.equal(['ok', throttled]);
    expect(simulator.stats().throttles).to.equal(3);
    await simulator.close();
  });

  it("fails to start with Node's own error where it cannot listen, and with ours for options", async () => {
    const simulator = await startSimulator();
    const port = Number(new URL(simulator.endpoint).port);
    expect((await rejection(startSimulator({ port }))).code).to.equal('EADDRINUSE');
    expect(await rejection(startSimulator({ port: -1 }))).to.include({
      code: 'INVALID_INPUT',
      option: 'port',
    });
    expect(await rejection(startSimulator({ speed: NaN }))).to.include({ option: 'speed' });
    await simulator.close();
  });

  it('applies no fault to a call that the quota refuses', async () => {
    const fake = fakeRecommender({ jobs, quota: { perSecond: 0.001, burst: 1 } });
    const scripted = fake.fault('internalError', { call: 2 });
    await fake.send(list());
    expect((await rejection(fake.send(list()))).name).to.equal('ThrottlingException');
    expect(scripted.struck).to.equal(0);
  });
});
