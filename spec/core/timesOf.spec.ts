import { expect } from 'chai';
import { timesOf } from '../../src/core/timesOf.js';
import { change, jobChanged, priced, step, synced } from '../support/steps.js';

describe('timesOf', () => {
  const [InvocationStartTime, InvocationEndTime] = [new Date(1_000), new Date(2_000)];

  it('has those of a step', () => {
    expect(timesOf(change('added', priced('a', 1, { InvocationStartTime, InvocationEndTime })))).deep.equal([
      1_000, 2_000,
    ]);
    expect(timesOf(change('added', step('a', { InvocationStartTime })))).deep.equal([1_000]);
  });

  it('has those of a job', () => {
    const { job } = jobChanged;
    const dated = { ...job, CreationTime: InvocationStartTime, CompletionTime: InvocationEndTime };
    expect(timesOf({ ...jobChanged, job: dated })).deep.equal([1_000, 2_000]);
    expect(timesOf({ type: 'done', jobName: 'job', job: dated })).deep.equal([1_000, 2_000]);
  });

  it('has none of what tells of none', () => {
    expect(timesOf(synced)).deep.equal([]);
    expect(timesOf(jobChanged)).deep.equal([]);
  });
});
