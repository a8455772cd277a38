import { Observable, type MonoTypeOperatorFunction } from 'rxjs';
import { ClosedError } from '../core/errors.js';

/**
 * Ends a stream together with its connection, also while no call is under way: fails with `ClosedError`
 * as soon as `closing` fires, and at once where it has fired.
 */
export function untilClosed<T>(closing: AbortSignal): MonoTypeOperatorFunction<T> {
  return source =>
    new Observable(subscriber => {
      const end = (): void => {
        subscriber.error(new ClosedError());
      };
      if (closing.aborted) {
        end();
        return;
      }
      closing.addEventListener('abort', end, { once: true });
      subscriber.add(() => {
        closing.removeEventListener('abort', end);
      });
      source.subscribe(subscriber);
    });
}
