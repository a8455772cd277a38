import fc from 'fast-check';
import type { StepEvent } from '../../src/core/event.js';
import type { StepsPage } from '../../src/core/page.js';
import type { Step } from '../../src/core/step.js';
import { change, page, priced } from './steps.js';

// Few values, so that ties, repeats and equal keys come often.
const cost = fc.option(fc.constantFrom(NaN, Infinity, -Infinity, 0, -1, 0.1, 0.2, 0.3, 5e-324), {
  nil: undefined,
});
const latency = fc.option(fc.constantFrom(NaN, Infinity, 0, 10, 20, 30), { nil: undefined });
const invocations = fc.option(fc.constantFrom(NaN, 0, 100, 200, 300), { nil: undefined });
const place = fc.constantFrom(
  { InstanceType: 'ml.c5.large' },
  { InstanceType: 'ml.g5.xlarge' },
  { ServerlessConfig: { MemorySizeInMB: 1024, MaxConcurrency: 1 } },
);
const JobName = fc.constantFrom('job', 'other');
const Status = fc.constantFrom('COMPLETED', 'COMPLETED', 'FAILED', 'IN_PROGRESS', 'SOME_NEW_ONE');
const endpoint = fc.constantFrom('a', 'b', 'c', 'd');

/** Any step, as far as rankings and filters look at it. */
export const anyStep: fc.Arbitrary<Step> = fc
  .record({ endpoint, cost, hour: cost, latency, invocations, place, JobName, Status })
  .map(({ endpoint, cost, hour, latency, invocations, place, ...said }) =>
    priced(
      endpoint,
      {
        ...(cost !== undefined && { CostPerInference: cost }),
        ...(hour !== undefined && { CostPerHour: hour }),
        ...(latency !== undefined && { ModelLatency: latency }),
        ...(invocations !== undefined && { MaxInvocations: invocations }),
      },
      { ...said, EndpointConfiguration: { EndpointName: endpoint, VariantName: 'main', ...place } },
    ),
  );

/** Steps of a listing, in any order. */
export const listing: fc.Arbitrary<readonly Step[]> = fc.array(anyStep, { maxLength: 12 });

/** Steps, and the same ones split into pages, some of them empty. */
export const split = (
  listing: fc.Arbitrary<readonly Step[]>,
): fc.Arbitrary<{ readonly steps: readonly Step[]; readonly pages: readonly StepsPage[] }> =>
  fc.tuple(listing, fc.array(fc.nat(12), { maxLength: 4 })).map(([steps, cuts]) => {
    const bounds = [0, ...cuts.sort((a, b) => a - b), steps.length];
    const pages = bounds.slice(1).map((end, index) => page(steps.slice(bounds[index], end), { index }));
    return { steps, pages };
  });

/**
 * Events of a watch in any order: updates for the better and for the worse, removals, keys that come
 * again, jobs with equal keys, and changes that don't fit what came before.
 */
export const history: fc.Arbitrary<readonly StepEvent[]> = fc.array(
  fc
    .tuple(fc.constantFrom('added', 'updated', 'updated', 'removed'), anyStep)
    .map(([kind, step]) => change(kind, step)),
  { maxLength: 20 },
);

/** What is there after these events, in the order in which each key came. */
export function stateAfter(
  events: readonly StepEvent[],
  qualifies: (step: Step) => boolean = () => true,
): ReadonlyMap<string, Step> {
  const state = new Map<string, Step>();
  for (const { change, jobName, key, step } of events) {
    const id = `${jobName}/${key}`;
    if (change !== 'removed' && qualifies(step)) state.set(id, step);
    else state.delete(id);
  }
  return state;
}

/** The values that differ from the one before, by reference; the first one differs from `undefined`. */
export const changes = <T>(values: readonly (T | undefined)[]): readonly (T | undefined)[] =>
  values.filter((value, i) => value !== values[i - 1]);

/** What is there after these events, each of which must fit what came before. */
export function replay(events: readonly StepEvent[]): ReadonlyMap<string, Step> {
  events.forEach(({ change, jobName, key }, i) => {
    const there = stateAfter(events.slice(0, i)).has(`${jobName}/${key}`);
    if (there === (change === 'added')) throw new Error(`${change} does not fit what came before`);
  });
  return stateAfter(events);
}
