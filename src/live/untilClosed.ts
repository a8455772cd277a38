import { Observable, type MonoTypeOperatorFunction } from 'rxjs';

/**
 * Ends a stream together with its connection, also while no call is under way: fails as soon as `closing`
 * does, and at once where it has failed.
 */
export function untilClosed<T>(closing: Observable<never>): MonoTypeOperatorFunction<T> {
  return source =>
    new Observable(subscriber => {
      subscriber.add(
        closing.subscribe({
          error: (error: unknown) => {
            subscriber.error(error);
          },
        }),
      );
      if (!subscriber.closed) source.subscribe(subscriber);
    });
}
