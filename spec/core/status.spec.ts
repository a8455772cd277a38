import { expect } from 'chai';
import { isTerminal, KNOWN_STATUSES, KNOWN_STEP_TYPES } from '../../src/core/status.js';

describe('status', () => {
  it('knows what AWS documents', () => {
    expect(KNOWN_STATUSES.join(' ')).equal(
      'PENDING IN_PROGRESS COMPLETED FAILED STOPPING STOPPED DELETING DELETED',
    );
    expect(KNOWN_STEP_TYPES).deep.equal(['BENCHMARK']);
  });

  it('is terminal where nothing changes any more; an unknown status is not', () => {
    const statuses = [...KNOWN_STATUSES, 'PAUSED', '', 'completed', 'toString'];
    expect(statuses.filter(isTerminal)).deep.equal(['COMPLETED', 'FAILED', 'STOPPED', 'DELETED']);
  });
});
