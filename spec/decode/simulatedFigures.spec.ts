import { expect } from 'chai';
import { figureOf } from '../../src/core/figures.js';
import { fromAiperf } from '../../src/decode/fromAiperf.js';
import { readFigures } from '../../src/decode/readFigures.js';
import type { AiFigures, Distribution } from '../../src/testing/ai/aiFigures.js';
import { expectedPerformance } from '../../src/testing/ai/expectedPerformance.js';
import { fakeRecommender, type ServiceBehaviours } from '../../src/testing/index.js';

const spread = (ms: number): Distribution => ({
  ...{ avg: ms, min: ms / 2, p50: ms, p90: ms * 1.5, p95: ms * 1.6, p99: ms * 2, max: ms * 3 },
});
const FIGURES: AiFigures = {
  requestThroughput: 7.5114,
  outputTokenThroughput: 1893.21,
  requestLatency: spread(11_134.94),
  timeToFirstToken: spread(269.5),
  interTokenLatency: spread(43.5),
  concurrency: 88,
  tokensPerRequest: 252,
  tensorParallel: 2,
  copies: 2,
};
const read = (behaviours: ServiceBehaviours): ReturnType<typeof readFigures> =>
  readFigures(expectedPerformance(FIGURES, behaviours, 'a'), index => `rows[${String(index)}]`);

describe('the figures of the simulator', () => {
  const plain = read({});

  it('are those that it has measured', () => {
    expect(plain).not.have.any.keys('others', 'faults');
    expect(plain).deep.include({
      RequestThroughput: { avg: 7.5114 },
      OutputTokenThroughput: { avg: 1893.21 },
      TimeToFirstToken: { p50: 269.5, p90: 404.25 },
      ClientSideConcurrency: { value: 88 },
    });
  });

  it('are the same in each of its spellings', () => {
    for (const aiSpelling of ['shortUnits', 'docs', 'aiperf', 'seconds', 'microseconds'] as const)
      expect(read({ aiSpelling }), aiSpelling).deep.equal(plain);
  });

  it('have one fault where one value is no decimal number, and none where it is a number', () => {
    for (const aiValues of ['empty', 'NaN', 'grouped', 'null'] as const) {
      const { faults = [] } = read({ aiValues });
      expect(
        faults.map(({ path }) => path.replace(/\d+/, 'n')),
        aiValues,
      ).deep.equal(['rows[n].Value']);
    }
    expect(read({ aiValues: 'number' })).deep.equal(plain);
  });

  it('have no p99 where there is none', () => {
    expect(figureOf(read({ aiStats: 'all' }), 'TimeToFirstToken', 'p99')).equal(539);
    expect(figureOf(read({ aiStats: 'noP99' }), 'RequestLatency', 'p99')).equal(undefined);
  });

  it('come out of the profile of a benchmark, of one that failed at the gate, too', () => {
    const fake = fakeRecommender({
      aiBenchmarks: [
        { name: 'sound', instanceType: 'ml.g6.24xlarge' },
        { name: 'gate', instanceType: 'ml.g6.24xlarge', invalidAnswers: 10 },
      ],
    });
    for (const name of ['sound', 'gate']) {
      const profile = fake.aiperfProfile(name);
      const figures = fromAiperf(profile);
      expect(figures).not.have.property('faults');
      expect(figureOf(figures, 'TimeToFirstToken', 'p50')).equal(profile?.time_to_first_token.p50);
      expect(figureOf(figures, 'OutputTokenThroughput', 'avg')).equal(profile?.output_token_throughput.avg);
    }
  });
});
