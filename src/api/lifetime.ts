import { Subject, type Observable } from 'rxjs';
import { AbortedError, ClosedError } from '../core/errors.js';
import type { ApiWrapper } from './serviceApi.js';
import { wrap } from './wrap.js';

/** The lifetime of a connection: its calls end together with it. */
export interface Lifetime {
  readonly wrapper: ApiWrapper;
  /** Fails with `ClosedError` when the connection is closed, for streams that live on between two calls. */
  readonly closing: Observable<never>;
  /** Ends all running calls with `ClosedError`, and refuses later ones. Resolves when no call is left. */
  readonly end: () => Promise<void>;
}

/** Makes the lifetime of one connection. */
export function lifetime(): Lifetime {
  let ended = false;
  const hasEnded = (): boolean => ended;
  const closing = new Subject<never>();
  const running = new Map<AbortController, Promise<unknown>>();

  const wrapper = wrap(async ({ options: call }, next) => {
    if (hasEnded()) throw new ClosedError();
    const own = new AbortController();
    const onAbort = (): void => {
      own.abort();
    };
    if (call.signal.aborted) throw new AbortedError();
    call.signal.addEventListener('abort', onAbort, { once: true });
    const under = next({ ...call, signal: own.signal });
    running.set(own, under);
    try {
      return await under;
    } catch (error) {
      throw hasEnded() && error instanceof AbortedError ? new ClosedError() : error;
    } finally {
      running.delete(own);
      call.signal.removeEventListener('abort', onAbort);
    }
  });

  async function end(): Promise<void> {
    ended = true;
    closing.error(new ClosedError());
    const left = [...running];
    for (const [controller] of left) controller.abort();
    await Promise.allSettled(left.map(([, call]) => call));
  }

  return { wrapper, closing, end };
}
