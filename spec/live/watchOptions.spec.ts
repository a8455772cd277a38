import { expect } from 'chai';
import { checkWatchOptions } from '../../src/live/watchOptions.js';
import { thrown } from '../support/failure.js';
import { step } from '../support/steps.js';

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
    [{ known: [] }, 'known'],
    [{ known: { steps: [] } }, 'known.synced'],
    [{ known: { synced: true, steps: {} } }, 'known.steps'],
    [{ known: { synced: true, steps: [{ step: step('a') }] } }, 'known.steps[0].key'],
    [
      { known: { synced: true, steps: [{ key: 'a', step: { ...step('a'), Status: 1 } }] } },
      'known.steps[0].step.Status',
    ],
    [
      { known: { synced: true, steps: ['a', 'b', 'a'].map(key => ({ key, step: step(key) })) } },
      'known.steps[2].key',
    ],
    [
      { known: { synced: true, steps: [{ key: 'a', step: step('a', { JobName: 'other' }) }] } },
      'known.steps[0].step.JobName',
    ],
    [
      { known: { synced: true, steps: [], job: { JobName: 'other', Status: 'PENDING' } } },
      'known.job.JobName',
    ],
    [{ known: { synced: true, steps: [], job: { JobName: 'job' } } }, 'known.job.Status'],
    [{ known: { synced: true, steps: [], stale: {} } }, 'known.stale.ageMs'],
    [{ known: { synced: true, steps: [], stale: { ageMs: -1 } } }, 'known.stale.ageMs'],
    [{ known: { synced: true, steps: [], stale: { ageMs: 'NaN' } } }, 'known.stale.ageMs'],
  ];
  for (const [options, option] of wrong) {
    it(`refuses ${option} of ${JSON.stringify(options)}`, () => {
      expect(thrown(() => checkWatchOptions(options, 'job'))).include({
        code: 'INVALID_INPUT',
        option: `watch.${option}`,
      });
    });
  }
});
