import { expect } from 'chai';
import {
  AccessDeniedError,
  ClosedError,
  InvalidInputError,
  NetworkError,
  NotFoundError,
  UnsettledError,
  ValidationError,
} from '../../../src/core/errors.js';
import { afterFailedPoll, type Retry, type RetryRules } from '../../../src/live/pace/afterFailedPoll.js';
import { gracePeriod } from '../../../src/live/pace/gracePeriod.js';
import { NO_FAILURES } from '../../../src/live/pace/pollBackoff.js';
import { thrown } from '../../support/failure.js';
import { virtualTime } from '../../support/virtualTime.js';

function retrying(graceMs = 1_000) {
  const time = virtualTime(() => 0);
  const grace = gracePeriod(time, graceMs);
  const after = (error: unknown, failures = NO_FAILURES, rules: Partial<RetryRules> = {}): Retry =>
    afterFailedPoll(error, failures, { time, grace, seen: true, ...rules });
  return { time, after };
}

describe('afterFailedPoll', () => {
  it('counts the failure, and backs off twice as long after the next', async () => {
    const { time, after } = retrying();
    await time.pass(70);
    const first = after(new NetworkError('reset'), NO_FAILURES, { seen: false });
    expect(first).deep.equal({ failures: { count: 1, lastAt: 70 }, delayMs: 800 });
    expect(after(new NetworkError('reset'), first.failures)).deep.equal({
      failures: { count: 2, lastAt: 70 },
      delayMs: 1_600,
    });
  });

  it('retries refused credentials at the end of the grace period, and then throws the error', async () => {
    const { time, after } = retrying(1_000);
    const refusal = new AccessDeniedError('no');
    const { failures } = after(refusal);
    await time.pass(700);
    expect(after(refusal, failures)).include({ delayMs: 300 });
    await time.pass(300);
    expect(thrown(() => after(refusal))).equal(refusal);
  });

  it('removes the resume token, also of an error that it throws', () => {
    const { after } = retrying();
    const reset = new NetworkError('reset', { resumeToken: 't' });
    after(reset);
    expect(reset.resumeToken).equal(undefined);
    const closed = new ClosedError('closed', { resumeToken: 't' });
    thrown(() => after(closed));
    expect(closed.resumeToken).equal(undefined);
  });

  for (const error of [
    new ClosedError(),
    new InvalidInputError('region', 'is missing'),
    new Error('a bug'),
  ]) {
    it(`throws ${error.name}`, () => {
      expect(thrown(() => retrying().after(error))).equal(error);
    });
  }

  for (const error of [
    new NotFoundError('none'),
    new ValidationError('no such name'),
    new NetworkError('no host', { unknownRegion: 'mars-1' }),
  ]) {
    it(`throws ${error.name} until the job was seen, and retries afterwards`, () => {
      expect(thrown(() => retrying().after(error, NO_FAILURES, { seen: false }))).equal(error);
      expect(retrying().after(error)).include({ delayMs: 800 });
    });
  }

  it('throws what its caller calls final', () => {
    const error = new UnsettledError('job', 5);
    expect(thrown(() => retrying().after(error, NO_FAILURES, { finalCodes: ['UNSETTLED'] }))).equal(error);
    expect(retrying().after(error)).include({ delayMs: 800 });
  });
});
