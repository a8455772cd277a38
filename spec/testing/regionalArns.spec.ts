import { expect } from 'chai';
import { DescribeInferenceRecommendationsJobCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import { ListInferenceRecommendationsJobsCommand } from '@aws-sdk/client-sagemaker';
import { startSimulator } from '../../src/testing/index.js';
import { regionalArns } from '../../src/testing/regionalArns.js';

describe('the ARNs of the simulator', () => {
  it('are of the region that a request is signed for, and are known there', async () => {
    const simulator = await startSimulator({ jobs: [{ name: 'job', steps: 1 }] });
    const client = new SageMakerClient({
      endpoint: simulator.endpoint,
      region: 'eu-central-1',
      credentials: { accessKeyId: 'spec', secretAccessKey: 'spec' },
    });
    const { JobArn, InputConfig } = await client.send(
      new DescribeInferenceRecommendationsJobCommand({ JobName: 'job' }),
    );
    const { InferenceRecommendationsJobs: found } = await client.send(
      new ListInferenceRecommendationsJobsCommand({
        ModelPackageVersionArnEquals: InputConfig?.ModelPackageVersionArn,
      }),
    );
    client.destroy();
    await simulator.close();
    expect(JobArn).equal('arn:aws:sagemaker:eu-central-1:123456789012:inference-recommendations-job/job');
    expect(found?.map(job => job.JobArn)).deep.equal([JobArn]);
  });

  it('stay as they are without a signature', () => {
    const { asAsked, asKept } = regionalArns(undefined);
    const arn = 'arn:aws:sagemaker:us-east-1:123456789012:x/y';
    expect([asAsked(arn), asKept(arn)]).deep.equal([arn, arn]);
  });
});
