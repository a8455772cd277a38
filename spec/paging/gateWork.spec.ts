import { expect } from 'chai';
import type { Observable } from 'rxjs';
import {
  concat,
  concatMap,
  defer,
  EMPTY,
  NEVER,
  of,
  Subject,
  take,
  throwError,
  timer,
  type ObservableInput,
} from 'rxjs';
import { TestScheduler } from 'rxjs/testing';
import { NetworkError } from '../../src/core/errors.js';
import type { Place } from '../../src/paging/checkpoint.js';
import { gateWork } from '../../src/paging/gateWork.js';
import { pages } from '../../src/paging/pages.js';
import type { WalkedPage } from '../../src/paging/walkPage.js';
import { fetchFrom, pagesOf } from '../support/fakePages.js';

/** Pieces of work on a gate, one behind the other, and their gate's subscriptions. */
function drawGated(
  gate: string,
  work: string,
  pieces: number,
  result: string,
  subs: string,
  until = '',
): void {
  new TestScheduler((actual, expected) => {
    expect(actual).deep.equal(expected);
  }).run(({ hot, cold, expectObservable, expectSubscriptions }) => {
    const gate$ = hot(gate, undefined, new NetworkError('of the gate'));
    const piece$ = cold(work);
    const result$ = gateWork(gate$, atTurn =>
      concat(...Array.from({ length: pieces }, () => atTurn(piece$) as ObservableInput<string>)),
    );
    expectObservable(result$, until).toBe(result, undefined, new NetworkError('of the gate'));
    expectSubscriptions(gate$.subscriptions).toBe(subs);
  });
}

describe('gateWork', () => {
  const drawings: Readonly<Record<string, readonly [string, string, number, string, string, string?]>> = {
    'lets each piece wait for one notification, the first included': [
      '--g----g--g-',
      'a|',
      2,
      '--a----a|',
      '^-------!',
    ],
    'counts notifications that come early': ['gg------------', '--a|', 2, '--a--a|', '^-----!'],
    'is empty from where the gate has completed': ['--g--|', 'a|', 3, '--a--|', '^----!'],
    'gives the pieces that are due after the gate has completed': ['(ggg|)', '--a|', 2, '--a--a|', '(^!)'],
    'is empty where the gate is': ['--|', 'a|', 2, '--|', '^-!'],
    'never begins where the gate never opens': ['------', 'a|', 1, '------', '^-----'],
    'fails with the error of the gate while it waits': ['--g--#', 'a|', 2, '--a--#', '^----!'],
    'fails with the error of the gate behind a piece that runs': ['g--#', '-----a|', 2, '-----a#', '^--!'],
    'leaves the gate when it is left while it waits': ['--g-----', 'a|', 2, '--a-', '^---!', '^---!'],
    'leaves the gate when it is left while a piece runs': ['g-------', '-----a|', 2, '--', '^-!', '^-!'],
  };
  for (const [title, drawing] of Object.entries(drawings)) it(title, () => drawGated(...drawing));

  it('runs at once, and each piece as it is, without a gate', () => {
    const piece$ = of(1);
    let same = false;
    gateWork(undefined, atTurn => ((same = atTurn(piece$) === piece$), EMPTY)).subscribe();
    expect(same).true;
  });

  it('subscribes to a cold gate once, whatever the number of pieces', () => {
    let subscribed = 0;
    const gate$ = defer(() => ((subscribed += 1), of(1, 2, 3)));
    const seen: number[] = [];
    gateWork(gate$, atTurn => concat(atTurn(of(1)), atTurn(of(2)), atTurn(of(3)))).subscribe(n =>
      seen.push(n),
    );
    expect([subscribed, seen]).deep.equal([1, [1, 2, 3]]);
  });

  it('starts nothing where it is unsubscribed before a notification', () => {
    const started: unknown[] = [];
    gateWork(of(1, 2), atTurn => of(1, 2).pipe(concatMap(n => atTurn(defer(() => (started.push(n), of(n)))))))
      .pipe(take(1))
      .subscribe();
    expect(started).deep.equal([1]);
  });

  it('keeps an error of a gate that fails at once', () => {
    const received: unknown[] = [];
    const error = new Error('at once');
    gateWork(
      throwError(() => error),
      atTurn => concat(atTurn(of(1)), atTurn(of(2))),
    ).subscribe({ next: n => received.push(n), error: (e: unknown) => received.push(e) });
    expect(received).deep.equal([error]);
  });
});

describe('pages behind a gate', () => {
  const START: Place = { offset: 0 };
  const settle = (): Promise<void> => new Promise(resolve => setImmediate(resolve));

  /** Five pages behind a gate: what was received of them, and the calls. */
  function listing(gate$: Observable<unknown>, most = Infinity, maxItems = Infinity) {
    const fetch = fetchFrom(pagesOf(1, 1, 1, 1, 1));
    const received: unknown[] = [];
    const walked: WalkedPage[] = [];
    const pages$ = pages(
      { fetch, from: START, maxItems, maxEmptyPages: 3, writePlace: place => JSON.stringify(place) },
      gate$,
    );
    const subscription = pages$.pipe(take(most)).subscribe({
      next: page => (walked.push(page), received.push(page.index)),
      error: (error: unknown) => received.push(error),
      complete: () => received.push('end'),
    });
    return { fetch, received, walked, subscription };
  }

  it('are fetched one for each notification', async () => {
    const gate$ = new Subject<void>();
    const { fetch, received } = listing(gate$);
    await settle();
    expect(fetch.calls).empty;
    for (let page = 1; page <= 5; page += 1) {
      gate$.next();
      await settle();
      expect(fetch.calls).length(page);
    }
    expect(received).deep.equal([0, 1, 2, 3, 4, 'end']);
    expect(gate$.observed).false;
  });

  it('are as many as were due when the gate completes, and the last one has the resumeToken', async () => {
    const { fetch, received, walked } = listing(of('a', 'b', 'c'));
    await settle();
    await settle();
    expect(received).deep.equal([0, 1, 2, 'end']);
    expect(fetch.calls).length(3);
    expect(walked.at(-1)?.resumeToken).equal('{"nextToken":"t3","offset":0,"passed":3}');
  });

  it('end where the gate has more than enough notifications at once', async () => {
    const { received } = listing(of(...Array(50).keys()));
    await settle();
    await settle();
    expect(received).deep.equal([0, 1, 2, 3, 4, 'end']);
  });

  it('precede the error of the gate, which is passed on as it is', async () => {
    const gate$ = new Subject<void>();
    const { received, walked } = listing(gate$);
    const error = new NetworkError('of the gate');
    gate$.next();
    gate$.error(error);
    await settle();
    expect(received).deep.equal([0, error]);
    // One gate may hold many listings: its error is of none of them. The page says where to go on.
    expect(error.resumeToken).undefined;
    expect(walked[0]?.resumeToken).equal('{"nextToken":"t1","offset":0,"passed":1}');
  });

  for (const most of [1, 2, 3])
    it(`cost ${most} calls for take(${most}), and the gate is unsubscribed`, async () => {
      const gate$ = new Subject<void>();
      const { fetch, received } = listing(gate$, most);
      for (let n = 0; n < 5; n += 1) gate$.next();
      await settle();
      expect(fetch.calls).length(most);
      expect(received.at(-1)).equal('end');
      expect(gate$.observed).false;
    });

  it('unsubscribe the gate at once when unsubscribed while they wait, and abort nothing', async () => {
    const gate$ = new Subject<void>();
    const { fetch, received, subscription } = listing(gate$);
    gate$.next();
    await settle();
    subscription.unsubscribe();
    expect(gate$.observed).false;
    gate$.next();
    await settle();
    expect([received, fetch.calls.length, fetch.calls[0]?.signal.aborted]).deep.equal([[0], 1, false]);
  });

  it('abort the running call when unsubscribed', () => {
    const { fetch, subscription } = listing(of(1));
    subscription.unsubscribe();
    expect(fetch.calls.map(({ signal }) => signal.aborted)).deep.equal([true]);
  });

  it('do not subscribe to the gate where no items are wanted', () => {
    let touched = false;
    const { received } = listing(
      defer(() => ((touched = true), NEVER)),
      Infinity,
      0,
    );
    expect([received, touched]).deep.equal([['end'], false]);
  });

  it('never run ahead of a slow consumer who opens the gate', async () => {
    const gate$ = new Subject<void>();
    const fetch = fetchFrom(pagesOf(1, 1, 1, 1));
    let working = 0;
    const done: number[] = [];
    const pages$ = pages(
      { fetch, from: START, maxItems: Infinity, maxEmptyPages: 3, writePlace: String },
      concat(of('first'), gate$),
    );
    await pages$
      .pipe(
        concatMap(page => {
          working += 1;
          expect([working, fetch.calls.length]).deep.equal([1, page.index + 1]);
          return timer(1).pipe(
            concatMap(() => {
              working -= 1;
              done.push(page.index);
              gate$.next();
              return EMPTY;
            }),
          );
        }),
      )
      .forEach(() => undefined);
    expect(done).deep.equal([0, 1, 2, 3]);
  });
});
