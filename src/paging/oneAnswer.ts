import type { Either } from 'fp-ts/lib/Either.js';
import { Observable } from 'rxjs';
import type { StepstreamError } from '../core/errors.js';

/** Makes one call. */
export type MakeCall<A> = (signal: AbortSignal) => Promise<Either<StepstreamError, A>>;

/**
 * A cold stream of one value, the answer of one call for each subscription. `prepare` is called at subscription; what it
 * throws is an error of the stream. Unsubscribing aborts the call.
 */
export function oneAnswer<A>(prepare: () => MakeCall<A>): Observable<A> {
  return new Observable(subscriber => {
    const call = prepare();
    const controller = new AbortController();
    let settled = false;
    call(controller.signal).then(
      answer => {
        settled = true;
        if (answer._tag === 'Left') {
          subscriber.error(answer.left);
          return;
        }
        subscriber.next(answer.right);
        subscriber.complete();
      },
      (error: unknown) => {
        settled = true;
        subscriber.error(error);
      },
    );
    // An abort after the end would build an exception for nothing.
    return () => {
      if (!settled) controller.abort();
    };
  });
}
