import { expect } from 'chai';
import { NEVER } from 'rxjs';
import { InvalidInputError } from '../../../src/core/errors.js';
import { checkFleetOptions, type FleetOptions } from '../../../src/live/fleet/fleetOptions.js';
import { thrown } from '../../support/failure.js';

describe('checkFleetOptions', () => {
  it('fills in the defaults', () => {
    expect(checkFleetOptions()).deep.equal({
      kinds: new Set(['classic']),
      childBenchmarks: false,
      filters: { nameContains: undefined, creationTimeAfter: undefined, creationTimeBefore: undefined },
      minIntervalMs: 500,
      maxIntervalMs: 10_000,
      credentialsGraceMs: 300_000,
      staleAfterMs: 600_000,
      quotaShare: 0.8,
      prioritize$: undefined,
    });
  });

  it('derives the other pause from the given one', () => {
    expect(checkFleetOptions({ minIntervalMs: 30_000 })).include({
      minIntervalMs: 30_000,
      maxIntervalMs: 30_000,
    });
    expect(checkFleetOptions({ maxIntervalMs: 400 })).include({ minIntervalMs: 400, maxIntervalMs: 400 });
    expect(checkFleetOptions({ maxIntervalMs: 5_000 })).include({
      minIntervalMs: 500,
      maxIntervalMs: 5_000,
    });
  });

  it('takes all of a quota that the processes of the account share', () => {
    expect(checkFleetOptions({}, { isShared: true }).quotaShare).equal(1);
    expect(checkFleetOptions({ quotaShare: 0.5 }, { isShared: true }).quotaShare).equal(0.5);
  });

  it('keeps what is given', () => {
    const creationTimeAfter = new Date(0);
    const creationTimeBefore = new Date(1);
    const given: FleetOptions = {
      kinds: ['benchmark', 'classic'],
      childBenchmarks: true,
      nameContains: 'n',
      creationTimeAfter,
      creationTimeBefore,
      minIntervalMs: 1,
      maxIntervalMs: 2,
      credentialsGraceMs: 0,
      staleAfterMs: 5,
      quotaShare: 0.25,
      prioritize$: NEVER,
    };
    const { nameContains, ...rest } = given;
    const { filters, ...checked } = checkFleetOptions(given);
    expect(filters).deep.equal({ nameContains, creationTimeAfter, creationTimeBefore });
    expect({ ...filters, ...checked }).deep.equal({ nameContains, ...rest, kinds: new Set(given.kinds) });
  });

  const wrong: readonly (readonly [keyof FleetOptions | 'jobName', unknown])[] = [
    ['nameContains', ''],
    ['creationTimeAfter', new Date(NaN)],
    ['creationTimeBefore', 'yesterday'],
    ['minIntervalMs', 0],
    ['minIntervalMs', Infinity],
    ['maxIntervalMs', NaN],
    ['credentialsGraceMs', -1],
    ['staleAfterMs', 0],
    ['quotaShare', 0],
    ['quotaShare', 1.01],
    ['quotaShare', NaN],
    ['prioritize$', new Set(['job'])],
    ['jobName', 'job'],
  ];
  for (const [option, value] of wrong) {
    it(`refuses ${option}: ${String(value)}`, () => {
      const error = thrown(() => checkFleetOptions({ [option]: value }));
      expect(error).instanceOf(InvalidInputError).property('option', `fleet.${option}`);
    });
  }

  it('refuses a longest pause below the shortest', () => {
    const error = thrown(() => checkFleetOptions({ minIntervalMs: 2, maxIntervalMs: 1 }));
    expect(error).instanceOf(InvalidInputError).property('option', 'fleet.maxIntervalMs');
  });

  it('refuses a stale age below twice the longest pause', () => {
    expect(checkFleetOptions({ minIntervalMs: 300_000 }).staleAfterMs).equal(1_200_000);
    const error = thrown(() => checkFleetOptions({ maxIntervalMs: 5_000, staleAfterMs: 10_000 }));
    expect(error).instanceOf(InvalidInputError).property('option', 'fleet.staleAfterMs');
  });
});
