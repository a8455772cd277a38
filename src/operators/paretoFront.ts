import type { Subscriber } from 'rxjs';
import { checkOptions, oneOf, show, isBoolean } from '../core/check.js';
import { InvalidInputError } from '../core/errors.js';
import type { Step } from '../core/step.js';
import type { EligibilityOptions } from './bestBy.js';
import { runningParetoFront, type Point, type RunningParetoFront } from './ranking/runningParetoFront.js';
import { metricOf, usable, type Metric } from './ranking/metric.js';
import { readSource, type Reader } from './base/readSource.js';
import type { StepFold } from './base/source.js';
import { stepRegistry } from './base/stepRegistry.js';

/** A figure that a front weighs against others. */
export type Axis = 'cost' | 'costPerHour' | 'latency' | 'throughput';

const AXES: Readonly<Record<Axis, readonly [metric: Metric, sign: 1 | -1]>> = {
  cost: ['CostPerInference', 1],
  costPerHour: ['CostPerHour', 1],
  latency: ['ModelLatency', 1],
  throughput: ['MaxInvocations', -1],
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
 *   milliseconds: less is better. `throughput` is MaxInvocations per minute: more is better.
 * - **Order**: by the first axis, the best first; equal ones in the order of their arrival. Steps with the
 *   same figures are all on the front. A page is one change, not one for each step.
 * - **Skips**: steps that aren't COMPLETED (`{ provisional: true }` lets them in), or that lack a figure
 *   above zero on one of the axes.
 * - **Fails**: with the source's error; a step that can't be decoded is a `DecodeError`. No axis, or one
 *   that is not known, throws `InvalidInputError` at once.
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
  options?: EligibilityOptions,
): StepFold<readonly Step[]> {
  const { provisional = false } = checkOptions<EligibilityOptions>('paretoFront', options, {
    provisional: isBoolean,
  });
  const read = checkAxes(axes).map(axis => AXES[axis]);
  const figures = (step: Step): readonly number[] | undefined => {
    if (!provisional && step.Status !== 'COMPLETED') return undefined;
    const at: number[] = [];
    for (const [metric, sign] of read) {
      const value = metricOf(step, metric);
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
  let changed: RunningParetoFront<Step> | undefined;

  const pointOf = (step: Step, sequence: number, before?: Point<Step>): Point<Step> | undefined => {
    const at = figures(step);
    if (at === undefined) return undefined;
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
