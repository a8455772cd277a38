import { Observable, Subject, switchMap, take, zip } from 'rxjs';

/** Holds a piece of work back until the gate lets it start. */
export type Gate = <T>(work: Observable<T>) => Observable<T>;

/**
 * Runs what `make` returns. Each piece of work within it starts with one notification of `gate$`; without a
 * gate it starts at once. Notifications that arrive early count. When the gate completes, work without a
 * notification is empty. Fails with the gate's error when the next piece of work would start.
 */
export function gateWork<R>(
  gate$: Observable<unknown> | undefined,
  make: (gate: Gate) => Observable<R>,
): Observable<R> {
  if (gate$ === undefined) return make(work => work);
  return new Observable(subscriber => {
    const requests = new Subject<void>();
    // A zip keeps whichever side is early. The subject behind it gives all pieces of work one subscription to
    // the gate, and shows the end of the gate to a late one, too.
    const starts = new Subject<unknown>();
    subscriber.add(zip(requests, gate$).subscribe(starts));
    const gate: Gate = work =>
      new Observable(out => {
        const gated = starts.pipe(
          take(1),
          switchMap(() => work),
        );
        gated.subscribe(out);
        requests.next();
      });
    make(gate).subscribe(subscriber);
  });
}
