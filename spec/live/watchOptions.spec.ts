import { expect } from 'chai';
import { checkWatchOptions } from '../../src/live/watchOptions.js';
import { thrown } from '../support/failure.js';

describe('checkWatchOptions', () => {
  it('fills in what is not given', () => {
    const defaults = {
      minIntervalMs: 5_000,
      maxIntervalMs: 60_000,
      credentialsGraceMs: 300_000,
      staleAfterMs: 180_000,
      appearsWithinMs: 0,
      onInvalid: 'error',
    };
    expect(checkWatchOptions()).deep.equal(defaults);
    expect(checkWatchOptions({ minIntervalMs: undefined })).deep.equal(defaults);
  });

  it('lets one of the two intervals follow the other', () => {
    expect(checkWatchOptions({ minIntervalMs: 90_000 })).include({
      maxIntervalMs: 90_000,
      staleAfterMs: 240_000,
    });
    expect(checkWatchOptions({ maxIntervalMs: 1_000 })).include({
      minIntervalMs: 1_000,
      staleAfterMs: 62_000,
    });
  });

  const wrong: readonly (readonly [options: object, option: string])[] = [
    [{ minIntervalMs: 0 }, 'minIntervalMs'],
    [{ minIntervalMs: '5' }, 'minIntervalMs'],
    [{ maxIntervalMs: Infinity }, 'maxIntervalMs'],
    [{ minIntervalMs: 2, maxIntervalMs: 1 }, 'maxIntervalMs'],
    [{ credentialsGraceMs: -1 }, 'credentialsGraceMs'],
    [{ staleAfterMs: NaN }, 'staleAfterMs'],
    [{ staleAfterMs: 60_000 }, 'staleAfterMs'],
    [{ onInvalid: 'either' }, 'onInvalid'],
    [{ intervalMs: 5 }, 'intervalMs'],
  ];
  for (const [options, option] of wrong) {
    it(`refuses ${JSON.stringify(options)}`, () => {
      expect(thrown(() => checkWatchOptions(options))).include({
        code: 'INVALID_INPUT',
        option: `watch.${option}`,
      });
    });
  }
});
