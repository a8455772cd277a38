import { expect } from 'chai';
import { leftWords, outcomeWords, progressWords, spentWords } from '../../../src/cli/watch/jobWords.js';
import type { Summary } from '../../../src/operators/summary/summary.js';
import { priced, step } from '../../support/steps.js';

const summary = (more: Partial<Summary>): Summary => ({
  ...{ counts: {}, steps: 0, done: 0, spentUsd: 0, unpriced: 0 },
  ...more,
});

describe('the words of a watched job', () => {
  it('count the steps that are done, of a range where compiled models may be tested, too', () => {
    expect(progressWords(summary({ done: 1, total: 1 }))).equal('1 of 1 step');
    expect(progressWords(summary({ done: 1, total: 1, maxTotal: 2 }))).equal('1 of 1 to 2 steps');
    expect(progressWords(summary({ done: 2, total: 2, maxTotal: 4, counts: { FAILED: 1 } }))).equal(
      '2 of 2 to 4 steps, 1 failed',
    );
    expect(progressWords(summary({ done: 2 }))).equal('2 steps done');
  });

  it('say a time to go as a least one where there may be more steps', () => {
    expect(leftWords(1_800_000, summary({ total: 2 }))).equal('about 30 min to go');
    expect(leftWords(1_800_000, summary({ total: 2, maxTotal: 4 }))).equal('at least 30 min to go');
    expect(leftWords(0, summary({ total: 2 }))).equal('wrapping up');
    expect(leftWords(0, summary({ total: 2, maxTotal: 4 }))).equal('more steps may follow');
  });

  it('say what was spent, and nothing of $0.00 where no cost is known', () => {
    expect(spentWords(summary({}), [])).equal('cost not known yet');
    expect(spentWords(summary({}), [], true)).equal('$0.00 spent');
    expect(spentWords(summary({ spentUsd: 1.383, unpriced: 1 }), [])).equal(
      '$1.38 spent, without 1 test of unknown cost',
    );
    expect(spentWords(summary({ unpriced: 2 }), [])).equal('cost not known yet');
    expect(spentWords(summary({ unpriced: 2 }), [], true)).equal('cost not known');
  });

  it('say that serverless tests have no price by the hour', () => {
    const ServerlessConfig = { MemorySizeInMB: 1024, MaxConcurrency: 1 };
    const EndpointConfiguration = { EndpointName: 's', VariantName: 'main', ServerlessConfig };
    const serverless = priced('s', 1e-6, { EndpointConfiguration });
    const waiting = step('w', { Status: 'PENDING', EndpointConfiguration });
    const steps = [serverless, waiting, priced('a', { CostPerHour: 1 })];
    expect(spentWords(summary({ spentUsd: 2, unpriced: 3 }), steps)).equal(
      '$2.00 spent, without 1 serverless test (no price by the hour) and 2 tests of unknown cost',
    );
    expect(spentWords(summary({ unpriced: 1 }), [serverless], true)).equal(
      'cost not known: serverless tests have no price by the hour',
    );
  });

  it('say that the model of a step was compiled', () => {
    const compiled = priced('a', 1e-6, { ModelConfiguration: { CompilationJobName: 'c' } });
    expect(outcomeWords(compiled)).match(/^ml\.c5\.large compiled: \$1\.00 for a million inferences/);
    expect(outcomeWords({ ...compiled, Status: 'FAILED' })).equal('ml.c5.large compiled: no reason given');
  });
});
