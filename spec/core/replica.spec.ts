import { expect } from 'chai';
import type { WatchEvent } from '../../src/core/event.js';
import type { ServerMessage, WatchState } from '../../src/core/message.js';
import { createReplica, ProtocolError, type Replica } from '../../src/core/replica.js';
import { thrown } from '../support/failure.js';
import { change, priced, step } from '../support/steps.js';

const hello = (resumed = false, epoch = 'e'): ServerMessage => ({
  type: 'hello',
  protocol: 1,
  jobName: 'job',
  epoch,
  resumed,
  heartbeatMs: 1,
});
const keyed = (...costs: readonly (readonly [key: string, cost: number])[]) =>
  costs.map(([key, cost]) => ({ key, step: priced(key, cost) }));
const job = { JobName: 'job', Status: 'IN_PROGRESS' };
const quiet: WatchState = { job, synced: true, done: false };
const snapshot = (
  seq: number,
  steps: readonly (readonly [string, number])[],
  watch: WatchState = quiet,
  more = false,
  epoch = 'e',
): ServerMessage => ({ type: 'snapshot', epoch, seq, steps: keyed(...steps), more, watch });
const catchUp = (
  from: number,
  seq: number,
  steps: readonly (readonly [string, number])[],
  {
    removed = [],
    watch = quiet,
    more = false,
  }: { readonly removed?: readonly string[]; readonly watch?: WatchState; readonly more?: boolean } = {},
): ServerMessage => ({
  type: 'catchUp',
  epoch: 'e',
  from,
  seq,
  steps: keyed(...steps),
  removed,
  more,
  ...(!more && { watch }),
});
const event = (seq: number, event: WatchEvent, epoch = 'e'): ServerMessage => ({
  type: 'event',
  epoch,
  seq,
  event,
});
const MID = { more: true };

function fed(...messages: readonly ServerMessage[]): {
  readonly replica: Replica;
  readonly events: readonly WatchEvent[];
} {
  const replica = createReplica();
  return { replica, events: messages.flatMap(message => [...replica.apply(message)]) };
}
const brief = (events: readonly WatchEvent[]): string[] =>
  events.map(event => (event.type === 'step' ? `${event.change} ${event.key}` : event.type));

describe('createReplica', () => {
  it('turns a snapshot into the events of a watch', () => {
    const { replica, events } = fed(
      hello(),
      snapshot(3, [
        ['a', 1],
        ['b', 2],
      ]),
    );
    expect(events).deep.equal([
      { type: 'job', jobName: 'job', job },
      change('added', priced('a', 1)),
      change('added', priced('b', 2)),
      { type: 'synced', jobName: 'job' },
    ]);
    expect(replica.position).deep.equal({ epoch: 'e', seq: 3 });
    expect([...replica.steps.keys()]).deep.equal(['a', 'b']);
  });

  it('adds the previous step to an event', () => {
    const now = priced('a', 2);
    const running = { ...job, Status: 'STOPPING' };
    const { replica, events } = fed(
      hello(),
      snapshot(0, [['a', 1]]),
      event(1, change('updated', now, { changed: ['x'] })),
      event(2, { type: 'job', jobName: 'job', job: running }),
      event(3, change('removed', now)),
    );
    expect(events.slice(3)).deep.equal([
      change('updated', now, { changed: ['x'], previous: priced('a', 1) }),
      { type: 'job', jobName: 'job', job: running, previous: job },
      change('removed', now),
    ]);
    expect(replica).deep.include({ position: { epoch: 'e', seq: 3 } });
    expect(replica.steps.size).equal(0);
  });

  it('emits only the differences when a snapshot replaces its state', () => {
    const { replica } = fed(
      hello(),
      snapshot(9, [
        ['a', 1],
        ['b', 2],
        ['c', 3],
      ]),
    );
    replica.apply(hello(false, 'f'));
    expect(replica.position).undefined;
    const events = replica.apply(
      snapshot(
        1,
        [
          ['b', 2],
          ['c', 4],
          ['d', 5],
        ],
        quiet,
        false,
        'f',
      ),
    );
    expect(events).deep.equal([
      change('removed', priced('a', 1)),
      change('updated', priced('c', 4), {
        previous: priced('c', 3),
        changed: ['InferenceBenchmark.Metrics.CostPerInference'],
      }),
      change('added', priced('d', 5)),
    ]);
  });

  it('takes parts, has no position before the last, and only then removes what no part contained', () => {
    const { replica } = fed(
      hello(),
      snapshot(9, [
        ['a', 1],
        ['b', 2],
        ['c', 3],
      ]),
    );
    replica.apply(hello());
    const unsynced = { ...quiet, synced: false };
    expect(brief(replica.apply(snapshot(4, [['b', 2]], unsynced, true)))).deep.equal([]);
    expect(replica.position).undefined;
    expect(brief(replica.apply(catchUp(4, 6, [['d', 1]], MID)))).deep.equal(['added d']);
    expect(replica.position).undefined;
    expect(brief(replica.apply(catchUp(6, 8, [['c', 4]])))).deep.equal(['removed a', 'updated c', 'synced']);
    expect(replica.position).deep.equal({ epoch: 'e', seq: 8 });
    // What has gone stays gone, and what comes again stays.
    replica.apply(event(9, change('added', priced('a', 7))));
    expect(brief(replica.apply(catchUp(9, 11, [], { removed: ['b', 'never'], watch: quiet })))).deep.equal([
      'removed b',
    ]);
    expect([...replica.steps.keys()].sort()).deep.equal(['a', 'c', 'd']);
  });

  it('emits done with the unfinished steps of a state or of an event', () => {
    const unfinished = ['a'];
    const over = { job: { ...job, Status: 'COMPLETED' }, synced: true, done: true, unfinished };
    const { replica } = fed(hello(), snapshot(2, []));
    expect(replica.apply(catchUp(2, 3, [], { watch: over })).at(-1)).deep.include({
      type: 'done',
      unfinished,
    });
    const other = fed(hello(), snapshot(2, [])).replica;
    const done = { type: 'done', jobName: 'job', job: over.job, unfinished } as const;
    expect(other.apply(event(3, done))).deep.equal([done]);
  });

  it('emits stale, fresh and done once', () => {
    const stale = { ...quiet, stale: { ageMs: 5, cause: { code: 'NETWORK', message: 'x' } } };
    const over = { job: { ...job, Status: 'COMPLETED' }, synced: true, done: true };
    const { replica, events } = fed(hello(), snapshot(0, [], stale));
    expect(events.at(-1)).deep.equal({ type: 'stale', jobName: 'job', ...stale.stale });
    expect(brief(replica.apply(catchUp(0, 1, [], { watch: stale })))).deep.equal([]);
    expect(brief(replica.apply(catchUp(1, 2, [])))).deep.equal(['fresh']);
    expect(brief(replica.apply(catchUp(2, 3, [], { watch: over })))).deep.equal(['job', 'done']);
    expect(brief(replica.apply(catchUp(3, 4, [], { watch: over })))).deep.equal([]);
    const other = fed(
      hello(),
      snapshot(0, []),
      event(1, { type: 'stale', jobName: 'job', ageMs: 1, cause: undefined }),
      event(2, { type: 'fresh', jobName: 'job' }),
      event(3, { type: 'synced', jobName: 'job' }),
      event(4, { type: 'done', jobName: 'job', job: over.job }),
      catchUp(4, 5, [], { watch: over }),
    );
    expect(brief(other.events)).deep.equal(['job', 'synced', 'stale', 'fresh', 'synced', 'done']);
  });

  it('refuses what does not follow, and then has no position', () => {
    const known = step('a');
    const wrong: readonly (readonly ServerMessage[])[] = [
      [event(1, change('added', known))],
      [hello(), event(1, change('added', known))],
      [hello(), snapshot(3, []), event(5, change('added', known))],
      [hello(), snapshot(3, []), event(3, change('added', known))],
      [hello(), snapshot(3, []), event(4, change('added', known), 'f')],
      [hello(), snapshot(3, []), catchUp(2, 5, [])],
      [hello(), snapshot(3, []), catchUp(4, 5, [])],
      [hello(), snapshot(3, [], quiet, true), event(4, change('added', known))],
      [hello(true)],
      [hello(), snapshot(3, []), hello(true, 'f')],
      [hello(), snapshot(3, [], quiet, true), hello(true)],
    ];
    for (const messages of wrong) {
      const { replica } = fed(...messages.slice(0, -1));
      expect(thrown(() => replica.apply(messages.at(-1)!)))
        .instanceOf(ProtocolError)
        .include({ code: 'PROTOCOL' });
      expect(replica.position).undefined;
    }
  });

  it('goes on where it is resumed, and emits nothing for the other messages', () => {
    const { replica } = fed(hello(), snapshot(3, [['a', 1]]));
    expect(replica.apply(hello(true))).empty;
    for (const message of [
      { type: 'beat' },
      { type: 'error', code: 'NETWORK', message: 'x', retry: true },
      { type: 'bye', reason: 'closing', retry: true },
    ] as const)
      expect(replica.apply(message)).empty;
    replica.apply(event(4, change('removed', priced('a', 1))));
    expect(replica.position).deep.equal({ epoch: 'e', seq: 4 });
  });
});
