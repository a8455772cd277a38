import { expect } from 'chai';
import { withQuotaShare } from '../../../src/live/fleet/withQuotaShare.js';
import { failure } from '../../support/failure.js';
import { fakeApi } from '../../support/fakeApi.js';
import { virtualTime } from '../../support/virtualTime.js';

function shared(perSecond: number) {
  const time = virtualTime();
  const at: number[] = [];
  const api = withQuotaShare(
    time,
    perSecond,
  )(
    fakeApi(() => {
      at.push(time.monotonic());
      return { Steps: [] };
    }),
  );
  const abort = new AbortController();
  const call = () => api.listSteps({ JobName: 'a' }, { signal: abort.signal });
  return { time, at, abort, call };
}

describe('withQuotaShare', () => {
  it('makes calls one after the other, at its rate', async () => {
    const { time, at, call } = shared(1.6);
    for (let n = 0; n < 5; n++) void call();
    await time.pass(10_000);
    expect(at).deep.equal([0, 625, 1_250, 1_875, 2_500]);
    await time.pass(60_000);
    void call();
    void call();
    await time.pass(10_000);
    expect(at.slice(5)).deep.equal([70_000, 70_625]);
    expect(time.timers()).equal(0);
  });

  it('makes all calls at once without a limit', async () => {
    const { time, at, call } = shared(Infinity);
    for (let n = 0; n < 5; n++) void call();
    await time.pass(0);
    expect(at).deep.equal([0, 0, 0, 0, 0]);
  });

  it('fails at once, without a call, where the signal fires', async () => {
    const { time, at, abort, call } = shared(1);
    const calls = Promise.all([call(), failure(call()), failure(call())]);
    await time.pass(100);
    abort.abort();
    await time.pass(0);
    const [, ...failures] = await calls;
    for (const error of failures) expect(error).property('code', 'ABORTED');
    expect([at.length, time.timers()]).deep.equal([1, 0]);
  });
});
