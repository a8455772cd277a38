// One build in a process of its own: node contender.mjs DIST ENDPOINT. It sends the names of its works once it is ready;
// each message names one, and the answer is the CPU that it took, in milliseconds.
import { client } from '../client.mjs';
import { from, lastValueFrom, reduce, toArray } from 'rxjs';

const STEPS = 100_000;
const [, , dist, endpoint] = process.argv;
const ours = await import(new URL('index.js', dist));
const { fakeRecommender } = await import(new URL('testing/index.js', dist));
const { connect, decodeSteps } = ours;

/** Steps as a service has them, decoded, each with figures of its own. */
async function decodedSteps() {
  const client = fakeRecommender({ jobs: [{ name: 'job', steps: 500, status: 'COMPLETED' }] });
  const some = await lastValueFrom(connect({ client }).steps$('job').pipe(decodeSteps(), toArray()));
  const scaled = (step, factor) => {
    const { Metrics = {}, ...benchmark } = step.InferenceBenchmark ?? {};
    const figures = Object.entries(Metrics).map(([name, value], k) => [name, value * factor(k)]);
    return {
      ...step,
      InferenceBenchmark: { ModelConfiguration: {}, ...benchmark, Metrics: Object.fromEntries(figures) },
    };
  };
  const many = Array.from({ length: STEPS }, (_, i) =>
    scaled(some[i % some.length], k => 0.5 + ((i * 7919 * (k + 3)) % 10_007) / 10_007),
  );
  return lastValueFrom(from(many).pipe(decodeSteps(), toArray()));
}

const steps = await decodedSteps();
const recommender = connect({ client: client(endpoint, { maxAttempts: 1 }), quota: { perSecond: Infinity } });

const operators = {
  bestByCost: () => ours.bestByCost(),
  withStatus: () => ours.withStatus('COMPLETED', 'FAILED'),
  completedOnly: () => ours.completedOnly(),
  within: () => ours.within({ maxLatencyMs: 100, minInvocationsPerMinute: 1_000, maxCostPerHour: 2 }),
  rankBy: () => ours.rankBy(ours.ascending('CostPerInference')),
  monthlyCostAt: () => ours.bestBy(ours.monthlyCostAt({ requestsPerMinute: 5_000 })),
  paretoFront: () => ours.paretoFront(),
  groupFailures: () => ours.groupFailures(),
  summarize: () => ours.summarize(),
  compareWith: () => ours.compareWith(steps.slice(0, 500)),
};

const works = {
  drain: () =>
    lastValueFrom(
      recommender.steps$('job').pipe(
        decodeSteps(),
        reduce(count => count + 1, 0),
      ),
    ),
  ...Object.fromEntries(
    Object.entries(operators).map(([name, operator]) => [
      name,
      // A ranking is sorted when it is looked at: only the last one is.
      () =>
        lastValueFrom(from(steps).pipe(operator()), { defaultValue: undefined }).then(
          answer => answer?.ranked ?? answer?.rows,
        ),
    ]),
  ),
};

process.on('message', async name => {
  await new Promise(resolve => setTimeout(resolve, 20));
  const before = process.cpuUsage();
  await works[name]();
  const { user, system } = process.cpuUsage(before);
  process.send((user + system) / 1000);
});
process.send(Object.keys(works));
