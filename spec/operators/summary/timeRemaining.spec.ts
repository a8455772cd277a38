import { expect } from 'chai';
import { timeRemainingMs } from '../../../src/operators/summary/timeRemaining.js';

describe('timeRemainingMs', () => {
  it('goes on at the pace so far', () => {
    expect(timeRemainingMs({ done: 2, total: 8, elapsedMs: 60_000 })).equal(180_000);
  });

  it('is undefined once the expected steps are done and more may follow', () => {
    const before = { total: 2, maxTotal: 4, elapsedMs: 60_000 };
    expect([1, 2, 3, 4].map(done => timeRemainingMs({ ...before, done }))).deep.equal([
      60_000,
      undefined,
      undefined,
      0,
    ]);
  });

  it('is 0 at the end, also of a job without steps', () => {
    expect(timeRemainingMs({ done: 8, total: 8, elapsedMs: 60_000 })).equal(0);
    expect(timeRemainingMs({ done: 0, total: 0, elapsedMs: undefined })).equal(0);
  });

  it('is undefined before a first step has ended, without a total, and without a beginning', () => {
    expect(timeRemainingMs({ done: 0, total: 8, elapsedMs: 60_000 })).equal(undefined);
    expect(timeRemainingMs({ done: 2, total: NaN, elapsedMs: 60_000 })).equal(undefined);
    expect(timeRemainingMs({ done: 2, total: 8, elapsedMs: undefined })).equal(undefined);
  });
});
