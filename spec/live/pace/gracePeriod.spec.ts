import { expect } from 'chai';
import { AccessDeniedError, ExpiredCredentialsError, NetworkError } from '../../../src/core/errors.js';
import { gracePeriod } from '../../../src/live/pace/gracePeriod.js';
import { thrown } from '../../support/failure.js';
import { virtualTime } from '../../support/virtualTime.js';

describe('gracePeriod', () => {
  const refusal = new AccessDeniedError('no');

  it('counts from the first refusal, whatever kind the next is of', async () => {
    const time = virtualTime();
    const { remainingMs } = gracePeriod(time, 1_000);
    expect(remainingMs(refusal)).equal(1_000);
    await time.pass(400);
    expect(remainingMs(new ExpiredCredentialsError('old'))).equal(600);
  });

  it('throws the refusal once it is over', async () => {
    const time = virtualTime();
    const { remainingMs } = gracePeriod(time, 1_000);
    remainingMs(new ExpiredCredentialsError('old'));
    await time.pass(1_000);
    expect(thrown(() => remainingMs(refusal))).equal(refusal);
  });

  it('has no limit for other failures, and they don’t reset it', async () => {
    const time = virtualTime();
    const { remainingMs } = gracePeriod(time, 1_000);
    remainingMs(refusal);
    await time.pass(900);
    expect(remainingMs(new NetworkError('reset'))).equal(Infinity);
    expect(remainingMs(refusal)).equal(100);
  });

  it('is reset by a call that succeeds', async () => {
    const time = virtualTime();
    const { remainingMs, reset } = gracePeriod(time, 1_000);
    remainingMs(refusal);
    await time.pass(900);
    reset();
    expect(remainingMs(refusal)).equal(1_000);
  });

  it('of 0 ms ends with the first refusal', () => {
    expect(thrown(() => gracePeriod(virtualTime(), 0).remainingMs(refusal))).equal(refusal);
  });
});
