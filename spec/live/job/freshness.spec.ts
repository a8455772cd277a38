import { expect } from 'chai';
import { DecodeError } from '../../../src/core/decodeError.js';
import { NetworkError, ThrottledError } from '../../../src/core/errors.js';
import type { WatchEvent } from '../../../src/core/event.js';
import { freshness } from '../../../src/live/job/freshness.js';
import { virtualTime } from '../../support/virtualTime.js';

function started(staleAfterMs = 100) {
  const time = virtualTime();
  const events: WatchEvent[] = [];
  const fresh = freshness('job', staleAfterMs, time, event => events.push(event));
  const said = (): readonly unknown[] =>
    events
      .splice(0)
      .map(event => (event.type === 'stale' ? [(event.cause as Error).name, event.ageMs] : event.type));
  return { time, fresh, said };
}

describe('freshness', () => {
  it('emits stale with the age of what is known, counted from its request', async () => {
    const { time, fresh, said } = started();
    await time.pass(10);
    fresh.polled(7);
    await time.pass(30);
    fresh.failed(new NetworkError('reset'));
    expect(said()).deep.equal([['NetworkError', 33]]);
  });

  it('emits it again only for another cause', () => {
    const { fresh, said } = started();
    fresh.failed(new NetworkError('reset'));
    fresh.failed(new NetworkError('cut'));
    fresh.failed(new ThrottledError('slower'));
    expect(said()).deep.equal([
      ['NetworkError', 0],
      ['ThrottledError', 0],
    ]);
  });

  it('emits fresh once, and only where it was stale', () => {
    const { fresh, said } = started();
    fresh.polled(0);
    fresh.failed(new NetworkError('reset'));
    fresh.polled(0);
    fresh.polled(0);
    expect(said()).deep.equal([['NetworkError', 0], 'fresh']);
  });

  it('emits stale where no poll succeeds for long, once', async () => {
    const { time, fresh, said } = started();
    await time.pass(99);
    expect(said()).deep.equal([]);
    await time.pass(500);
    expect(said()).deep.equal([['PollLagError', 100]]);
    fresh.polled(600);
    await time.pass(99);
    expect(said()).deep.equal(['fresh']);
  });

  it('emits no lag while polls fail', async () => {
    const { time, fresh, said } = started();
    fresh.failed(new NetworkError('reset'));
    await time.pass(500);
    expect(said()).deep.equal([['NetworkError', 0]]);
  });

  it('is stale while something can not be decoded', () => {
    const { fresh, said } = started();
    fresh.polled(0, new DecodeError([]));
    fresh.polled(0, new DecodeError([]));
    fresh.polled(0);
    expect(said()).deep.equal([['DecodeError', 0], 'fresh']);
  });

  it('leaves no timer', () => {
    const { time, fresh } = started();
    fresh.polled(0);
    expect(time.timers()).equal(1);
    fresh.stop();
    expect(time.timers()).equal(0);
  });
});
