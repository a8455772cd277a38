import { expect } from 'chai';
import { InvalidInputError } from '../../src/core/errors.js';
import { checkFilters, type StepFilters } from '../../src/core/filters.js';

describe('checkFilters', () => {
  it('returns a copy of good filters', () => {
    const all: StepFilters = {
      status: 'PAUSED',
      stepType: 'SOAK',
      pageSize: 100,
      maxItems: 0,
      startingToken: 't',
    };
    expect(checkFilters(all)).deep.equal(all);
    expect(checkFilters(all)).not.equal(all);
    expect(checkFilters({ pageSize: 1 })).deep.equal({ pageSize: 1 });
    expect(checkFilters(undefined)).deep.equal({});
  });

  const faults: readonly (readonly [filters: unknown, message: string])[] = [
    [{ status: '' }, 'filters.status: must be a text that is not empty; got ""'],
    [{ status: ['FAILED'] }, 'filters.status: must be a text that is not empty; got an object'],
    [{ stepType: 5 }, 'filters.stepType: must be a text that is not empty; got 5'],
    [{ pageSize: 0 }, 'filters.pageSize: must be a whole number from 1 to 100; got 0'],
    [{ pageSize: 101 }, 'filters.pageSize: must be a whole number from 1 to 100; got 101'],
    [{ maxItems: -1 }, 'filters.maxItems: must be a whole number of at least 0; got -1'],
    [{ maxItems: Infinity }, 'filters.maxItems: must be a whole number of at least 0; got Infinity'],
    [{ startingToken: '' }, 'filters.startingToken: must be a text that is not empty; got ""'],
    [
      { Status: 'FAILED' },
      'filters.Status: is not known; known are status, stepType, pageSize, maxItems, startingToken, maxEmptyPages, gate$',
    ],
    [null, 'filters: must be an object'],
  ];
  for (const [filters, message] of faults)
    it(message, () => {
      expect(() => checkFilters(filters as StepFilters))
        .throw(InvalidInputError)
        .property('message', message);
    });
});
