import { CreateInferenceRecommendationsJobCommand } from '@aws-sdk/client-sagemaker';
import { expect } from 'chai';
import { lastValueFrom } from 'rxjs';
import { connect, type Job } from '../../src/index.js';
import { expectedTests } from '../../src/operators/summary/expectedTests.js';
import { demoJob, fakeRecommender, type JobScript } from '../../src/testing/index.js';

async function described(job: JobScript): Promise<Job> {
  const recommender = connect({ client: fakeRecommender({ jobs: [job] }) });
  try {
    return await lastValueFrom(recommender.job$(job.name));
  } finally {
    await recommender.close();
  }
}

describe('testing: the InputConfig of a job', () => {
  it('has each size once, with every value of its environment', async () => {
    const serverless = { memoryMb: 1024, maxConcurrency: 5 };
    const { InputConfig } = await described({
      name: 'job',
      steps: [
        { instanceType: 'ml.c5.large', environment: { THREADS: '1' } },
        { instanceType: 'ml.c5.large', environment: { THREADS: '4', WORKERS: '2' } },
        { instanceType: 'ml.g5.xlarge' },
        { serverless },
        { serverless },
      ],
    });
    expect(InputConfig.EndpointConfigurations).deep.equal([
      {
        InstanceType: 'ml.c5.large',
        EnvironmentParameterRanges: {
          CategoricalParameterRanges: [
            { Name: 'THREADS', Value: ['1', '4'] },
            { Name: 'WORKERS', Value: ['2'] },
          ],
        },
      },
      { InstanceType: 'ml.g5.xlarge' },
      { ServerlessConfig: { MemorySizeInMB: 1024, MaxConcurrency: 5 } },
    ]);
  });

  it('has only the number of tests where a real job can not name all sizes', async () => {
    const job = await described(demoJob({ name: 'demo', live: true }));
    expect(job.InputConfig).not.property('EndpointConfigurations');
    expect(expectedTests(job)).deep.equal({ least: 40, most: 40 });
  });
});

describe('testing: the load of a job', () => {
  const TrafficPattern = { TrafficType: 'PHASES', Phases: [{ InitialNumberOfUsers: 1, SpawnRate: 1 }] };
  const StoppingConditions = { MaxInvocations: 1000 };

  it('is what its script or its creation says', async () => {
    const scripted = { inputConfig: { TrafficPattern }, stoppingConditions: StoppingConditions };
    expect(await described({ name: 'job', steps: 1, ...scripted })).deep.include({
      InputConfig: { TrafficPattern },
      StoppingConditions,
    });

    const fake = fakeRecommender();
    const InputConfig = {
      ModelName: 'model',
      TrafficPattern,
      EndpointConfigurations: [{ InstanceType: 'ml.c5.large' }],
    };
    const RoleArn = 'arn:aws:iam::123456789012:role/Recommender';
    const creation = { JobName: 'created', JobType: 'Advanced', RoleArn, InputConfig, StoppingConditions };
    await fake.send(new CreateInferenceRecommendationsJobCommand(creation as never));
    const recommender = connect({ client: fake });
    expect(await lastValueFrom(recommender.job$('created'))).deep.include({
      InputConfig,
      StoppingConditions,
    });
    await recommender.close();
  });

  it('is none by default', async () => {
    const job = await described({ name: 'job', steps: 1 });
    expect(job).not.property('StoppingConditions');
    expect(job.InputConfig).not.property('TrafficPattern');
  });
});
