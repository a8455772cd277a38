import { expect } from 'chai';
import type { WatchedJob } from '../../src/core/event.js';
import { jobProgress } from '../../src/page/jobProgress.js';
import { pending, priced, step } from '../support/steps.js';

const HOUR = 3_600_000;
const job: WatchedJob = {
  JobName: 'job',
  Status: 'IN_PROGRESS',
  CreationTime: new Date(0),
  InputConfig: {
    EndpointConfigurations: ['a', 'b', 'c', 'd'].map(InstanceType => ({ InstanceType })),
  },
};
const done = priced(
  'a',
  { CostPerHour: 2 },
  { InvocationStartTime: new Date(0), InvocationEndTime: new Date(HOUR) },
);
const failed = step('b', {
  Status: 'FAILED',
  InvocationStartTime: new Date(0),
  InvocationEndTime: new Date(HOUR),
});
const other = step('c', {
  Status: 'IN_PROGRESS',
  InvocationStartTime: new Date(0),
  EndpointConfiguration: { EndpointName: 'c', VariantName: 'main', InstanceType: 'ml.p3.large' },
});

describe('the progress on the page', () => {
  it('is in words and shares', () => {
    expect(jobProgress([done, failed, other], job, 2 * HOUR)).deep.equal({
      share: 0.5,
      tests: '2 of 4',
      failed: '1 failed',
      isOver: false,
      elapsed: '2 h',
      left: 'about 1 h 31 min',
      // What failed is priced as the one on the same instance type.
      spentUsd: 4,
      spent: '$4.00',
      spentNote: 'without 1 test of unknown cost',
      parts: [
        { kind: 'completed', share: 0.25 },
        { kind: 'failed', share: 0.25 },
        { kind: 'running', share: 0.25 },
      ],
    });
  });

  it('is unknown where the total is, and begins with nothing', () => {
    expect(jobProgress([pending], undefined, 0)).deep.include({
      share: undefined,
      tests: '0 of ?',
      left: '–',
    });
    expect(jobProgress([], job, 0)).deep.include({ share: 0, tests: '0 of 4', spent: 'not known yet' });
  });

  it('leaves room for compiled models, and says so once the others are done', () => {
    const twins = { ...job, InputConfig: { ...job.InputConfig, ModelPackageVersionArn: 'arn' } };
    expect(jobProgress([done, failed], twins, 2 * HOUR)).deep.include({
      share: 0.25,
      tests: '2 of 4 to 8',
      left: 'at least 1 h',
    });
    const all = [1, 2, 3, 4].map(n => step(String(n)));
    expect(jobProgress(all, twins, 2 * HOUR)).deep.include({
      share: 0.5,
      tests: '4 of 4 to 8',
      left: 'more may follow',
    });
  });

  it('does not say $0.00 where no cost is known', () => {
    expect(jobProgress([step('a'), step('b')], job, HOUR)).deep.include({
      spent: 'not known yet',
      spentNote: '',
    });
    const over = { ...job, Status: 'COMPLETED' };
    expect(jobProgress([step('a')], over, HOUR)).deep.include({ spent: 'not known' });
    expect(jobProgress([pending], over, HOUR)).deep.include({ spent: '$0.00' });
  });

  it('does not let what was spent fall', () => {
    expect(jobProgress([done, failed], job, HOUR, 3)).deep.include({ spent: '$4.00', spentUsd: 4 });
    expect(jobProgress([done, failed], job, HOUR, 5)).deep.include({ spent: '$5.00', spentUsd: 5 });
  });

  it('lets go of what a wrong clock had shown', () => {
    expect(jobProgress([done, failed], job, HOUR, 3_000)).deep.include({ spent: '$4.00', spentUsd: 4 });
  });

  it('says how many ended without a result, by status, and nothing where all are well', () => {
    const stopped = step('d', { Status: 'STOPPED' });
    expect(jobProgress([done, failed, stopped, other], job, HOUR).failed).equal('1 failed, 1 stopped');
    expect(jobProgress([done, other], job, HOUR).failed).equal('');
  });

  it('ends with the job', () => {
    const over = { ...job, Status: 'COMPLETED', CompletionTime: new Date(HOUR) };
    expect(jobProgress([done, failed], over, 9 * HOUR)).deep.include({
      share: 1,
      tests: '2 of 2',
      failed: '1 failed',
      isOver: true,
      left: 'ended',
      elapsed: '1 h',
    });
  });
});
