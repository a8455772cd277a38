import { expect } from 'chai';
import { NotFoundError } from '../../src/core/errors.js';
import type { StaleEvent, WatchEvent } from '../../src/core/event.js';
import type { LoggedJob } from '../../src/core/jobLog.js';
import { createReplica } from '../../src/core/replica.js';
import type { ServerMessage } from '../../src/core/message.js';
import { Client } from '../../src/gateway/client.js';
import { Feed } from '../../src/gateway/feed.js';
import { messageFrame } from '../../src/gateway/messageFrame.js';
import { MAX_BACKLOG_BYTES } from '../../src/sinks/link.js';
import { StallDetector } from '../../src/sinks/stallDetector.js';
import { FakeLink } from '../support/fakeLink.js';
import { change, priced, step, synced } from '../support/steps.js';

describe('Feed', () => {
  let now = 0;
  const feedOf = (events: readonly WatchEvent[] = []): Feed => {
    const feed = new Feed('job', 'e', { monotonic: () => now, heartbeatMs: 10 });
    for (const event of events) feed.publish(event);
    return feed;
  };
  function join(feed: Feed, after?: { readonly epoch: string; readonly seq: number }) {
    const link = new FakeLink();
    const client = new Client(link, feed, new StallDetector(link, 100, 10, 0));
    feed.join(client, after);
    return { link, client, sent: link.sent as readonly ServerMessage[] };
  }
  const types = (sent: readonly ServerMessage[]): string[] => sent.map(({ type }) => type);
  const added = (...keys: string[]): WatchEvent[] => keys.map(key => change('added', step(key)));

  it('numbers events, and gives each a position from which SSE can resume', () => {
    const feed = feedOf(added('a'));
    const { link, sent } = join(feed);
    feed.publish(synced);
    feed.publish(change('removed', step('a')));
    expect(sent.slice(1).map(message => 'seq' in message && message.seq)).deep.equal([1, 2, 3]);
    expect(link.ids).deep.equal([undefined, 'e-1', 'e-2', 'e-3']);
  });

  it('leaves removed steps out of snapshots, and removals before the position of a client out of catch-ups', () => {
    const feed = feedOf([...added('a', 'b'), change('removed', step('a'))]);
    const { sent } = join(feed);
    expect(sent[1]).deep.include({ type: 'snapshot', seq: 3, steps: [{ key: 'b', step: step('b') }] });
    const back = join(feed, { epoch: 'e', seq: 2 });
    expect(back.sent).length(2);
    expect(back.sent[1]).deep.include({ type: 'event', seq: 3 });
    expect(join(feed, { epoch: 'e', seq: 3 }).sent).length(1);
  });

  it('sends each new client the present state, in one message where it is short', () => {
    const feed = feedOf(added('a'));
    for (const key of ['b', 'c']) {
      expect(types(join(feed).sent)).deep.equal(['hello', 'snapshot']);
      feed.publish(change('added', step(key)));
    }
    expect(types(join(feed).sent)).deep.equal(['hello', 'snapshot']);
  });

  it('brings a client up to date from a position that has left the ring buffer', () => {
    const feed = feedOf(added('a', 'b'));
    for (let n = 0; n < 2_000; n++) feed.publish(change('updated', priced('a', n), { previous: step('a') }));
    feed.publish(change('removed', step('b')));
    const { sent } = join(feed, { epoch: 'e', seq: 2 });
    expect(sent[0]).include({ resumed: true });
    expect(sent.slice(1)).deep.equal([
      {
        type: 'catchUp',
        epoch: 'e',
        from: 2,
        seq: 2_003,
        steps: [{ key: 'a', step: priced('a', 1_999) }],
        removed: ['b'],
        more: false,
        watch: { synced: false, done: false },
      },
    ]);
  });

  it('sends a snapshot where too many steps were removed since, to clients that reconnect and to slow clients', () => {
    const feed = feedOf(added('stays', 'goes'));
    const { link, sent } = join(feed);
    const replica = createReplica();
    link.slow = true;
    link.backlog = MAX_BACKLOG_BYTES + 1;
    feed.publish(change('removed', step('goes')));
    for (let n = 0; n < 1_200; n++) {
      feed.publish(change('added', step(`s${n}`)));
      feed.publish(change('removed', step(`s${n}`)));
    }
    link.slow = false;
    link.drain();
    expect(types(sent)).deep.equal(['hello', 'snapshot', 'event', 'snapshot']);
    for (const message of sent) replica.apply(message);
    expect([...replica.steps.keys()]).deep.equal(['stays']);
    const back = join(feed, { epoch: 'e', seq: 2 });
    expect(back.sent[0]).include({ type: 'hello', resumed: false });
    expect(types(back.sent)).deep.equal(['hello', 'snapshot']);
  });

  it('sends a snapshot to its end where more steps were removed before it than the log remembers', () => {
    const feed = feedOf();
    const put = (key: string): void =>
      feed.publish(change('added', step(key, { FailureReason: 'x'.repeat(9_000) })));
    for (let n = 0; n < 20; n++) put(`early ${n}`);
    for (let n = 0; n < 1_200; n++) {
      feed.publish(change('added', step(`gone ${n}`)));
      feed.publish(change('removed', step(`gone ${n}`)));
    }
    for (let n = 0; n < 20; n++) put(`late ${n}`);
    const replica = createReplica();
    const link = new FakeLink();
    let snapshots = 0;
    const restarting = (): void => {
      snapshots += (link.sent.at(-1) as ServerMessage).type === 'snapshot' ? 1 : 0;
      if (snapshots > 1) throw new Error('the snapshot began anew');
    };
    const send = link.send.bind(link);
    link.send = frame => {
      send(frame);
      restarting();
    };
    feed.join(new Client(link, feed, new StallDetector(link, 100, 10, 0)), undefined);
    const sent = link.sent as readonly ServerMessage[];
    expect(types(sent).slice(0, 3)).deep.equal(['hello', 'snapshot', 'catchUp']);
    for (const message of sent) replica.apply(message);
    expect(replica.steps.size).equal(40);
    expect(replica.position).deep.equal({ epoch: 'e', seq: feed.seq });
  });

  it('begins a snapshot anew where a step that the client has may be among the forgotten removals', () => {
    const feed = feedOf(
      Array.from({ length: 20 }, (_, n) =>
        change('added', step(`s${n}`, { FailureReason: 'x'.repeat(9_000) })),
      ),
    );
    const link = new FakeLink();
    link.slow = true;
    // Room for hello and one chunk.
    link.backlog = MAX_BACKLOG_BYTES / 2 - 1_000;
    const client = new Client(link, feed, new StallDetector(link, 100, 10, 0));
    feed.join(client, undefined);
    const sent = link.sent as readonly ServerMessage[];
    const replica = createReplica();
    expect(types(sent)).deep.equal(['hello', 'snapshot']);
    feed.publish(change('removed', step('s0')));
    for (let n = 0; n < 1_200; n++) {
      feed.publish(change('added', step(`gone ${n}`)));
      feed.publish(change('removed', step(`gone ${n}`)));
    }
    link.slow = false;
    link.drain();
    for (const message of sent) replica.apply(message);
    expect(types(sent).filter(type => type === 'snapshot')).length(2);
    expect([...replica.steps.keys()]).deep.equal(Array.from({ length: 19 }, (_, n) => `s${n + 1}`));
  });

  it('sends each client the present age of a stale state, to the second', () => {
    now = 100;
    const stale: WatchEvent = { type: 'stale', jobName: 'job', ageMs: 50, cause: undefined };
    const feed = feedOf([...added('a'), stale]);
    const ageOf = (after?: { readonly epoch: string; readonly seq: number }): unknown => {
      const message = join(feed, after).sent[1]!;
      return 'watch' in message && message.watch?.stale?.ageMs;
    };
    now = 400;
    expect(ageOf()).equal(350);
    now = 1_399;
    expect(ageOf()).equal(350);
    now = 1_400;
    expect(ageOf()).equal(1_350);
    now = 60_100;
    expect(ageOf()).equal(60_050);
    // A client that reconnects from before the event receives the present age as well, and not the event.
    now = 120_100;
    expect(ageOf({ epoch: 'e', seq: 1 })).equal(120_050);
    feed.publish({ type: 'fresh', jobName: 'job' });
    expect(types(join(feed, { epoch: 'e', seq: 1 }).sent)).deep.equal(['hello', 'event', 'event']);
  });

  it('ends its clients after the events that they lack, and clients that join later as well', () => {
    const feed = feedOf(added('a'));
    const slow = join(feed);
    const quick = join(feed);
    slow.link.slow = true;
    slow.link.backlog = MAX_BACKLOG_BYTES + 1;
    feed.publish(synced);
    feed.publish(change('added', step('b')));
    feed.complete();
    expect(quick.link.ends).deep.equal([[1000, 'done']]);
    expect(quick.link.ids.at(-1)).equal('end');
    expect(slow.link.ends).deep.equal([]);
    slow.link.slow = false;
    slow.link.drain();
    expect(types(slow.sent)).deep.equal(['hello', 'snapshot', 'event', 'catchUp', 'bye']);
    expect(slow.link.ends).deep.equal([[1000, 'done']]);
    expect(types(join(feed).sent)).deep.equal(['hello', 'snapshot', 'bye']);
  });

  it('sends a failure once, whatever follows it', () => {
    const feed = feedOf();
    const { link, sent } = join(feed);
    feed.fail(new NotFoundError('arn'));
    feed.complete();
    expect(sent.at(-1)).include({ type: 'error', code: 'NOT_FOUND' });
    expect(link.ends).deep.equal([[4404, 'NOT_FOUND']]);
    expect(feed.failed).true;
  });

  it('ends a client that is expelled at once, without the events that it lacks', () => {
    const feed = feedOf();
    const { link, client, sent } = join(feed);
    link.backlog = MAX_BACKLOG_BYTES + 1;
    feed.publish(synced);
    feed.publish(change('added', step('secret')));
    const denied = { type: 'error', code: 'DENIED', message: 'no', retry: false } as const;
    client.expel({ frame: messageFrame(denied), code: 1008, reason: 'DENIED' });
    link.drain();
    feed.publish(change('added', step('later')));
    expect(types(sent)).deep.equal(['hello', 'snapshot', 'event', 'error']);
    expect(link.ends).deep.equal([[1008, 'DENIED']]);
  });

  it('delivers nothing to a client that has left', () => {
    const feed = feedOf();
    const { client, sent } = join(feed);
    feed.leave(client);
    feed.publish(synced);
    expect(sent).length(2);
  });

  describe('of a shared log', () => {
    const shared = (): Feed => new Feed('job', undefined, { monotonic: () => now, heartbeatMs: 10 });
    const logged = (epoch: string, events: readonly WatchEvent[], kept = events.length): LoggedJob => {
      const entries = events.map((event, index) => ({ seq: index + 1, event }));
      return {
        head: { epoch, seq: events.length },
        oldestPosition: 0,
        steps: entries.flatMap(({ seq, event }) =>
          event.type === 'step' ? [{ seq, key: event.key, step: event.step }] : [],
        ),
        status: { job: undefined, synced: false, stale: undefined, done: false },
        staleSeq: 0,
        mayLackEvents: false,
        recent: entries.slice(entries.length - kept),
      };
    };
    const staleNow = (ageMs: number): StaleEvent => ({
      type: 'stale',
      jobName: 'job',
      ageMs,
      cause: undefined,
    });
    const large = (key: string): WatchEvent =>
      change('added', step(key, { FailureReason: 'x'.repeat(9_000) }));

    it('greets its clients once it has an epoch, each from its position', () => {
      const feed = shared();
      const [fresh, back] = [join(feed), join(feed, { epoch: 'l', seq: 1 })];
      const gone = join(feed);
      feed.leave(gone.client);
      fresh.client.catchUp();
      for (let n = 0; n < 2; n++) fresh.client.beat();
      expect([fresh.sent, back.sent, gone.sent]).deep.equal([[], [], []]);
      feed.restore(logged('l', added('a', 'b')));
      expect(types(fresh.sent)).deep.equal(['hello', 'snapshot']);
      expect(types(back.sent)).deep.equal(['hello', 'event', 'catchUp']);
      expect(back.sent[0]).include({ resumed: true, epoch: 'l' });
      expect(back.sent[2]).deep.include({ from: 2, seq: 2, steps: [], removed: [] });
      expect(gone.sent).deep.equal([]);
    });

    it('brings clients to another state of its log: from their positions in one epoch, by a snapshot in another', () => {
      const feed = shared();
      feed.restore(logged('l', added('a')));
      const { sent } = join(feed);
      feed.restore(logged('l', added('a', 'b', 'c'), 1));
      expect(sent.at(-1)).deep.include({ type: 'catchUp', epoch: 'l', from: 1, seq: 3 });
      feed.renumber('own');
      expect(sent.at(-1)).deep.include({ type: 'snapshot', epoch: 'own', seq: 3 });
      feed.publish(synced);
      feed.restore(logged('l', added('a', 'b', 'c', 'd')));
      expect(sent.at(-1)).deep.include({ type: 'snapshot', epoch: 'l', seq: 4 });
      feed.restore(logged('l', added('a')));
      expect(sent.at(-1), 'the log has lost events').deep.include({ type: 'snapshot', epoch: 'l', seq: 1 });
      expect(join(feed, { epoch: 'own', seq: 3 }).sent[0]).include({ resumed: false });
    });

    it('tells clients without a number that what they have is stale, and that it no longer is', () => {
      now = 0;
      const feed = shared();
      feed.restore(logged('l', added('a')));
      const quick = join(feed);
      const slow = join(feed);
      slow.link.slow = true;
      slow.link.backlog = MAX_BACKLOG_BYTES + 1;
      feed.overlay(staleNow(50));
      feed.overlay(undefined);
      feed.overlay(staleNow(50));
      const ages = quick.sent.slice(2).map(message => 'watch' in message && message.watch?.stale?.ageMs);
      expect(ages).deep.equal([50, undefined, 50]);
      expect(quick.sent.at(-1)).deep.include({ type: 'catchUp', from: 1, seq: 1 });
      now = 2_000;
      slow.link.slow = false;
      slow.link.drain();
      expect(slow.sent.slice(2).map(message => 'watch' in message && message.watch?.stale?.ageMs)).deep.equal(
        [2_050],
      );
      expect(join(feed, { epoch: 'l', seq: 1 }).sent.at(-1)).nested.include({ 'watch.stale.ageMs': 2_050 });
      feed.restore(logged('l', added('a')));
      expect(quick.sent.at(-1)).not.nested.property('watch.stale');
    });

    it('tells how the watch stands behind the last chunk that a client lacks', () => {
      const feed = shared();
      const keys = Array.from({ length: 30 }, (_, n) => `s${n}`);
      feed.restore(logged('l', keys.map(large), 0));
      const { sent } = join(feed, { epoch: 'l', seq: 1 });
      expect(sent.length).greaterThan(4);
      expect(sent.slice(1).map(message => 'watch' in message)).deep.equal(
        sent.slice(1).map((_, i) => i === sent.length - 2),
      );
    });

    it('ends its clients with the end of the log', () => {
      const failed = shared();
      const one = join(failed);
      failed.restore({
        ...logged('l', added('a')),
        failure: { type: 'error', code: 'NOT_FOUND', message: 'no', retry: false },
      });
      expect(types(one.sent)).deep.equal(['hello', 'snapshot', 'error']);
      expect([one.link.ends, failed.failed]).deep.equal([[[4404, 'NOT_FOUND']], true]);
      const done = shared();
      const other = join(done);
      const { status, ...rest } = logged('l', added('a'));
      done.restore({ ...rest, status: { ...status, done: true } });
      expect(types(other.sent)).deep.equal(['hello', 'snapshot', 'bye']);
    });
  });
});
