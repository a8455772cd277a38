import { Observable, Subject, switchMap, take, zip } from 'rxjs';

/** Lets a piece of work begin when it is its turn. */
export type Gate = <T>(work: Observable<T>) => Observable<T>;

/**
 * Runs what `make` makes, each piece of whose work begins with one notification of `gate$`; at once where
 * there is no gate. Notifications that come early count. When the gate completes, work that has no
 * notification left is empty. Fails with the gate's error, as it is, when the next piece is due.
 */
export function gateWork<R>(
  gate$: Observable<unknown> | undefined,
  make: (atTurn: Gate) => Observable<R>,
): Observable<R> {
  if (gate$ === undefined) return make(work => work);
  return new Observable(subscriber => {
    const asks = new Subject<void>();
    // A zip keeps whichever side comes early. With a subject behind it all turns are of one subscription
    // to the gate, and a turn that comes late still learns how the gate has ended.
    const turns = new Subject<unknown>();
    subscriber.add(zip(asks, gate$).subscribe(turns));
    const atTurn: Gate = work =>
      new Observable(out => {
        const turn = turns.pipe(
          take(1),
          switchMap(() => work),
        );
        turn.subscribe(out);
        asks.next();
      });
    make(atTurn).subscribe(subscriber);
  });
}
