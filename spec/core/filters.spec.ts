import { expect } from 'chai';
import { NEVER } from 'rxjs';
import { InvalidInputError } from '../../src/core/errors.js';
import { checkFilters, checkJobFilters, type JobFilters, type StepFilters } from '../../src/core/filters.js';

describe('checkFilters', () => {
  it('returns a copy of good filters', () => {
    const all: StepFilters = {
      status: 'PAUSED',
      stepType: 'SOAK',
      pageSize: 100,
      maxItems: 0,
      startingToken: 't',
      maxEmptyPages: 1,
      gate$: NEVER,
    };
    expect(checkFilters(all)).deep.equal(all);
    expect(checkFilters(all)).not.equal(all);
    expect(checkFilters({ pageSize: 1 })).deep.equal({ pageSize: 1 });
    expect(checkFilters(undefined)).deep.equal({});
  });

  const faults: readonly (readonly [filters: unknown, message: string])[] = [
    [{ status: '' }, 'filters.status: must be a non-empty string; got ""'],
    [{ status: ['FAILED'] }, 'filters.status: must be a non-empty string; got an object'],
    [{ stepType: 5 }, 'filters.stepType: must be a non-empty string; got 5'],
    [{ pageSize: 0 }, 'filters.pageSize: must be a whole number from 1 to 100; got 0'],
    [{ pageSize: 101 }, 'filters.pageSize: must be a whole number from 1 to 100; got 101'],
    [{ maxItems: -1 }, 'filters.maxItems: must be a whole number of at least 0; got -1'],
    [{ maxItems: Infinity }, 'filters.maxItems: must be a whole number of at least 0; got Infinity'],
    [{ startingToken: '' }, 'filters.startingToken: must be a non-empty string; got ""'],
    [{ maxEmptyPages: 0 }, 'filters.maxEmptyPages: must be a whole number of at least 1; got 0'],
    [
      { maxEmptyPages: Infinity },
      'filters.maxEmptyPages: must be a whole number of at least 1; got Infinity',
    ],
    [{ gate$: 5 }, 'filters.gate$: must be an Observable; got 5'],
    [{ gate$: Promise.resolve() }, 'filters.gate$: must be an Observable; got an object'],
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

describe('checkJobFilters', () => {
  it('returns a copy of good filters', () => {
    const all: Required<JobFilters> = {
      creationTimeAfter: new Date(0),
      creationTimeBefore: new Date(1),
      lastModifiedTimeAfter: new Date(2),
      lastModifiedTimeBefore: new Date(3),
      nameContains: 'resnet',
      status: 'PAUSED',
      modelName: 'model',
      modelPackageVersionArn: 'arn',
      sortBy: 'Name',
      sortOrder: 'Ascending',
      pageSize: 1,
      maxItems: 7,
      startingToken: 't',
      maxEmptyPages: 3,
      gate$: NEVER,
    };
    expect(checkJobFilters(all)).deep.equal(all);
    expect(checkJobFilters(all)).not.equal(all);
    for (const sortBy of ['CreationTime', 'Status'] as const)
      expect(checkJobFilters({ sortBy, sortOrder: 'Descending' })).deep.equal({
        sortBy,
        sortOrder: 'Descending',
      });
    expect(checkJobFilters(undefined)).deep.equal({});
  });

  const texts = ['nameContains', 'status', 'modelName', 'modelPackageVersionArn'];
  const dates = [
    'creationTimeAfter',
    'creationTimeBefore',
    'lastModifiedTimeAfter',
    'lastModifiedTimeBefore',
  ];
  const faults: readonly (readonly [filters: unknown, message: string])[] = [
    ...texts.map(name => [{ [name]: '' }, `filters.${name}: must be a non-empty string; got ""`] as const),
    ...dates.flatMap(name => [
      [{ [name]: new Date(NaN) }, `filters.${name}: must be a valid Date; got an object`] as const,
      [{ [name]: 1_700_000_000 }, `filters.${name}: must be a valid Date; got 1700000000`] as const,
    ]),
    [
      { sortBy: 'LastModifiedTime' },
      `filters.sortBy: must be one of 'Name', 'CreationTime', 'Status'; got "LastModifiedTime"`,
    ],
    [{ sortOrder: 'Up' }, `filters.sortOrder: must be one of 'Ascending', 'Descending'; got "Up"`],
    [{ pageSize: 500 }, 'filters.pageSize: must be a whole number from 1 to 100; got 500'],
    [{ maxItems: 1.5 }, 'filters.maxItems: must be a whole number of at least 0; got 1.5'],
    [
      { stepType: 'BENCHMARK' },
      'filters.stepType: is not known; known are pageSize, maxItems, startingToken, maxEmptyPages, gate$, ' +
        'creationTimeAfter, creationTimeBefore, lastModifiedTimeAfter, lastModifiedTimeBefore, nameContains, ' +
        'status, modelName, modelPackageVersionArn, sortBy, sortOrder',
    ],
    [null, 'filters: must be an object'],
  ];
  for (const [filters, message] of faults)
    it(message, () => {
      expect(() => checkJobFilters(filters as JobFilters))
        .throw(InvalidInputError)
        .property('message', message);
    });
});
