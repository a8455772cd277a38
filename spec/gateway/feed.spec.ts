import { expect } from 'chai';
import { NotFoundError } from '../../src/core/errors.js';
import type { WatchEvent } from '../../src/core/event.js';
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
});
