import { expect } from 'chai';
import { NEVER, of, Subject } from 'rxjs';
import { untilClosed } from '../../src/live/untilClosed.js';
import { listeners } from '../support/fakeTime.js';

describe('untilClosed', () => {
  it('fails with CLOSED as soon as the connection closes, and leaves its source', () => {
    const closing = new AbortController();
    const source = new Subject<number>();
    const seen: unknown[] = [];
    source
      .pipe(untilClosed(closing.signal))
      .subscribe({ next: n => seen.push(n), error: (e: unknown) => seen.push(e) });
    source.next(1);
    closing.abort();
    expect(seen[0]).equal(1);
    expect(seen[1]).include({ code: 'CLOSED' });
    expect(source.observed).equal(false);
  });

  it('fails at once where it is closed already', () => {
    const source = new Subject<number>();
    let end: unknown;
    source.pipe(untilClosed(AbortSignal.abort())).subscribe({ error: (error: unknown) => (end = error) });
    expect(end).include({ code: 'CLOSED' });
    expect(source.observed).equal(false);
  });

  it('leaves no listener when it ends or is left', () => {
    const closing = new AbortController();
    of(1).pipe(untilClosed(closing.signal)).subscribe();
    const reading = NEVER.pipe(untilClosed(closing.signal)).subscribe();
    expect(listeners(closing.signal)).equal(1);
    reading.unsubscribe();
    expect(listeners(closing.signal)).equal(0);
  });
});
