import { left, right, type Either, type Left } from 'fp-ts/lib/Either.js';
import type { Observable, Subscriber } from 'rxjs';
import type { DecodeError } from '../core/decodeError.js';
import type { WatchEvent } from '../core/event.js';
import type { Step } from '../core/step.js';
import { checkOptions, oneOf } from '../core/check.js';
import { readSource, type Reader } from './base/readSource.js';
import type { Filtered } from './base/source.js';

/** What `decodeSteps` does with a step that can't be decoded. */
export interface DecodeOptions {
  /**
   * `error` (default) emits the good steps of the page and fails with one error that lists the bad ones;
   * `skip` leaves bad steps out; `either` emits every step as `Right` of a step or `Left` of its error.
   * Of a watch a bad step is one event, and `either` emits the good events as they are.
   */
  readonly onInvalid?: 'error' | 'skip' | 'either' | undefined;
}

/** An item that `decodeSteps` emits; both forms where the options may or may not say `either`. */
export type Decoded<S, O extends DecodeOptions> = O extends { readonly onInvalid?: infer How }
  ? How extends 'either'
    ? DecodedEither<S>
    : Filtered<S>
  : never;

type DecodedEither<S> = S extends WatchEvent ? WatchEvent | Left<DecodeError> : Either<DecodeError, Step>;

/**
 * Emits each step, decoded and checked: times are `Date`s, unavailable metrics are `NaN`.
 *
 * ```text
 * listing  --(abx)--c--|    x has a CostPerHour of "cheap"
 * result   --(ab#)          # a DecodeError: steps[2].InferenceBenchmark.Metrics.CostPerHour: expected …
 * skip     --(ab)---c--|
 *
 * watch    --a--A--s--|     events pass, their steps decoded
 * result   --a--A--s--|
 * ```
 *
 * - **Unit**: as AWS has them: US dollars, invocations per minute, milliseconds, percent, seconds.
 * - **Order**: that of the listing.
 * - **Skips**: nothing; with `{ onInvalid: 'skip' }` the steps that can't be decoded.
 * - **Fails**: with the source's error; a step that can't be decoded is a `DecodeError`, after the good
 *   steps of its page, and its `resumeToken` is the checkpoint after that page.
 * - **Cost**: one pass over each step, about a microsecond; a step that is decoded already is the same
 *   reference and costs a look-up.
 *
 * @example
 * ```ts
 * import { steps$, decodeSteps } from 'stepstream';
 *
 * steps$('my-job').pipe(decodeSteps()).subscribe(step => console.log(step.Status));
 * ```
 */
export function decodeSteps<const O extends DecodeOptions = { readonly onInvalid: 'error' }>(
  options?: O,
): <S>(source: Observable<S>) => Observable<Decoded<S, O>> {
  const { onInvalid = 'error' } = checkOptions<DecodeOptions>('decodeSteps', options, {
    onInvalid: oneOf('error', 'skip', 'either'),
  });
  return <S>(source: Observable<S>) =>
    readSource<unknown>(source, out => decodeReader(out, onInvalid)) as Observable<Decoded<S, O>>;
}

function decodeReader(out: Subscriber<unknown>, onInvalid: 'error' | 'skip' | 'either'): Reader {
  const pass = (event: WatchEvent): void => {
    out.next(event);
  };
  return {
    step: step => {
      out.next(onInvalid === 'either' ? right(step) : step);
    },
    change: pass,
    other: pass,
    ...(onInvalid !== 'error' && {
      invalid: (error: DecodeError) => {
        if (onInvalid === 'either') out.next(left(error));
      },
    }),
  };
}
