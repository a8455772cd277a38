import { isDeepStrictEqual } from 'node:util';
import { expect } from 'chai';
import {
  demoJob,
  fakeRecommender,
  FAILURE_KINDS,
  type FakeRecommender,
  type JobScript,
} from '../../src/testing/index.js';
import { Service } from '../../src/testing/service.js';
import { OPERATIONS, type OperationName } from '../../src/testing/shapes.js';
import { validateShape } from '../../src/testing/validateShape.js';
import { CREATE, DESCRIBE, LIST_JOBS, LIST_STEPS, STOP } from './support.js';

/** Calls an operation, checks the answer against its shape, both as an object and as text. */
function sound(service: Service, operation: OperationName, input: object): Readonly<Record<string, unknown>> {
  const reply = service.call({ operation, input });
  if (reply.kind !== 'answer') throw new Error(`${operation} was not answered: ${JSON.stringify(reply)}`);
  const shape = OPERATIONS[operation].output;
  if (shape === undefined) expect(reply.text()).to.equal('');
  else {
    const faults = validateShape(shape, reply.wire);
    if (faults.length > 0) expect(faults, operation).to.deep.equal([]);
    const parsed: unknown = JSON.parse(reply.text());
    // Node compares many times faster than chai, which reports the difference.
    if (!isDeepStrictEqual(parsed, reply.wire)) expect(parsed).to.deep.equal(reply.wire);
  }
  return reply.wire;
}

/** All responses about the jobs at this time. */
function readAll(world: FakeRecommender): { readonly steps: number; readonly text: string } {
  const service = new Service(world);
  const jobs = sound(service, LIST_JOBS, {})['InferenceRecommendationsJobs'] as { JobName: string }[];
  let steps = 0;
  const texts: unknown[] = [jobs];
  for (const { JobName } of jobs) {
    const described = sound(service, DESCRIBE, { JobName });
    const listed = sound(service, LIST_STEPS, { JobName })['Steps'] as unknown[];
    steps += listed.length;
    texts.push(described, listed);
  }
  return { steps, text: JSON.stringify(texts) };
}

const every: readonly JobScript[] = [
  demoJob({ name: 'demo' }),
  demoJob({ name: 'demo-live', live: true }),
  { name: 'failing', steps: FAILURE_KINDS.map(fails => ({ fails })), status: 'FAILED', live: true },
  { name: 'stopped', steps: 12, status: 'STOPPED' },
  { name: 'stopping', steps: 12, status: 'STOPPED', live: true, stoppingMs: 600_000 },
  { name: 'late', steps: 6, lateSteps: 3, live: true },
  { name: 'empty', steps: 0 },
  { name: 'by-model', steps: 3, modelName: 'resnet', samplePayloadUrl: 's3://bucket/payload.tar.gz' },
  { name: 'failed', steps: 4, status: 'FAILED', failureReason: 'Everything failed.' },
  { name: 'compared', steps: [{ existingEndpoint: 'in-use' }, {}, { instanceCount: 2 }] },
  {
    name: 'odd',
    live: true,
    steps: [
      { serverless: { memoryMb: 2048, maxConcurrency: 4, provisionedConcurrency: 2 }, metrics: 'nan' },
      { metrics: 'none', inferenceSpecificationName: 'spec-1', compilationJobName: 'compiled-1' },
      { fails: 'My own reason.' },
      { metrics: { MaxInvocations: 1, ModelLatency: 2 } },
    ],
  },
];

describe('testing: responses', () => {
  it('fit the shapes at every time of every job, over seeds', () => {
    let steps = 0;
    for (let seed = 1; seed <= 6; seed += 1) {
      const world = fakeRecommender({ seed, speed: 0, jobs: every });
      for (let moment = 0; moment < 30; moment += 1) {
        steps += readAll(world).steps;
        if (moment === 12) world.deleteJob('late');
        world.advance(41_000 * (1 + (moment % 5)));
      }
    }
    expect(steps).to.be.greaterThan(5_000);
  });

  it('fit the shapes where a job is created and stopped', () => {
    const world = fakeRecommender({ speed: 0 });
    const service = new Service(world);
    const EndpointConfigurations = [
      { ServerlessConfig: { MemorySizeInMB: 2048, MaxConcurrency: 5 } },
      {
        InstanceType: 'ml.c5.xlarge',
        EnvironmentParameterRanges: {
          CategoricalParameterRanges: [
            { Name: 'OMP_NUM_THREADS', Value: ['1', '2', '4'] },
            { Name: 'SAGEMAKER_MODEL_SERVER_WORKERS', Value: ['1', '4'] },
          ],
        },
      },
    ];
    const created = {
      JobName: 'created',
      JobType: 'Advanced',
      RoleArn: 'arn:aws:iam::123456789012:role/Tester',
      InputConfig: {
        ModelName: 'resnet',
        EndpointConfigurations,
        ResourceLimit: { MaxNumberOfTests: 20, MaxParallelOfTests: 10 },
      },
    };
    expect(sound(service, CREATE, created)).to.deep.equal({
      JobArn: 'arn:aws:sagemaker:us-east-1:123456789012:inference-recommendations-job/created',
    });
    world.advance(400_000);
    expect(readAll(world).steps).to.equal(1 + 3 * 2);
    expect(sound(service, DESCRIBE, { JobName: 'created' })['InputConfig']).to.deep.equal(
      created.InputConfig,
    );
    sound(service, STOP, { JobName: 'created' });
    expect(sound(service, DESCRIBE, { JobName: 'created' })['Status']).to.equal('STOPPING');
    readAll(world);
    world.advance(60_000);
    expect(sound(service, DESCRIBE, { JobName: 'created' })['Status']).to.equal('STOPPED');
    readAll(world);
  });

  it('are the same for the same seed and times, and others for another seed', () => {
    const history = (seed: number): string[] => {
      const world = fakeRecommender({ seed, speed: 0, jobs: [{ name: 'a', live: true }, { name: 'b' }] });
      return Array.from({ length: 10 }, () => {
        world.advance(120_000);
        return readAll(world).text;
      });
    };
    expect(history(1)).to.deep.equal(history(1));
    expect(history(1)).not.to.deep.equal(history(2));
  });

  it('do not depend on the number of earlier calls', () => {
    const often = fakeRecommender({ speed: 0, jobs: every });
    const once = fakeRecommender({ speed: 0, jobs: every });
    for (let moment = 0; moment < 40; moment += 1) {
      readAll(often);
      often.advance(17_000);
    }
    once.advance(40 * 17_000);
    expect(readAll(often).text).to.equal(readAll(once).text);
  });

  it('give at most ten recommendations in Describe, the cheapest of the completed steps', () => {
    const world = fakeRecommender({ speed: 0, jobs: [demoJob({ name: 'demo' })] });
    const service = new Service(world);
    const costs = (steps: unknown): number[] =>
      (steps as { CostPerInference: number }[]).map(step => step.CostPerInference);
    const listed = sound(service, LIST_STEPS, { JobName: 'demo', Status: 'COMPLETED' })['Steps'] as {
      InferenceBenchmark: { Metrics?: unknown };
    }[];
    const all = costs(listed.flatMap(step => step.InferenceBenchmark.Metrics ?? [])).sort((a, b) => a - b);
    const described = sound(service, DESCRIBE, { JobName: 'demo' });
    const recommended = described['InferenceRecommendations'] as { Metrics: unknown }[];
    expect(costs(recommended.map(entry => entry.Metrics))).to.deep.equal(all.slice(0, 10));
    expect(all).to.have.length.greaterThan(10);
  });

  it('contain the existing endpoint that a job compares with', () => {
    const service = new Service(fakeRecommender({ speed: 0, jobs: every }));
    const described = sound(service, DESCRIBE, { JobName: 'compared' });
    const [performance] = described['EndpointPerformances'] as { EndpointInfo: unknown; Metrics: unknown }[];
    expect(performance?.EndpointInfo).to.deep.equal({ EndpointName: 'in-use' });
    const [step] = sound(service, LIST_STEPS, { JobName: 'compared' })['Steps'] as {
      InferenceBenchmark: { EndpointMetrics: unknown };
    }[];
    expect(step?.InferenceBenchmark).to.not.have.property('Metrics');
    expect(step?.InferenceBenchmark.EndpointMetrics).to.deep.equal(performance?.Metrics);
  });
});
