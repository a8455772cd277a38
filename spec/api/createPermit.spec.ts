import { expect } from 'chai';
import { createPermit } from '../../src/api/createPermit.js';
import type { Permit } from '../../src/api/rateLimiter.js';

describe('createPermit', () => {
  let now: number;
  let log: unknown[];
  const permit = (waitedMs = 0): Permit => {
    const note =
      (name: string) =>
      (...args: unknown[]): void =>
        void log.push([name, ...args]);
    const endings = {
      succeeded: note('succeeded'),
      throttled: note('throttled'),
      failed: note('failed'),
      unused: note('unused'),
    };
    return createPermit({ monotonic: () => now }, waitedMs, endings, note('end'));
  };
  beforeEach(() => {
    now = 100;
    log = [];
  });

  it('tells how long its caller has waited', () => {
    expect(permit(30).waitedMs).equal(30);
  });

  it('ends at the moment of its first ending, and once', () => {
    const { throttled, succeeded, failed, unused } = permit();
    now = 250;
    throttled(1_000);
    now = 400;
    for (const again of [succeeded, failed, unused, throttled]) again();
    expect(log).deep.equal([
      ['throttled', 250, 1_000],
      ['end', 250],
    ]);
  });

  for (const ending of ['succeeded', 'failed', 'unused'] as const)
    it(`calls what ${ending} means, and then its end`, () => {
      permit()[ending]();
      expect(log).deep.equal([
        [ending, 100],
        ['end', 100],
      ]);
    });
});
