import { expect } from 'chai';
import { defer, NEVER, of, Subject } from 'rxjs';
import { ClosedError } from '../../src/core/errors.js';
import { untilClosed } from '../../src/live/untilClosed.js';

describe('untilClosed', () => {
  it('fails as soon as the connection closes, and unsubscribes from its source', () => {
    const closing = new Subject<never>();
    const source = new Subject<number>();
    const seen: unknown[] = [];
    source
      .pipe(untilClosed(closing))
      .subscribe({ next: n => seen.push(n), error: (error: unknown) => seen.push(error) });
    source.next(1);
    const error = new ClosedError();
    closing.error(error);
    expect(seen).deep.equal([1, error]);
    expect(source.observed).equal(false);
  });

  it('fails at once where it is closed already', () => {
    const closing = new Subject<never>();
    closing.error(new ClosedError());
    let subscribed = false;
    let end: unknown;
    const source = defer(() => ((subscribed = true), NEVER));
    source.pipe(untilClosed(closing)).subscribe({ error: (error: unknown) => (end = error) });
    expect(end).include({ code: 'CLOSED' });
    expect(subscribed).equal(false);
  });

  it('doesn’t touch the connection when it ends or is unsubscribed', () => {
    const closing = new Subject<never>();
    of(1).pipe(untilClosed(closing)).subscribe();
    expect(closing.observed).equal(false);
    const reading = NEVER.pipe(untilClosed(closing)).subscribe();
    expect(closing.observed).equal(true);
    reading.unsubscribe();
    expect(closing.observed).equal(false);
  });
});
