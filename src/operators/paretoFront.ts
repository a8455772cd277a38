import type { Subscriber } from 'rxjs';
import { checkOptions, isBoolean, isFunction, oneOf, show } from '../core/check.js';
import { InvalidInputError } from '../core/errors.js';
import type { Step } from '../core/step.js';
import type { EligibilityOptions } from './bestBy.js';
import { costOrder } from './costOrder.js';
import { figureReader, isStat, type FigureOptions } from './ranking/figureReader.js';
import { runningParetoFront, type Point, type RunningParetoFront } from './ranking/runningParetoFront.js';
import { metricOf, usable } from './ranking/metric.js';
import { oneKind } from './ranking/oneKind.js';
import type { PriceOptions } from './ranking/prices.js';
import { readSource, type Reader } from './base/readSource.js';
import type { StepFold } from './base/source.js';
import { stepRegistry } from './base/stepRegistry.js';

/** A figure that a front weighs against others. */
export type Axis = 'cost' | 'costPerHour' | 'latency' | 'throughput' | 'ttft' | 'requestLatency' | 'tokens';

/** Which steps are eligible, the statistic of the latencies of recommendations, and their prices. */
export interface FrontOptions extends EligibilityOptions, PriceOptions {
  /** The statistic of the axes `ttft` and `requestLatency`, such as `p90`. Default `p50`. */
  readonly stat?: FigureOptions['stat'];
}

/** Reads the figure of a step, and says whether more is better. */
type ReadAxis = readonly [read: (step: Step) => number | undefined, sign: 1 | -1];

/** How each axis is read: an axis without its line doesn't compile. */
const AXES: Readonly<Record<Axis, (options: FrontOptions) => ReadAxis>> = {
  cost: ({ pricePerHour }) => [costOrder({ pricePerHour }).of, 1],
  costPerHour: ({ pricePerHour }) => [costOrder({ pricePerHour, per: 'hour' }).of, 1],
  latency: () => [step => metricOf(step, 'ModelLatency'), 1],
  throughput: () => [step => metricOf(step, 'MaxInvocations'), -1],
  ttft: ({ stat }) => [figureReader('TimeToFirstToken', stat).read, 1],
  requestLatency: ({ stat }) => [figureReader('RequestLatency', stat).read, 1],
  tokens: () => [figureReader('OutputTokenThroughput').read, -1],
};

/**
 * Emits the Pareto front so far, each time that it changes: the steps that no other step dominates. A step
 * dominates another one where it is at least as good on every axis and better on one.
 *
 * ```text
 * listing  --a--b--c--d--|    cost, latency: a 1, 9; b 9, 1; c 5, 5; d 4, 4
 * result   --1--2--3--4--|    1: a;  2: a b;  3: a c b;  4: a d b
 *
 * watch    --a--d--D--|       D: the same step as d, measured again at 9, 9
 * result   --1--2--3--|       1: a;  2: a d;  3: a
 * ```
 *
 * - **Unit**: `cost` is US dollars per inference, `costPerHour` US dollars per hour, `latency`
 *   milliseconds: less is better. `throughput` is MaxInvocations per minute: more is better. Of recommendations `ttft`
 *   is TimeToFirstToken and `requestLatency` RequestLatency, in milliseconds, `tokens` OutputTokenThroughput per second,
 *   and with `{ pricePerHour }` `cost` is US dollars per million output tokens, as `costOrder` has it.
 * - **Order**: by the first axis, the best first; equal ones in the order of their arrival. Steps with the
 *   same figures are all on the front. A page is one change, not one for each step.
 * - **Skips**: steps that aren't COMPLETED (`{ provisional: true }` lets them in), or that lack a figure
 *   above zero on one of the axes: so a front over `latency` has load tests of classic jobs alone, one over `ttft`
 *   recommendations alone.
 * - **Fails**: with the source's error; a step that can't be decoded is a `DecodeError`. No axis, or one
 *   that is not known, throws `InvalidInputError` at once. A front over costs alone fails with it once load tests and
 *   recommendations meet.
 * - **Cost**: a new step is compared with the front. A listing remembers the front, a watch all of its
 *   steps; when a step of the front changes, those that it alone dominated are compared again.
 *
 * @example
 * ```ts
 * import { paretoFront, steps$ } from 'stepstream';
 *
 * steps$('my-job')
 *   .pipe(paretoFront(['cost', 'latency']))
 *   .subscribe(front => console.log(front.map(step => step.InferenceBenchmark?.Metrics)));
 * ```
 */
export function paretoFront(
  axes: readonly Axis[] = ['cost', 'latency', 'throughput'],
  options?: FrontOptions,
): StepFold<readonly Step[]> {
  const checked = checkOptions<FrontOptions>('paretoFront', options, {
    provisional: isBoolean,
    stat: isStat,
    pricePerHour: isFunction,
  });
  const { provisional = false } = checked;
  const read = checkAxes(axes).map(axis => AXES[axis](checked));
  const figures = (step: Step): readonly number[] | undefined => {
    if (!provisional && step.Status !== 'COMPLETED') return undefined;
    const at: number[] = [];
    for (const [figureOf, sign] of read) {
      const value = figureOf(step);
      if (!usable(value)) return undefined;
      at.push(sign * value);
    }
    return at;
  };
  return source => readSource<readonly Step[]>(source, out => frontReader(out, figures));
}

function checkAxes(axes: readonly Axis[]): readonly Axis[] {
  const axis = oneOf(...Object.keys(AXES));
  if (Array.isArray(axes) && axes.length > 0 && axes.every(axis.holds)) return [...(axes as readonly Axis[])];
  throw new InvalidInputError(
    'paretoFront.axes',
    `must be a non-empty list; each ${axis.must}; got ${show(axes)}`,
  );
}

function frontReader(
  out: Subscriber<readonly Step[]>,
  figures: (step: Step) => readonly number[] | undefined,
): Reader {
  const listing = runningParetoFront<Step>({ appendOnly: true });
  const watch = runningParetoFront<Step>({ appendOnly: false });
  const points = stepRegistry<Point<Step>>();
  const check = oneKind('paretoFront');
  let changed: RunningParetoFront<Step> | undefined;

  const pointOf = (step: Step, sequence: number, before?: Point<Step>): Point<Step> | undefined => {
    const at = figures(step);
    if (at === undefined) return undefined;
    check(step);
    return before?.value === step ? before : { value: step, at, sequence };
  };

  return {
    step: step => {
      const point = pointOf(step, points.nextSequence());
      if (point !== undefined && listing.add(point)) changed = listing;
    },
    change: event => {
      const { before, after } = points.apply(event, pointOf);
      if (before === after) return;
      // The new point first: it mostly dominates the same points as the old one did.
      if (after !== undefined && watch.add(after)) changed = watch;
      if (before !== undefined && watch.remove(before)) changed = watch;
    },
    itemEnd: () => {
      if (changed !== undefined) out.next(changed.values());
      changed = undefined;
    },
  };
}
