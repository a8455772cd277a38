// From a question to an instance, on the simulated job: `npx tsx docs/examples/choosing.ts`
import { from, lastValueFrom, toArray } from 'rxjs';
import { bestBy, bestByCost, connect, monthlyCostAt, rankBy, type Step, within } from 'stepstream';
import { demoJob, fakeRecommender } from 'stepstream/testing';

const JOB = 'text-classifier-benchmark';
const none = { defaultValue: undefined };
const nameOf = (step: Step): string =>
  step.InferenceBenchmark?.EndpointConfiguration?.InstanceType ?? 'serverless';

// On AWS: connect({ region: 'eu-west-1' })
const recommender = connect({ client: fakeRecommender({ jobs: [demoJob({ name: JOB })] }) });

// The decision: what a month costs at the peak, with 15 % more kept free, within 100 ms.
const monthly = monthlyCostAt({ requestsPerMinute: 3_000, headroom: 0.15 });
const bounds = { maxLatencyMs: 100 };
const ranking$ = recommender.steps$(JOB).pipe(rankBy(monthly, { bounds }));
const { ranked = [], excluded = [] } = (await lastValueFrom(ranking$, none)) ?? {};
for (const step of ranked.slice(0, 2)) console.log(nameOf(step), monthly.of(step)?.costPerMonth.toFixed(2));
console.log(ranked.length, 'ranked,', excluded.length, 'excluded');

// The same at other traffic, beside the cheapest per inference. One listing is enough for all of them.
const steps = await lastValueFrom(recommender.steps$(JOB).pipe(within(bounds), toArray()), none);
const cheapest = await lastValueFrom(from(steps ?? []).pipe(bestByCost()), none);
for (const requestsPerMinute of [100, 1_000, 3_000, 10_000, 100_000]) {
  const order = monthlyCostAt({ requestsPerMinute, headroom: 0.15 });
  const best = await lastValueFrom(from(steps ?? []).pipe(bestBy(order)), none);
  if (best === undefined || cheapest === undefined) break;
  const [least, other] = [best, cheapest].map(
    step => `${nameOf(step)} ${order.of(step)?.costPerMonth.toFixed(2)}`,
  );
  console.log(`${requestsPerMinute} a minute: ${least}, per inference ${other}`);
}
await recommender.close();
