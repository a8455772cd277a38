import { expect } from 'chai';
import { delayText, type CallPhase } from '../../../src/cli/progress/delayText.js';
import { DeadlineError, NetworkError, ServiceError, ThrottledError } from '../../../src/core/errors.js';

describe('what delays a call', () => {
  const at = (phase: CallPhase, seconds: number): string | undefined => delayText(phase, seconds * 1_000);
  const throttle = new ThrottledError('Rate exceeded');

  it('is nothing while a first attempt or a wait is short', () => {
    expect(at({ kind: 'attempt', since: 0, attempt: 1 }, 2.9)).undefined;
    expect(at({ kind: 'wait', since: 0, perSecond: 2 }, 2.9)).undefined;
  });

  it('is the next attempt, what failed, and when it follows', () => {
    const backoff = { kind: 'backoff', since: 0, attempt: 3, delayMs: 2_400 } as const;
    expect(at({ ...backoff, cause: throttle }, 0)).equal('attempt 3 of 8 in 3 s, after a throttle');
    expect(at({ ...backoff, cause: throttle }, 0.5)).equal('attempt 3 of 8 in 2 s, after a throttle');
    expect(at({ ...backoff, cause: throttle }, 9)).equal('attempt 3 of 8 in 0 s, after a throttle');
    for (const [cause, words] of [
      [new DeadlineError('x'), 'a stall'],
      [new NetworkError('x'), 'a failed connection'],
      [new ServiceError('x'), 'an error of the service'],
      [new Error('x'), 'a failure'],
    ] as const)
      expect(at({ ...backoff, cause }, 0)).match(new RegExp(`, after ${words}$`));
  });

  it('is a further attempt, and an answer that does not come', () => {
    const attempt = { kind: 'attempt', since: 0, attempt: 2, cause: throttle } as const;
    expect(at(attempt, 1)).equal('attempt 2 of 8, after a throttle');
    expect(at(attempt, 12)).equal('attempt 2 of 8, after a throttle; no answer for 12 s of 30 s');
    expect(at({ ...attempt, attempt: 1, cause: undefined }, 12)).equal('no answer for 12 s of 30 s');
  });

  it('is the quota, with the rate that throttles have led to', () => {
    expect(at({ kind: 'wait', since: 0, perSecond: 0.6667 }, 4)).equal(
      'waiting for the quota for 4 s, 0.67 calls a second',
    );
  });
});
