import { expect } from 'chai';
import { right } from 'fp-ts/lib/Either.js';
import { watchedBenchmarkJob, watchedRecommendationJob } from '../../src/core/watchedAIJob.js';
import { WatchedJob } from '../../src/decode/job.js';
import { jobWith, published, recommendation, publishedRows } from '../support/recommendations.js';

const wire = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('watchedRecommendationJob', () => {
  it('has the fields of any other job, and AWS’s object without its recommendations', () => {
    const job = jobWith([recommendation(publishedRows)], { AIRecommendationJobStatus: 'Stopped' });
    const { Recommendations, ...described } = job;
    expect(Recommendations).length(1);
    expect(watchedRecommendationJob(job)).deep.equal({
      JobName: 'ai-recommendation-job/nightly',
      JobArn: 'arn:aws:sagemaker:us-east-1:111122223333:ai-recommendation-job/nightly',
      RoleArn: 'arn:aws:iam::111122223333:role/Exec',
      Status: 'STOPPED',
      FailureReason: 'none',
      CreationTime: new Date(1_780_000_060_250),
      CompletionTime: new Date(1_780_004_260_250),
      AIRecommendationJob: described,
    });
    expect(published.JobName).equal('ai-recommendation-job/nightly');
  });

  it('makes no fields of a summary that has none', () => {
    const summary = { AIRecommendationJobName: 'a', AIRecommendationJobStatus: 'Pending' };
    expect(watchedRecommendationJob(summary)).deep.equal({
      JobName: 'ai-recommendation-job/a',
      Status: 'Pending',
      AIRecommendationJob: summary,
    });
  });

  it('is the same after a way over the wire', () => {
    const jobs = [
      watchedRecommendationJob(jobWith([])),
      watchedBenchmarkJob({
        AIBenchmarkJobName: 'b',
        AIBenchmarkJobStatus: 'InProgress',
        CreationTime: new Date(5000),
      }),
    ];
    for (const job of jobs) expect(WatchedJob.decode(wire(WatchedJob.encode(job)))).deep.equal(right(job));
  });
});

describe('watchedBenchmarkJob', () => {
  it('has the qualified name and the house’s status', () => {
    const job = { AIBenchmarkJobName: 'b', AIBenchmarkJobStatus: 'Failed', EndTime: new Date(7000) };
    expect(watchedBenchmarkJob(job)).deep.equal({
      JobName: 'ai-benchmark-job/b',
      Status: 'FAILED',
      CompletionTime: new Date(7000),
      AIBenchmarkJob: job,
    });
  });
});
