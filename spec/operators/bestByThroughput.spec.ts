import { bestByThroughput } from '../../src/operators/bestByThroughput.js';
import { checkBestByMetric } from '../support/bestByMetric.js';

describe('bestByThroughput', () => {
  checkBestByMetric(bestByThroughput, 'MaxInvocations', {
    worst: 900,
    bad: 1_200,
    good: 9_000,
    best: 90_000,
  });
});
