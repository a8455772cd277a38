import { Observable, type MonoTypeOperatorFunction } from 'rxjs';

/**
 * Ends a stream together with its connection, also between two calls: fails as soon as `closing` does, and
 * at once where `closing` has failed already.
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
