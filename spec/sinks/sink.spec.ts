import { expect } from 'chai';
import { NEVER, Observable, of, Subject, throwError } from 'rxjs';
import { NotFoundError } from '../../src/core/errors.js';
import type { WatchEvent } from '../../src/core/event.js';
import { sink } from '../../src/sinks/sink.js';
import { checkSinkOptions, type SinkOptions } from '../../src/sinks/sinkOptions.js';
import { FakeLink } from '../support/fakeLink.js';
import { change, page, priced, synced } from '../support/steps.js';
import { virtualTime, type VirtualTime } from '../support/virtualTime.js';

describe('sink', () => {
  let time: VirtualTime;
  beforeEach(() => (time = virtualTime()));

  function run<T>(source: Observable<T>, options: SinkOptions<T> = {}, link: FakeLink = new FakeLink()) {
    const log: string[] = [];
    let subscribed = 0;
    const watched = new Observable<T>(out => {
      subscribed += 1;
      out.add(() => (subscribed -= 1));
      out.add(source.subscribe(out));
    });
    const subscription = watched
      .pipe(sink('sse', () => link, checkSinkOptions('sink', options), time))
      .subscribe({
        next: () => log.push('next'),
        error: () => log.push('error'),
        complete: () => log.push('complete'),
      });
    return { link, log, subscription, readers: () => subscribed };
  }

  const a = priced('a', 1);
  const b = priced('b', 2);

  it('sends each value at once, in the form of the wire', () => {
    const values$ = new Subject<unknown>();
    const { link } = run(values$);
    for (const value of [priced('a', NaN), undefined, new Date(1_500), page([a]), [Infinity]])
      values$.next(value);
    expect(link.sent).deep.equal([
      priced('a', { CostPerInference: 'NaN' as never }),
      null,
      1.5,
      { jobName: 'job', index: 0, steps: [a] },
      ['Infinity'],
    ]);
  });

  it('closes with 1000 at the end, and completes once the connection is closed', () => {
    const { link, log, readers } = run(of(a, b));
    expect(link.sent).deep.equal([a, b]);
    expect(link.ends).deep.equal([[1000, 'done']]);
    expect([log, readers()]).deep.equal([[], 0]);
    link.go();
    expect([log, link.detached]).deep.equal([['complete'], true]);
  });

  it('sends an error as its code, closes, and does not fail', () => {
    const { link, log } = run(throwError(() => new NotFoundError('arn:aws:…')));
    expect(link.sent).deep.equal([
      { type: 'error', code: 'NOT_FOUND', message: 'There is no such job.', retry: false },
    ]);
    expect(link.ends).deep.equal([[4404, 'NOT_FOUND']]);
    link.go();
    expect(log).deep.equal(['complete']);
  });

  it('unsubscribes from the source when the client leaves, and completes', () => {
    const { link, log, readers } = run(NEVER);
    expect(readers()).equal(1);
    link.go();
    expect([log, readers(), time.timers()]).deep.equal([['complete'], 0, 0]);
  });

  it('does not subscribe to the source for a connection that is closed already', () => {
    let begun = 0;
    const link = new FakeLink();
    link.onClose = listener => {
      listener.closed();
    };
    const source$ = new Observable(() => {
      begun += 1;
    });
    expect([run(source$, {}, link).log, begun, time.timers()]).deep.equal([['complete'], 0, 0]);
  });

  it('keeps the connection open when it is unsubscribed', () => {
    const { link, subscription, readers } = run(NEVER);
    subscription.unsubscribe();
    expect([readers(), link.ends, link.destroyed, link.detached, time.timers()]).deep.equal([
      0,
      [],
      false,
      true,
      0,
    ]);
  });

  it('keeps the latest of each step for a slow client, and sends it once there is room', () => {
    const events$ = new Subject<WatchEvent>();
    const { link } = run(events$, { maxBacklogBytes: 100 });
    link.slow = true;
    const events = [
      change('added', a),
      change('added', b),
      change('updated', priced('b', 3), { previous: b, changed: ['x'] }),
      change('updated', priced('a', 4), { previous: a, changed: ['x'] }),
      synced,
      change('updated', priced('a', 5), { previous: priced('a', 4), changed: ['y'] }),
    ];
    for (const event of events) events$.next(event);
    expect(link.sent).length(1);
    link.slow = false;
    link.drain();
    expect(link.sent.slice(1)).deep.equal([
      change('added', priced('b', 3)),
      change('updated', priced('a', 5), {
        previous: a,
        changed: ['InferenceBenchmark.Metrics.CostPerInference'],
      }),
      synced,
    ]);
  });

  it('sends queued values before it ends, and checks for room by itself', async () => {
    const values$ = new Subject<unknown>();
    const { link } = run(values$, { maxBacklogBytes: 10, stallMs: 300 });
    link.backlog = 11;
    values$.next(a);
    values$.error(new Error('x'));
    expect([link.sent, link.ends]).deep.equal([[], []]);
    link.backlog = 10;
    await time.pass(10);
    expect(link.sent[0]).deep.equal(a);
    expect(link.sent[1]).include({ type: 'error', code: 'INTERNAL' });
    expect(link.ends).deep.equal([[1011, 'INTERNAL']]);
  });

  it('cuts off a client without progress, and no other', async () => {
    const { link, log, readers } = run(NEVER, { stallMs: 300 });
    await time.pass(1_000); // nothing pending
    link.pending = true;
    for (let n = 0; n < 10; n++) {
      link.position = String(n);
      await time.pass(280);
    }
    expect(link.destroyed).false;
    await time.pass(20);
    expect([link.destroyed, log, readers()]).deep.equal([true, ['complete'], 0]);
  });

  it('sends three heartbeats in the time after which a client stalls, without keeping the process alive', async () => {
    const { link } = run(NEVER, { stallMs: 300 });
    await time.pass(600);
    expect(link.heartbeats).equal(6);
    expect(time.held()).equal(0);
  });

  it('ends with an error for a value that can not be encoded, and ignores the values after it', () => {
    const cycle: Record<string, unknown> = {};
    cycle.self = cycle;
    const broken: readonly (readonly [value: unknown, options: SinkOptions])[] = [
      [cycle, {}],
      [1n, {}],
      [a, { encode: () => JSON.parse('{') as unknown }],
      [a, { keyOf: () => JSON.parse('{') as string }],
    ];
    for (const [value, options] of broken) {
      const values$ = new Subject<unknown>();
      const { link, readers } = run(values$, options);
      values$.next(value);
      values$.next(b);
      expect(link.sent).deep.equal([
        { type: 'error', code: 'INTERNAL', message: 'Something went wrong in the server.', retry: false },
      ]);
      expect(link.ends).deep.equal([[1011, 'INTERNAL']]);
      link.go();
      expect(readers()).equal(0);
    }
  });

  it('encodes and identifies values by the given functions', () => {
    const values$ = new Subject<number>();
    const { link } = run(values$, { encode: n => ({ n }), keyOf: n => String(n % 2), maxBacklogBytes: 1 });
    link.backlog = 2;
    for (const n of [1, 2, 3, 4]) values$.next(n);
    link.drain();
    expect(link.sent).deep.equal([{ n: 3 }, { n: 4 }]);
  });

  it('starts again with each subscription', () => {
    const links: FakeLink[] = [];
    const result$ = of(a).pipe(
      sink('sse', () => (links.push(new FakeLink()), links.at(-1)!), checkSinkOptions('sink'), time),
    );
    result$.subscribe();
    result$.subscribe();
    expect(links.map(({ sent }) => sent)).deep.equal([[a], [a]]);
    links.forEach(link => {
      link.go();
    });
  });
});
