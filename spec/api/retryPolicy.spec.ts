import { expect } from 'chai';
import fc from 'fast-check';
import { backoffMs, isRetryable } from '../../src/api/retryPolicy.js';
import * as errors from '../../src/core/errors.js';
import { runs } from '../support/runs.js';

const service = (status?: number): errors.ServiceError => new errors.ServiceError('failed', status);

describe('isRetryable', () => {
  const retried: readonly unknown[] = [
    new errors.ThrottledError('slow down'),
    new errors.NetworkError('reset'),
    new errors.DeadlineError('late'),
    new errors.MalformedResponseError('cut'),
    new errors.ClockSkewError('skewed', true),
    ...[408, 429, 500, 502, 503, 504, 509].map(service),
    new errors.ServiceError('late', 400, undefined, { transient: true }),
    new errors.NetworkError('no such host', { unknownRegion: 'mars-1' }),
  ];
  const final: readonly unknown[] = [
    new errors.AbortedError(),
    new errors.AccessDeniedError('denied'),
    new errors.ClockSkewError('skewed', false),
    new errors.ClosedError(),
    new errors.ExpiredCredentialsError('expired'),
    new errors.ExpiredTokenError('expired'),
    new errors.InvalidInputError('region', 'is missing'),
    new errors.InvalidTokenError('damaged'),
    new errors.MissingCredentialsError('none'),
    new errors.NotFoundError('no job'),
    new errors.ValidationError('bad'),
    ...[undefined, 400, 403, 404, 501, 505].map(service),
    new errors.ServiceError('never', 503, undefined, { transient: false }),
    new TypeError('a bug'),
    undefined,
  ];
  const nameOf = (error: unknown): string =>
    error instanceof errors.ServiceError ? `ServiceError ${error.status}` : String(error);

  for (const error of retried)
    it(`retries after ${nameOf(error)}`, () => {
      expect(isRetryable(error, [])).true;
    });

  for (const error of final)
    it(`gives up after ${nameOf(error)}`, () => {
      expect(isRetryable(error, [])).false;
    });

  it('gives up after a second corrected clock, and only then looks at the first', () => {
    const skewed = new errors.ClockSkewError('skewed', true);
    expect(isRetryable(skewed, [new errors.NetworkError('reset'), skewed])).false;
    expect(isRetryable(new errors.ThrottledError('slow down'), [skewed])).true;
  });

  it('gives up at the second attempt that finds no host of the region, and at no other', () => {
    const unknown = new errors.NetworkError('no such host', { unknownRegion: 'mars-1' });
    const reset = new errors.NetworkError('reset');
    expect(isRetryable(unknown, [reset, reset, reset])).true;
    expect(isRetryable(unknown, [unknown])).false;
    expect(isRetryable(reset, [unknown, reset, reset])).true;
  });
});

describe('backoffMs', () => {
  const options = { baseMs: 200, capMs: 20_000 };
  const reset = new errors.NetworkError('reset');
  const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

  it('is spread evenly from nothing to twice as much with each attempt, up to the cap', () => {
    const most = [1, 2, 3, 6, 7, 8, 9, 1000, 5000].map(attempt => backoffMs(attempt, reset, options, 1));
    expect(most).deep.equal([200, 400, 800, 6400, 12_800, 20_000, 20_000, 20_000, 20_000]);
    expect(backoffMs(3, reset, options, 0)).equal(0);
    expect(backoffMs(3, reset, options, 0.25)).equal(200);
  });

  it('is no wait at all where the base is 0, however many attempts', () => {
    expect(backoffMs(5000, reset, { ...options, baseMs: 0 }, 0.5)).equal(0);
  });

  it('stays between what was asked for and the cap above it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3000 }),
        random,
        fc.option(fc.nat(100_000), { nil: undefined }),
        fc.boolean(),
        fc.record({ baseMs: fc.nat(10_000), capMs: fc.nat(100_000) }),
        (attempt, share, asked, throttle, bounds) => {
          const error = throttle
            ? new errors.ThrottledError('slow down', asked)
            : new errors.ServiceError('busy', 503, asked);
          const wait = backoffMs(attempt, error, bounds, share) - (asked ?? 0);
          expect(wait).within(0, Math.min(bounds.capMs, bounds.baseMs * 2 ** Math.min(attempt, 40)));
        },
      ),
      { numRuns: runs(200) },
    );
  });

  it('adds the jitter to what the service asked for', () => {
    expect(backoffMs(1, new errors.ThrottledError('slow down', 30_000), options, 0.5)).equal(30_100);
    expect(backoffMs(1, new errors.ServiceError('busy', 503, 30_000), options, 0.5)).equal(30_100);
  });

  it('does not wait for a clock that is right now', () => {
    expect(backoffMs(1, new errors.ClockSkewError('skewed', true), options, 0.5)).equal(0);
  });
});

describe('a wait of more than five minutes', () => {
  it('is not granted', () => {
    const asks = (ms: number): boolean => isRetryable(new errors.ThrottledError('slow down', ms), []);
    expect([asks(300_000), asks(300_001)]).deep.equal([true, false]);
    expect(isRetryable(new errors.ServiceError('down', 503, 1e12), [])).false;
  });
});
