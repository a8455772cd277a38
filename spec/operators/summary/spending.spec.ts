import { expect } from 'chai';
import { Subject } from 'rxjs';
import type { WatchEvent } from '../../../src/core/event.js';
import { instanceCount } from '../../../src/core/instance.js';
import type { Step } from '../../../src/core/step.js';
import { summarize } from '../../../src/operators/summarize.js';
import { seededJobs, type SeededJob } from '../../support/seededJobs.js';
import { change } from '../../support/steps.js';

const HOUR_MS = 3_600_000;
const POLL_MS = 120_000;

/** What the tests of an ended job cost an hour, and their hours: of those whose type was measured. */
function bill(steps: readonly Step[]): readonly { readonly price: number; readonly hours: number }[] {
  const prices = new Map<string | undefined, number>();
  for (const step of steps) {
    const { EndpointConfiguration, Metrics } = step.InferenceBenchmark ?? {};
    if (Metrics?.CostPerHour !== undefined)
      prices.set(EndpointConfiguration?.InstanceType, Metrics.CostPerHour / instanceCount(step));
  }
  return steps.flatMap(step => {
    const {
      EndpointConfiguration,
      InvocationStartTime: from,
      InvocationEndTime: to,
    } = step.InferenceBenchmark ?? {};
    const price = prices.get(EndpointConfiguration?.InstanceType);
    if (price === undefined || from === undefined || to === undefined) return [];
    const hours = (to.getTime() - from.getTime()) / HOUR_MS;
    return [{ price: price * instanceCount(step), hours }];
  });
}

/** What was spent after each event of a watch that polls every other minute. */
function spentIn(job: SeededJob): readonly number[] {
  const events = new Subject<WatchEvent>();
  const spent: number[] = [];
  let now = job.createdAt;
  events.pipe(summarize({ now: () => now })).subscribe(({ spentUsd }) => spent.push(spentUsd));
  let before: readonly Step[] = [];
  for (; now < job.endsAt + POLL_MS; now += POLL_MS) {
    const steps = job.stepsAt(now);
    steps.forEach((step, i) => {
      if (step === before[i]) return;
      events.next(change(before[i] === undefined ? 'added' : 'updated', step, { key: String(i) }));
    });
    before = steps;
  }
  return spent;
}

describe('what was spent over forty jobs', () => {
  it('never falls, and ends at the sum, or above it by less than what polls are late', () => {
    for (const job of seededJobs(40, 2, { serverless: 0.1 })) {
      const spent = spentIn(job);
      spent.forEach((usd, i) => expect(usd, `${job.name}, event ${i}`).at.least(spent[i - 1] ?? 0));
      const bills = bill(job.stepsAt(job.endsAt));
      const sum = bills.reduce((usd, { price, hours }) => usd + price * hours, 0);
      const late = bills.reduce((usd, { price }) => usd + (price * POLL_MS) / HOUR_MS, 0);
      expect(spent.at(-1)).within(sum - 1e-9, sum + late + 1e-9);
    }
  });
});
