import { expect } from 'chai';
import { statusForAI, statusOfAI } from '../../src/core/aiStatus.js';

describe('statusOfAI', () => {
  it('spells AWS’s statuses as all others are', () => {
    expect(['InProgress', 'Completed', 'Failed', 'Stopping', 'Stopped'].map(statusOfAI)).deep.equal([
      ...['IN_PROGRESS', 'COMPLETED', 'FAILED', 'STOPPING', 'STOPPED'],
    ]);
  });

  it('keeps an unknown status', () => {
    for (const status of ['Pending', 'INPROGRESS', 'constructor', '']) {
      expect(statusOfAI(status)).equal(status);
      expect(statusForAI(status)).equal(status);
    }
  });

  it('has its way back for filters', () => {
    for (const status of ['InProgress', 'Completed', 'Failed', 'Stopping', 'Stopped'])
      expect(statusForAI(statusOfAI(status))).equal(status);
  });
});
