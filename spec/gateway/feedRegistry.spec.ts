import { expect } from 'chai';
import { NotFoundError } from '../../src/core/errors.js';
import { Client } from '../../src/gateway/client.js';
import { FeedRegistry } from '../../src/gateway/feedRegistry.js';
import { watchedFeed } from '../../src/gateway/watchedFeed.js';
import { StallDetector } from '../../src/sinks/stallDetector.js';
import { FakeLink } from '../support/fakeLink.js';
import { FakeWatch } from '../support/fakeWatch.js';
import { virtualTime, type VirtualTime } from '../support/virtualTime.js';

describe('FeedRegistry', () => {
  let time: VirtualTime;
  let watch: FakeWatch;
  let feeds: FeedRegistry;
  beforeEach(() => {
    time = virtualTime();
    watch = new FakeWatch();
    const start = watchedFeed(name => watch.shared$(name), { time, heartbeatMs: 10_000 });
    feeds = new FeedRegistry(start, {
      time,
      lingerMs: 10_000,
      maxJobs: 2,
    });
  });

  /** A client joins. Returns its link, and the function with which it leaves. */
  function join(jobName: string): { readonly link: FakeLink; readonly leave: () => void } {
    const link = new FakeLink();
    let client: Client;
    const group = feeds.join(jobName, undefined, source => {
      client = new Client(link, source, new StallDetector(link, 1, 1, 0));
      return client;
    });
    return {
      link,
      leave: () => {
        group.leave(client);
      },
    };
  }
  const epochOf = ({ link }: { readonly link: FakeLink }): string =>
    (link.sent[0] as { epoch: string }).epoch;

  it('still follows a job for lingerMs after its last client has left, without keeping the process alive', async () => {
    const job = watch.job('j');
    const [a, b] = [join('j'), join('j')];
    a.leave();
    await time.pass(60_000);
    expect(time.timers(), 'one is there still').equal(0);
    b.leave();
    await time.pass(9_999);
    expect([job.readers, time.held()]).deep.equal([1, 0]);
    const back = join('j');
    await time.pass(60_000);
    expect(job).include({ readers: 1, subscriptions: 1 });
    expect(epochOf(back)).equal(epochOf(a));
    back.leave();
    await time.pass(9_999);
    expect([job.readers, feeds.size]).deep.equal([1, 1]);
    await time.pass(1);
    expect([job.readers, feeds.size, time.timers()]).deep.equal([0, 0, 0]);
    expect(epochOf(join('j'))).not.equal(epochOf(a));
    expect(job.subscriptions).equal(2);
  });

  it('sends clients that join soon after a failure the same error, and then follows the job again', async () => {
    const job = watch.job('j');
    job.fail(new NotFoundError('no'));
    const last = ({ link }: ReturnType<typeof join>): unknown => link.sent.at(-1);
    for (let n = 0; n < 3; n++) {
      const client = join('j');
      expect(last(client)).include({ type: 'error', code: 'NOT_FOUND' });
      client.leave();
      await time.pass(3_000);
    }
    expect(job.subscriptions).equal(1);
    await time.pass(999);
    expect(feeds.size).equal(1);
    await time.pass(1);
    expect([feeds.size, time.timers()]).deep.equal([0, 0]);
    expect(last(join('j'))).include({ type: 'error', code: 'NOT_FOUND' });
    expect(job.subscriptions).equal(2);
  });

  it('accepts maxJobs jobs, and every client of those', async () => {
    const [a] = [join('a'), join('b')];
    expect(['a', 'b', 'c'].map(name => feeds.accepts(name))).deep.equal([true, true, false]);
    a.leave();
    await time.pass(10_000);
    expect(feeds.accepts('c')).true;
  });

  it('has no subscription and no timer once it is closed', () => {
    join('a').leave();
    join('b');
    feeds.close();
    expect([watch.job('a').readers, watch.job('b').readers, feeds.size]).deep.equal([0, 0, 0]);
    expect(time.timers()).equal(0);
  });
});
