// Tests a function that uses stepstream, with Node's own runner: `npx tsx --test docs/examples/testing.ts`
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lastValueFrom, map } from 'rxjs';
import { bestByCost, connect, type Recommender } from 'stepstream';
import { fakeRecommender, type FakeRecommender } from 'stepstream/testing';

/** The function to be tested. */
function cheapestType(recommender: Recommender, jobName: string): Promise<string | undefined> {
  const type$ = recommender.steps$(jobName).pipe(
    bestByCost(),
    map(step => step.InferenceBenchmark?.EndpointConfiguration?.InstanceType),
  );
  return lastValueFrom(type$, { defaultValue: undefined });
}

/** A quick connection to a fake: no waiting for permits, back-offs of a millisecond. */
function connected(fake: FakeRecommender): Recommender {
  return connect({ client: fake, quota: { perSecond: Infinity }, retry: { baseMs: 1, capMs: 1 } });
}

const JOB = {
  name: 'my-job',
  steps: [
    { instanceType: 'ml.c5.xlarge', metrics: { CostPerInference: 4e-7 } },
    { instanceType: 'ml.g5.xlarge', metrics: { CostPerInference: 3e-7 } },
    { instanceType: 'ml.m5.large', fails: 'quota' },
  ],
};

void test('takes the cheapest', async () => {
  const fake = fakeRecommender({ jobs: [JOB] });
  assert.equal(await cheapestType(connected(fake), 'my-job'), 'ml.g5.xlarge');
});

void test('outlives a throttle and a reset', async () => {
  const fake = fakeRecommender({ jobs: [JOB] });
  fake.fault('throttle', { call: 1 });
  fake.fault('resetInsideBody', { call: 2 });
  assert.equal(await cheapestType(connected(fake), 'my-job'), 'ml.g5.xlarge');
  assert.equal(fake.stats().calls, 3);
});

void test('says that there is no such job', async () => {
  const recommender = connected(fakeRecommender());
  await assert.rejects(cheapestType(recommender, 'my-job'), { code: 'NOT_FOUND' });
});
