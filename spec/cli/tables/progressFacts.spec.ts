import { expect } from 'chai';
import { progressFacts } from '../../../src/cli/tables/progressFacts.js';
import { fullJob } from '../../support/jobs.js';
import { priced, step } from '../../support/steps.js';

describe('how far a job is', () => {
  const { CompletionTime: _, ...described } = fullJob;
  const began = described.CreationTime.getTime();
  const at = (minutes: number): Date => new Date(began + minutes * 60_000);
  const job = {
    ...described,
    Status: 'IN_PROGRESS',
    LastModifiedTime: at(1),
    InputConfig: { ResourceLimit: { MaxNumberOfTests: 4, MaxParallelOfTests: 1 } },
  };
  const done = priced(
    'a',
    { CostPerInference: 1e-6, CostPerHour: 6, MaxInvocations: 10, ModelLatency: 10 },
    { InvocationStartTime: at(1), InvocationEndTime: at(11) },
  );

  it('is its tests, the time to go and the money', () => {
    const facts = progressFacts(job, [done, step('f', { Status: 'FAILED' })], at(12).getTime());
    expect(facts.slice(0, 2)).deep.equal([
      ['progress', '2 of 4 steps, 1 failed'],
      ['time', '12 min so far, about 10 min to go'],
    ]);
    expect(facts[2]).deep.equal(['spent', '$1.00']);
  });

  it('has no price before a first one is known', () => {
    const facts = progressFacts(job, [step('r', { Status: 'IN_PROGRESS' })], at(12).getTime());
    expect(facts.slice(1)).deep.equal([
      ['time', '12 min so far'],
      ['spent', 'not known yet'],
    ]);
  });

  it('goes by the clock of the service where that is ahead', () => {
    expect(progressFacts(job, [done], 0)[1]?.[1]).match(/^11 min so far, about/);
  });
});
