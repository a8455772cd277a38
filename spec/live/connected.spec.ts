import { expect } from 'chai';
import type { WatchEvent } from '../../src/core/event.js';
import { connect } from '../../src/recommender.js';
import { fakeRecommender } from '../../src/testing/index.js';
import { simulateTime, type SimulatedTime } from '../api/simulatedTime.js';

/** The whole of connect(): permits, retries and deadlines, under fake timers. */
describe('watching with a connection', () => {
  let time: SimulatedTime;
  beforeEach(() => (time = simulateTime()));
  afterEach(() => time.uninstall());

  it('follows a job to its end, however the wall clock is set, and leaves no timer', async () => {
    const fake = fakeRecommender({
      jobs: [{ name: 'job', live: true, steps: 4, pendingMs: 1_000, provisioningMs: 20_000, runMs: 40_000 }],
    });
    const recommender = connect({ client: fake });
    const events: WatchEvent[] = [];
    let ended = false;
    recommender
      .watch$('job')
      .subscribe({ next: event => events.push(event), complete: () => (ended = true) });
    await time.pass(30_000);
    time.setWallClock(-3_600_000);
    await time.pass(30_000);
    time.setWallClock(7_200_000);
    await time.pass(300_000);
    expect(ended).equal(true);
    expect(events.at(-1)).deep.include({ type: 'done' });
    expect(events.filter(event => event.type === 'step' && event.change === 'added')).length(4);
    expect(time.timers()).equal(0);
    await recommender.close();
  });

  it('lets foreground calls go first', async () => {
    const fake = fakeRecommender({ jobs: [{ name: 'job', frozen: true, live: true, steps: 1 }] });
    const recommender = connect({ client: fake, quota: { perSecond: 1, burst: 2 } });
    const watching = Array.from({ length: 20 }, () => recommender.watch$('job').subscribe());
    await time.pass(10);
    let described = false;
    recommender.job$('job').subscribe(() => (described = true));
    await time.pass(2_500);
    expect(described).equal(true);
    watching.forEach(watch => watch.unsubscribe());
    expect(time.timers()).equal(0);
    await recommender.close();
  });
});
