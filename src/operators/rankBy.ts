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

/** Which steps are eligible, and how many of them are ranked. */
export interface RankOptions extends EligibilityOptions {
  /** Maximum number of ranked steps, 1 or more. Default: all. */
  readonly top?: number | undefined;
  /** Bounds of an eligible step; steps beyond them are excluded. */
  readonly bounds?: Bounds | undefined;
}

/**
 * Emits the ranking so far, each time that it changes, with the excluded steps and the reasons for each.
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
 * - **Order**: the best first; of equal steps the earlier one. A page is one change, not one for each
 *   step.
 * - **Skips**: nothing: a step that is not COMPLETED (`{ provisional: true }` makes it eligible), that lacks
 *   a metric which the order reads, or that is beyond a bound is in `excluded`.
 * - **Fails**: with the source's error and with what the order throws; a step that can't be decoded is a
 *   `DecodeError`. Wrong options throw `InvalidInputError` at once.
 * - **Cost**: remembers every step. A listing is sorted when `ranked` is first read, so the last
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
        itemEnd: () => {
          const changed = listing.changed() ?? watch.changed();
          if (changed !== undefined) out.next(changed);
        },
      };
    });
}
