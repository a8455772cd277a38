import {
  CreateInferenceRecommendationsJobCommand,
  DescribeAIBenchmarkJobCommand,
  DescribeAIRecommendationJobCommand,
  DescribeInferenceRecommendationsJobCommand,
  GetScalingConfigurationRecommendationCommand,
  ListAIBenchmarkJobsCommand,
  ListAIRecommendationJobsCommand,
  ListInferenceRecommendationsJobsCommand,
  ListInferenceRecommendationsJobStepsCommand,
  StopAIRecommendationJobCommand,
  StopInferenceRecommendationsJobCommand,
  type CreateInferenceRecommendationsJobCommandInput,
} from '@aws-sdk/client-sagemaker';
import { expect } from 'chai';
import {
  demoAiJobs,
  demoJob,
  fakeRecommender,
  startSimulator,
  type FakeRecommender,
} from '../../src/testing/index.js';
import { installFakeClock } from '../support/fakeClock.js';
import { rejection, sdkClient } from './support.js';

const creation: CreateInferenceRecommendationsJobCommandInput = {
  JobName: 'created',
  JobType: 'Advanced',
  RoleArn: 'arn:aws:iam::123456789012:role/Tester',
  InputConfig: { ModelName: 'resnet', EndpointConfigurations: [{ InstanceType: 'ml.c5.xlarge' }] },
};
const scaling = { InferenceRecommendationsJobName: 'c', RecommendationId: 'c/1' };
const since = { CreationTimeAfter: new Date('2026-01-15T08:00:00Z'), MaxResults: 2 };

describe('testing: fakeRecommender', () => {
  it('answers as the SDK does with a simulator of the same jobs', async () => {
    const options = {
      seed: 3,
      speed: 0,
      jobs: [demoJob(), { name: 'live', live: true }, { name: 'c', steps: 3 }],
      ...demoAiJobs(),
    };
    const simulator = await startSimulator(options);
    const client = sdkClient(simulator.endpoint);
    const fake = fakeRecommender(options);
    const commands: (() => object)[] = [
      () =>
        new ListInferenceRecommendationsJobStepsCommand({
          JobName: 'text-classifier-benchmark',
          MaxResults: 7,
        }),
      () =>
        new ListInferenceRecommendationsJobStepsCommand({
          JobName: 'text-classifier-benchmark',
          Status: 'FAILED',
        }),
      () => new DescribeInferenceRecommendationsJobCommand({ JobName: 'text-classifier-benchmark' }),
      () => new ListInferenceRecommendationsJobsCommand(since),
      () => new CreateInferenceRecommendationsJobCommand(creation),
      () => new StopInferenceRecommendationsJobCommand({ JobName: 'created' }),
      () => new DescribeInferenceRecommendationsJobCommand({ JobName: 'created' }),
      () => new DescribeInferenceRecommendationsJobCommand({ JobName: 'unknown' }),
      () => new DescribeInferenceRecommendationsJobCommand({ JobName: 'not valid' }),
      () => new CreateInferenceRecommendationsJobCommand(creation),
      () => new ListAIRecommendationJobsCommand({ MaxResults: 3 }),
      () => new ListAIBenchmarkJobsCommand({ StatusEquals: 'Failed' }),
      () => new DescribeAIRecommendationJobCommand({ AIRecommendationJobName: 'chat-20b-cost' }),
      () => new DescribeAIBenchmarkJobCommand({ AIBenchmarkJobName: 'chat-20b-gate' }),
      () => new StopAIRecommendationJobCommand({ AIRecommendationJobName: 'chat-20b-live' }),
      () => new DescribeAIBenchmarkJobCommand({ AIBenchmarkJobName: 'unknown' }),
      () => new GetScalingConfigurationRecommendationCommand(scaling),
    ];
    const told = async (answer: Promise<unknown>): Promise<unknown> => {
      try {
        const { $metadata, ...rest } = (await answer) as { $metadata: { httpStatusCode?: number } };
        return { status: $metadata.httpStatusCode, ...rest };
      } catch (error) {
        const { name, message, $fault, $metadata } = error as Awaited<ReturnType<typeof rejection>>;
        return { name, message, $fault, status: $metadata?.httpStatusCode };
      }
    };
    for (const command of commands) {
      const fromSdk = await told(client.send(command() as ListInferenceRecommendationsJobsCommand));
      const fromFake = await told(fake.send(command() as ListInferenceRecommendationsJobsCommand));
      expect(fromFake, command().constructor.name).to.deep.equal(fromSdk);
    }
    expect(fake.stats().callsByOperation).to.deep.equal(simulator.stats().callsByOperation);
    client.destroy();
    await simulator.close();
  });

  it('never resolves synchronously', async () => {
    const fake = fakeRecommender({ jobs: [{ name: 'job' }] });
    let answered = false;
    const answer = fake.send(new DescribeInferenceRecommendationsJobCommand({ JobName: 'job' })).then(() => {
      answered = true;
    });
    expect(answered).to.equal(false);
    await answer;
    expect(answered).to.equal(true);
  });

  it('rejects when the signal fires: before, while waiting, while stalled; and leaves no listener', async () => {
    const describe = new DescribeInferenceRecommendationsJobCommand({ JobName: 'job' });
    const slow = fakeRecommender({ jobs: [{ name: 'job' }], latencyMs: 600_000 });
    const givenUp = (fake: FakeRecommender, abortSignal: AbortSignal): Promise<string> =>
      rejection(fake.send(describe, { abortSignal })).then(({ name }) => name);
    expect(await givenUp(slow, AbortSignal.abort())).to.equal('AbortError');
    expect(slow.stats()).to.include({ calls: 0, abortedRequests: 0 });
    expect(await givenUp(slow, AbortSignal.timeout(5))).to.equal('AbortError');
    expect(slow.stats()).to.include({ calls: 1, abortedRequests: 1, openRequests: 0 });
    const fake = fakeRecommender({ jobs: [{ name: 'job' }] });
    fake.fault('stalledBody');
    expect(await givenUp(fake, AbortSignal.timeout(5))).to.equal('AbortError');
    expect(fake.stats()).to.include({ calls: 1, abortedRequests: 1, openRequests: 0 });

    // The signal fires between any two promises, before the stall or during it.
    for (let turns = 0; turns < 8; turns += 1) {
      fake.fault('stalledBody');
      const early = new AbortController();
      const ended = givenUp(fake, early.signal);
      for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
      early.abort();
      expect(await ended).to.equal('AbortError');
      fake.clearFaults();
    }

    let listeners = 0;
    const abort = new AbortController();
    const counted = new Proxy(abort.signal, {
      get: (signal, key) => {
        if (key === 'addEventListener') listeners += 1;
        if (key === 'removeEventListener') listeners -= 1;
        const value: unknown = Reflect.get(signal, key, signal);
        return typeof value === 'function' ? (value.bind(signal) as unknown) : value;
      },
    });
    await fake.send(describe, { abortSignal: counted });
    expect(listeners).to.equal(0);
  });

  it('runs in virtual time under fake timers, latency and jobs alike', async () => {
    const timers = installFakeClock();
    try {
      const fake = fakeRecommender({ jobs: [{ name: 'job', live: true, steps: 6 }], latencyMs: 200 });
      const statuses: unknown[] = [];
      for (let hour = 0; hour < 3; hour += 1) {
        const answer = fake.send(new DescribeInferenceRecommendationsJobCommand({ JobName: 'job' }));
        await timers.tickAsync(200);
        statuses.push((await answer)['Status']);
        await timers.tickAsync(1_200_000);
      }
      expect(statuses).to.deep.equal(['PENDING', 'IN_PROGRESS', 'COMPLETED']);
      expect(timers.countTimers()).to.equal(0);
    } finally {
      timers.uninstall();
    }
  });

  it('runs faster than real time by the given factor', () => {
    let now = 1_000;
    const fake = fakeRecommender({ speed: 60, startTime: 5_000, clock: { monotonic: () => now } });
    expect(fake.now()).to.equal(5_000);
    now += 2_000;
    expect(fake.now()).to.equal(125_000);
    fake.advance(500);
    expect(fake.now()).to.equal(125_500);
    now += 0.01;
    expect(fake.now(), 'whole milliseconds').to.equal(125_500);
  });
});
