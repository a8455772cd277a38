import { expect } from 'chai';
import * as format from '../../src/page/format.js';
import { news, NOTHING_TOLD } from '../../src/page/announcing.js';
import { failuresOf } from '../../src/page/failures.js';
import { reasonCounts, statusWord } from '../../src/page/reasons.js';
import { step } from '../support/steps.js';

describe('the words of the page', () => {
  for (const [text, said] of [
    [format.count(1_234.4), '1,234'],
    [format.countOf(1, 'test'), '1 test'],
    [format.countOf(0, 'test'), '0 tests'],
    [format.digits(123.4), '123'],
    [format.digits(12.34), '12.3'],
    [format.digits(1.234), '1.23'],
    [format.digits(0.0987), '0.099'],
    [format.dollars(0.204), '$0.204'],
    [format.dollars(NaN), 'n/a'],
    [format.dollars(0), 'n/a'],
    [format.dollars(undefined), 'n/a'],
    [format.spent(0), '$0.00'],
    [format.latency(94.4), '94 ms'],
    [format.latency(3), '3 ms'],
    [format.latency(3.42), '3.4 ms'],
    [format.latency(1_250), '1.25 s'],
    [format.percent(355.2), '355 %'],
    [format.change(12.34), '+12 %'],
    [format.change(-3.06), '−3.1 %'],
    [format.change(0.01), '±0 %'],
    [format.duration(45_900), '45 s'],
    [format.duration(12 * 60_000), '12 min'],
    [format.duration(100 * 60_000), '1 h 40 min'],
    [format.duration(120 * 60_000), '2 h'],
    [format.duration(51 * 3_600_000), '2 d 3 h'],
    [statusWord('IN_PROGRESS'), 'running'],
    [statusWord('ON_HOLD'), 'on hold'],
  ] as const)
    it(said, () => {
      expect(text).equal(said);
    });

  it('counts why steps are left out, the most frequent reason first', () => {
    const late = { kind: 'bound', bound: 'maxLatencyMs', limit: 120, actual: 130 } as const;
    const unknown = { kind: 'bound', bound: 'maxLatencyMs', limit: 120, actual: undefined } as const;
    const status = { kind: 'status', status: 'FAILED' } as const;
    const metric = { kind: 'metric', metric: 'CostPerInference' } as const;
    const left = [[status], [late], [late], [unknown, metric]].map(reasons => ({ step: step('a'), reasons }));
    expect(reasonCounts(left)).deep.equal(['2 over 120 ms', '1 failed', '1 not measured']);
  });

  it('tells of a pick, of failures and of the end once each', () => {
    const failed = (endpoint: string) =>
      step(endpoint, { Status: 'FAILED', FailureReason: 'OutOfMemoryError: x' });
    const one = { pick: 'ml.c5.large', failures: failuresOf([failed('a')]), ended: undefined };
    const two = { pick: undefined, failures: failuresOf([failed('a'), failed('b')]), ended: 'completed' };
    expect(news(NOTHING_TOLD, one)).equal('The pick is ml.c5.large. 1 test failed on ml.c5: Out of memory.');
    expect(news(one, one)).equal('');
    expect(news(one, two)).equal(
      'Nothing fits. 1 test failed on ml.c5: Out of memory. The job has ended: completed.',
    );
  });
});
