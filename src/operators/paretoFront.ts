import type { Subscriber } from 'rxjs';
import { checkOptions, oneOf, show, isBoolean } from '../core/check.js';
import { InvalidInputError } from '../core/errors.js';
import type { Step } from '../core/step.js';
import type { EligibilityOptions } from './bestBy.js';
import { front, type Front, type Point } from './ranking/front.js';
import { metricOf, usable, type Metric } from './ranking/metric.js';
import { readSource, type Reader } from './base/readSource.js';
import type { StepFold } from './base/source.js';
import { stepId } from './base/stepId.js';

/** What a front weighs against each other. */
export type Axis = 'cost' | 'costPerHour' | 'latency' | 'throughput';

const AXES: Readonly<Record<Axis, readonly [metric: Metric, sign: 1 | -1]>> = {
  cost: ['CostPerInference', 1],
  costPerHour: ['CostPerHour', 1],
  latency: ['ModelLatency', 1],
  throughput: ['MaxInvocations', -1],
};

/**
 * Emits the Pareto front so far, each time that it changes: the steps that no other step beats, that is,
 * none is at least as good on every axis and better on one.
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
 * - **Order**: by the first axis, the best first; equals in the order in which they came. Steps with the
 *   same figures are all on the front. A page is one change, not one for each step.
 * - **Skips**: steps that aren't COMPLETED (`{ provisional: true }` lets them in), or that lack a figure
 *   above zero on one of the axes.
 * - **Fails**: with the source's error; a step that can't be decoded is a `DecodeError`. No axis, or one
 *   that is not known, throws `InvalidInputError` at once.
 * - **Cost**: a new step is compared with the front. A listing remembers the front, a watch all of its
 *   steps; when a step of the front changes, those that it alone kept off are compared again.
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
    `must be a list, not empty; each ${axis.must}; got ${show(axes)}`,
  );
}

function frontReader(
  out: Subscriber<readonly Step[]>,
  figures: (step: Step) => readonly number[] | undefined,
): Reader {
  const listing = front<Step>({ forgetful: true });
  const watch = front<Step>({ forgetful: false });
  const turnOf = new Map<string, number>();
  const points = new Map<string, Point<Step>>();
  let turns = 0;
  let changed: Front<Step> | undefined;

  return {
    step: step => {
      const at = figures(step);
      if (at !== undefined && listing.add({ value: step, at, turn: turns++ })) changed = listing;
    },
    change: ({ jobName, key, step, change }) => {
      const id = stepId({ jobName, key });
      const before = points.get(id);
      points.delete(id);
      const turn = turnOf.get(id) ?? turns++;
      if (change === 'removed') turnOf.delete(id);
      else turnOf.set(id, turn);
      const at = change === 'removed' ? undefined : figures(step);
      const point = at && { value: step, at, turn };
      if (before?.value === point?.value) {
        if (before !== undefined) points.set(id, before);
        return;
      }
      // The new one first: it mostly keeps the others off the front that the old one kept off.
      if (point !== undefined) {
        points.set(id, point);
        if (watch.add(point)) changed = watch;
      }
      if (before !== undefined && watch.remove(before)) changed = watch;
    },
    settled: () => {
      if (changed !== undefined) out.next(changed.values());
      changed = undefined;
    },
  };
}
