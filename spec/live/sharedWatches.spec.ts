import { expect } from 'chai';
import { Observable, Subject, take, type Observer } from 'rxjs';
import type { WatchEvent } from '../../src/core/event.js';
import { sharedWatches } from '../../src/live/sharedWatches.js';
import { change, jobChanged, step, synced } from '../support/steps.js';
import { virtualTime } from '../support/virtualTime.js';
import { dayOfWatches } from './dayOfWatches.js';

const a = change('added', step('a', { Status: 'IN_PROGRESS' }));
const A = change('updated', step('a'));
const b = change('added', step('b'));
const stale: WatchEvent = { type: 'stale', jobName: 'job', ageMs: 1_000, cause: new Error('slow') };
const fresh: WatchEvent = { type: 'fresh', jobName: 'job' };

/** Shared watches of pollers that a test speaks for. */
function sharing() {
  const time = virtualTime();
  const pollers: { readonly live: Subject<WatchEvent>; left: boolean; readonly options: unknown }[] = [];
  const { shared$, size } = sharedWatches(
    (_, options) =>
      new Observable(out => {
        const poller = { live: new Subject<WatchEvent>(), left: false, options };
        pollers.push(poller);
        const reading = poller.live.subscribe(out);
        return () => {
          reading.unsubscribe();
          poller.left = true;
        };
      }),
    time,
  );
  const read = (options?: object) => {
    const events: WatchEvent[] = [];
    let end: unknown;
    const reading = shared$('job', options).subscribe({
      next: event => events.push(event),
      error: (error: unknown) => (end = error),
      complete: () => (end = 'completed'),
    });
    return { events, end: () => end, leave: () => reading.unsubscribe() };
  };
  const say = (...events: readonly WatchEvent[]): void =>
    events.forEach(event => pollers.at(-1)?.live.next(event));
  return { time, pollers, shared$, size, read, say };
}

describe('sharedWatches', () => {
  it('polls once for all subscribers, from the first one on', () => {
    const { pollers, shared$, read, say } = sharing();
    void shared$('job');
    expect(pollers).length(0);
    const [first, second] = [read(), read()];
    say(jobChanged, a);
    expect(pollers).length(1);
    expect(first.events).deep.equal([jobChanged, a]);
    expect(second.events).deep.equal([jobChanged, a]);
  });

  it('gives later subscribers what its first one knew, with the age that it has by then', async () => {
    const { time, read, say } = sharing();
    const cause = { code: 'NETWORK', message: 'away' };
    const known = {
      job: jobChanged.job,
      steps: [{ key: 'a', step: a.step }],
      synced: true,
      stale: { ageMs: 100, cause },
    };
    const first = read({ known });
    await time.pass(50);
    expect(read().events).deep.equal([
      jobChanged,
      a,
      synced,
      { type: 'stale', jobName: 'job', ageMs: 150, cause },
    ]);
    say(A, fresh);
    expect(first.events).deep.equal([A, fresh]);
    expect(read().events).deep.equal([jobChanged, { ...a, step: A.step }, synced]);
  });

  it('gives late subscribers the present state first, then each event once', () => {
    const { read, say } = sharing();
    read();
    say(jobChanged, a, b, synced, A, change('removed', b.step));
    const late = read();
    expect(late.events).deep.equal([jobChanged, change('added', A.step), synced]);
    say(stale);
    expect(late.events.slice(3)).deep.equal([stale]);
  });

  it('emits nothing that is not known yet', () => {
    const { read, say } = sharing();
    read();
    expect(read().events).deep.equal([]);
    say(jobChanged);
    expect(read().events).deep.equal([jobChanged]);
  });

  it('gives late subscribers the present age while the watch is stale', async () => {
    const { time, read, say } = sharing();
    read();
    say(jobChanged, synced, stale);
    await time.pass(9_000);
    expect(read().events).deep.equal([jobChanged, synced, { ...stale, ageMs: 10_000 }]);
    say(fresh);
    expect(read().events).deep.equal([jobChanged, synced]);
  });

  it('loses and repeats nothing for a subscriber that joins during an event', () => {
    const { shared$, say } = sharing();
    const seen: WatchEvent[] = [];
    const join = (): void => {
      shared$('job').subscribe(event => seen.push(event));
    };
    shared$('job').subscribe(event => {
      if (event === a) join();
    });
    say(jobChanged, a, synced);
    expect(seen).deep.equal([jobChanged, a, synced]);
  });

  it('stops the poller at once with the last subscriber, and starts another with the next', () => {
    const { pollers, size, read, say } = sharing();
    const [first, second] = [read(), read()];
    say(jobChanged);
    first.leave();
    expect([pollers[0]?.left, size()]).deep.equal([false, 1]);
    second.leave();
    expect([pollers[0]?.left, size()]).deep.equal([true, 0]);
    const next = read();
    expect(next.events).deep.equal([]);
    expect([pollers.length, size()]).deep.equal([2, 1]);
  });

  it('stops the poller where its only subscriber unsubscribes during an event', () => {
    const { pollers, shared$, size, say } = sharing();
    shared$('job').pipe(take(1)).subscribe();
    say(jobChanged);
    expect([pollers[0]?.left, size()]).deep.equal([true, 0]);
  });

  it('stops nothing where a late subscriber unsubscribes during the present state', () => {
    const { pollers, shared$, size, read, say } = sharing();
    const first = read();
    say(jobChanged, a);
    const seen: WatchEvent[] = [];
    shared$('job')
      .pipe(take(1))
      .subscribe(event => seen.push(event));
    expect(seen).deep.equal([jobChanged]);
    expect([pollers[0]?.left, size()]).deep.equal([false, 1]);
    say(synced);
    expect(first.events.at(-1)).equal(synced);
  });

  for (const [how, expected] of [
    ['complete', 'completed'],
    ['error', 'broken'],
  ] as const) {
    it(`forgets a poller that ends by itself: ${how}`, () => {
      const { pollers, size, read } = sharing();
      const readers = [read(), read()];
      const end = pollers[0]?.live as Observer<WatchEvent>;
      if (how === 'complete') end.complete();
      else end.error(expected);
      expect(readers.map(({ end }) => end())).deep.equal([expected, expected]);
      expect(size()).equal(0);
      read();
      expect(pollers).length(2);
    });
  }

  it('gives done to a subscriber that joins while it is emitted, and completes', () => {
    const { shared$, read, say } = sharing();
    const done: WatchEvent = { type: 'done', jobName: 'job', job: { JobName: 'job', Status: 'COMPLETED' } };
    const late: { readonly events: readonly WatchEvent[]; readonly end: () => unknown }[] = [];
    shared$('job').subscribe(event => {
      if (event.type === 'done') late.push(read());
    });
    say(A, synced, done);
    expect(late.map(({ events }) => events.map(({ type }) => type))).deep.equal([
      ['job', 'step', 'synced', 'done'],
    ]);
    expect(late[0]!.end()).equal('completed');
  });

  it('fails at once where the poller does', () => {
    const error = new Error('closed');
    const { shared$, size } = sharedWatches(() => new Observable(out => out.error(error)), virtualTime());
    let end: unknown;
    shared$('job').subscribe({ error: (error: unknown) => (end = error) });
    expect([end, size()]).deep.equal([error, 0]);
  });

  it('has the options of the first subscriber, and checks those of the others', () => {
    const { pollers, read } = sharing();
    read({ minIntervalMs: 1_000 });
    const second = read({ minIntervalMs: 2_000 });
    expect(pollers.map(({ options }) => options)).deep.equal([{ minIntervalMs: 1_000 }]);
    expect(second.end()).equal(undefined);
    expect(read({ minIntervalMs: -1 }).end()).include({ option: 'watch.minIntervalMs' });
  });

  it('keeps jobs apart', () => {
    const { pollers, shared$, size } = sharing();
    shared$('job').subscribe();
    shared$('other').subscribe();
    expect([pollers.length, size()]).deep.equal([2, 2]);
  });

  it('refuses an invalid name', () => {
    const { shared$, size } = sharing();
    let end: unknown;
    shared$('no name').subscribe({ error: (error: unknown) => (end = error) });
    expect(end).include({ option: 'jobName' });
    expect(size()).equal(0);
  });
});

describe('half an hour of 50 shared watches', () => {
  it('leaves no timer and no poller when all have unsubscribed', async () => {
    const { polls, timers, pollers } = await dayOfWatches(0.5);
    expect(polls).above(50 * 30);
    expect({ timers, pollers }).deep.equal({ timers: 0, pollers: 0 });
  });
});
