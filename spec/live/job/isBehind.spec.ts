import { expect } from 'chai';
import { isBehind } from '../../../src/live/job/isBehind.js';
import { pending, priced, step } from '../../support/steps.js';

describe('isBehind', () => {
  it('is true for an earlier status', () => {
    expect(isBehind(step('a', { Status: 'IN_PROGRESS' }), step('a'))).equal(true);
    expect(isBehind(step('a'), step('a', { Status: 'IN_PROGRESS' }))).equal(false);
  });

  it('is true for the same status without something that is known', () => {
    expect(isBehind(step('a'), priced('a', 1))).equal(true);
    expect(isBehind(pending, step('a', { Status: 'PENDING' }))).equal(true);
    expect(isBehind(priced('a', 1), step('a'))).equal(false);
  });

  it('is false for other figures, and for a later status that lacks something', () => {
    expect(isBehind(priced('a', 2), priced('a', 1))).equal(false);
    expect(isBehind({ ...pending, Status: 'FAILED' }, step('a', { Status: 'PENDING' }))).equal(false);
  });

  it('is false where one of the statuses is unknown', () => {
    expect(isBehind(step('a', { Status: 'ARCHIVED' }), priced('a', 1))).equal(false);
  });
});
