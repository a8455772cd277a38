import { expect } from 'chai';
import { NotFoundError } from '../../src/core/errors.js';
import { Client, type UpdateSource } from '../../src/gateway/client.js';
import { FeedRegistry } from '../../src/gateway/feedRegistry.js';
import { StallWatch } from '../../src/sinks/stallWatch.js';
import { FakeLink } from '../support/fakeLink.js';
import { FakeWatch } from '../support/fakeWatch.js';
import { virtualTime, type VirtualTime } from '../support/virtualTime.js';

describe('Feeds', () => {
  let time: VirtualTime;
  let watch: FakeWatch;
  let feeds: FeedRegistry;
  beforeEach(() => {
    time = virtualTime();
    watch = new FakeWatch();
    feeds = new FeedRegistry(name => watch.shared$(name), {
      time,
      heartbeatMs: 10_000,
      lingerMs: 10_000,
      maxJobs: 2,
    });
  });

  /** A client comes; answers what it got, and how it leaves. */
  function come(jobName: string): { readonly link: FakeLink; readonly leave: () => void } {
    const link = new FakeLink();
    const make = (source: UpdateSource): Client => new Client(link, source, new StallWatch(link, 1, 1, 0));
    return { link, leave: feeds.join(jobName, undefined, make) };
  }
  const epochOf = ({ link }: { readonly link: FakeLink }): string =>
    (link.sent[0] as { epoch: string }).epoch;

  it('follows a job on for a while after its last client has left, without keeping the process alive', async () => {
    const job = watch.job('j');
    const [a, b] = [come('j'), come('j')];
    a.leave();
    await time.pass(60_000);
    expect(time.timers(), 'one is there still').equal(0);
    b.leave();
    await time.pass(9_999);
    expect([job.readers, time.held()]).deep.equal([1, 0]);
    const back = come('j');
    await time.pass(60_000);
    expect(job).include({ readers: 1, subscriptions: 1 });
    expect(epochOf(back)).equal(epochOf(a));
    back.leave();
    await time.pass(9_999);
    expect([job.readers, feeds.size]).deep.equal([1, 1]);
    await time.pass(1);
    expect([job.readers, feeds.size, time.timers()]).deep.equal([0, 0, 0]);
    expect(epochOf(come('j'))).not.equal(epochOf(a));
    expect(job.subscriptions).equal(2);
  });

  it('gives whoever comes soon after a failure the same answer, and then asks anew', async () => {
    const job = watch.job('j');
    job.fail(new NotFoundError('no'));
    const last = ({ link }: ReturnType<typeof come>): unknown => link.sent.at(-1);
    for (let n = 0; n < 3; n++) {
      const client = come('j');
      expect(last(client)).include({ type: 'error', code: 'NOT_FOUND' });
      client.leave();
      await time.pass(3_000);
    }
    expect(job.subscriptions).equal(1);
    await time.pass(999);
    expect(feeds.size).equal(1);
    await time.pass(1);
    expect([feeds.size, time.timers()]).deep.equal([0, 0]);
    expect(last(come('j'))).include({ type: 'error', code: 'NOT_FOUND' });
    expect(job.subscriptions).equal(2);
  });

  it('has room for so many jobs, and for every client of those', async () => {
    const [a] = [come('a'), come('b')];
    expect(['a', 'b', 'c'].map(name => feeds.accepts(name))).deep.equal([true, true, false]);
    a.leave();
    await time.pass(10_000);
    expect(feeds.accepts('c')).true;
  });

  it('follows nothing and has no timer once it is closed', () => {
    come('a').leave();
    come('b');
    feeds.close();
    expect([watch.job('a').readers, watch.job('b').readers, feeds.size]).deep.equal([0, 0, 0]);
    expect(time.timers()).equal(0);
  });
});
