import { bestByLatency } from '../../src/operators/bestByLatency.js';
import { checkBestByMetric } from '../support/bestByMetric.js';

describe('bestByLatency', () => {
  checkBestByMetric(bestByLatency, 'ModelLatency', { worst: 95, bad: 80, good: 35, best: 1 });
});
