import { expect } from 'chai';
import { statusTone, statusWord } from '../../src/words/statuses.js';

describe('statuses in words', () => {
  it('have a word for people', () => {
    expect(['IN_PROGRESS', 'COMPLETED', 'DELETING'].map(statusWord)).deep.equal([
      'running',
      'completed',
      'being deleted',
    ]);
  });

  it('have a tone', () => {
    expect(['COMPLETED', 'FAILED', 'STOPPING', 'PENDING'].map(statusTone)).deep.equal([
      'good',
      'bad',
      'warning',
      'neutral',
    ]);
  });

  it('that AWS does not document yet are shown as they are', () => {
    expect(['ON_HOLD', 'constructor'].map(statusWord)).deep.equal(['on hold', 'constructor']);
    expect(['ON_HOLD', 'constructor'].map(statusTone)).deep.equal(['neutral', 'neutral']);
  });
});
