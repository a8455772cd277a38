import { expect } from 'chai';
import { serviceTimes } from '../../src/core/serviceTimes.js';
import { change, jobChanged, priced, step, synced } from '../support/steps.js';

describe('serviceTimes', () => {
  const [InvocationStartTime, InvocationEndTime] = [new Date(1_000), new Date(2_000)];

  it('has those of a step', () => {
    expect(
      serviceTimes(change('added', priced('a', 1, { InvocationStartTime, InvocationEndTime }))),
    ).deep.equal([1_000, 2_000]);
    expect(serviceTimes(change('added', step('a', { InvocationStartTime })))).deep.equal([1_000]);
  });

  it('has those of a job', () => {
    const { job } = jobChanged;
    const dated = { ...job, CreationTime: InvocationStartTime, CompletionTime: InvocationEndTime };
    expect(serviceTimes({ ...jobChanged, job: dated })).deep.equal([1_000, 2_000]);
    expect(serviceTimes({ type: 'done', jobName: 'job', job: dated })).deep.equal([1_000, 2_000]);
  });

  it('has none for other events', () => {
    expect(serviceTimes(synced)).deep.equal([]);
    expect(serviceTimes(jobChanged)).deep.equal([]);
  });
});
