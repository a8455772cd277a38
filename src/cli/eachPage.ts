import { Subject, type Observable } from 'rxjs';

/**
 * The pages of a listing, one by one: `list` is given a gate that asks for each page when it is wanted.
 * Leaving the loop ends the listing.
 */
export async function* eachPage<T>(
  list: (gate$: Observable<void>) => Observable<T>,
): AsyncGenerator<T, void> {
  const gate$ = new Subject<void>();
  const arrived: T[] = [];
  let ended: { readonly error?: unknown } | undefined;
  let wake = (): void => undefined;
  const notify = (): void => wake();
  const subscription = list(gate$).subscribe({
    next: page => {
      arrived.push(page);
      notify();
    },
    error: (error: unknown) => {
      ended = { error };
      notify();
    },
    complete: () => {
      ended = {};
      notify();
    },
  });
  const nextArrival = (): Promise<void> =>
    new Promise(resolve => {
      wake = resolve;
      gate$.next();
    });
  try {
    for (;;) {
      if (arrived.length === 0 && ended === undefined) await nextArrival();
      yield* arrived.splice(0);
      if (ended !== undefined && arrived.length === 0) {
        if ('error' in ended) throw ended.error;
        return;
      }
    }
  } finally {
    subscription.unsubscribe();
  }
}
