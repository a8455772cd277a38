import { expect } from 'chai';
import { AccessDeniedError, ExpiredCredentialsError, NetworkError } from '../../../src/core/errors.js';
import { gracePeriod } from '../../../src/live/pace/gracePeriod.js';
import { thrown } from '../../support/failure.js';
import { virtualTime } from '../../support/virtualTime.js';

describe('gracePeriod', () => {
  const refusal = new AccessDeniedError('no');

  it('counts from the first refusal, whatever kind the next is of', async () => {
    const time = virtualTime();
    const { remainingMs: leftMs } = gracePeriod(time, 1_000);
    expect(leftMs(refusal)).equal(1_000);
    await time.pass(400);
    expect(leftMs(new ExpiredCredentialsError('old'))).equal(600);
  });

  it('fails with the refusal when it is at its end', async () => {
    const time = virtualTime();
    const { remainingMs: leftMs } = gracePeriod(time, 1_000);
    leftMs(new ExpiredCredentialsError('old'));
    await time.pass(1_000);
    expect(thrown(() => leftMs(refusal))).equal(refusal);
  });

  it('has no limit for other failures, and they don’t restore it', async () => {
    const time = virtualTime();
    const { remainingMs: leftMs } = gracePeriod(time, 1_000);
    leftMs(refusal);
    await time.pass(900);
    expect(leftMs(new NetworkError('reset'))).equal(Infinity);
    expect(leftMs(refusal)).equal(100);
  });

  it('is restored by a call that comes through', async () => {
    const time = virtualTime();
    const { remainingMs: leftMs, reset: restore } = gracePeriod(time, 1_000);
    leftMs(refusal);
    await time.pass(900);
    restore();
    expect(leftMs(refusal)).equal(1_000);
  });

  it('of nothing ends with the first refusal', () => {
    expect(thrown(() => gracePeriod(virtualTime(), 0).remainingMs(refusal))).equal(refusal);
  });
});
