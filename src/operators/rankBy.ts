import { checkOptions, isObject, isBoolean, wholeNumber } from '../core/check.js';
import type { EligibilityOptions } from './bestBy.js';
import { boundCheck } from './ranking/boundCheck.js';
import type { Bounds } from './ranking/bounds.js';
import { eligibilityCheck } from './ranking/eligibilityCheck.js';
import type { StepOrder } from './ranking/order.js';
import type { Ranking } from './ranking/ranking.js';
import { rankListing } from './ranking/rankListing.js';
import { rankWatch } from './ranking/rankWatch.js';
import { checkOrder, readOrder } from './ranking/readOrder.js';
import { readSource } from './base/readSource.js';
import type { StepFold } from './base/source.js';

/** Who is ranked, and how many of them are told. */
export interface RankOptions extends EligibilityOptions {
  /** How many of the best, 1 or more. Default: all. */
  readonly top?: number | undefined;
  /** What a step has to keep to; those that don't are left out. */
  readonly bounds?: Bounds | undefined;
}

/**
 * Emits the ranking so far, each time that it changes, with the steps that are left out of it and why.
 *
 * ```text
 * listing  --a--b--c--d--|    a 0.90, b FAILED, c 0.40, d 0.60
 * result   --1--2--3--4--|    1: a;  2: a, without b;  3: c a, without b;  4: c d a, without b
 * top: 1   --1--2--3-----|    3: c, without b
 *
 * watch    --a--c--C--|       C: the same step as c, measured again at 1.10
 * result   --1--2--3--|       1: a;  2: c a;  3: a C
 * ```
 *
 * - **Order**: the best first; of equals the one that came first. A page is one change, not one for each
 *   step.
 * - **Skips**: nothing: a step that is not COMPLETED (`{ provisional: true }` lets it in), that lacks a
 *   metric which the order reads, or that is beyond a bound is in `excluded`.
 * - **Fails**: with the source's error and with what the order throws; a step that can't be decoded is a
 *   `DecodeError`. Wrong options throw `InvalidInputError` at once.
 * - **Cost**: remembers every step. A listing is sorted when somebody looks at `ranked`, so the last
 *   ranking alone costs one sort; a watch costs a copy for each change. No timers.
 *
 * @example
 * ```ts
 * import { ascending, rankBy, steps$ } from 'stepstream';
 *
 * steps$('my-job')
 *   .pipe(rankBy(ascending('CostPerInference'), { top: 3, bounds: { maxLatencyMs: 100 } }))
 *   .subscribe(({ ranked, excluded }) => console.log(ranked.length, excluded[0]?.reasons));
 * ```
 */
export function rankBy(order: StepOrder, options?: RankOptions): StepFold<Ranking> {
  const {
    top = Infinity,
    bounds,
    provisional = false,
  } = checkOptions<RankOptions>('rankBy', options, {
    top: wholeNumber(1),
    bounds: isObject,
    provisional: isBoolean,
  });
  const checked = checkOrder('rankBy', order);
  const { faults } = boundCheck('rankBy.bounds', bounds);
  return source =>
    readSource<Ranking>(source, out => {
      const read = readOrder(checked);
      const reasons = eligibilityCheck(read, faults, provisional);
      const listing = rankListing(read, reasons, top);
      const watch = rankWatch(read, reasons, top);
      return {
        step: listing.step,
        change: watch.change,
        settled: () => {
          const changed = listing.changed() ?? watch.changed();
          if (changed !== undefined) out.next(changed);
        },
      };
    });
}
