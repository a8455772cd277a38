import { expect } from 'chai';
import { InvalidInputError, InvalidTokenError, StepstreamError } from '../../src/core/errors.js';
import type { JobFilters } from '../../src/core/filters.js';
import { jobListing } from '../../src/paging/jobListing.js';
import { stepListing } from '../../src/paging/stepListing.js';
import type { Listing } from '../../src/paging/listing.js';
import { fakeApi, inputsOf, never } from '../support/fakeApi.js';
import { thrown } from '../support/failure.js';

const { signal } = new AbortController();
const unused = fakeApi(never);
const listing = (filters?: JobFilters): Listing => jobListing(unused, filters, undefined);
const SOME: Required<
  Omit<JobFilters, 'gate$' | 'startingToken' | 'pageSize' | 'maxItems' | 'maxEmptyPages'>
> = {
  creationTimeAfter: new Date('2026-01-01T00:00:00Z'),
  creationTimeBefore: new Date('2026-01-02T00:00:00.125Z'),
  lastModifiedTimeAfter: new Date('2026-01-03T00:00:00Z'),
  lastModifiedTimeBefore: new Date('2026-01-04T00:00:00Z'),
  nameContains: 'resnet',
  status: 'FAILED',
  modelName: 'model',
  modelPackageVersionArn: 'arn:aws:sagemaker:us-east-1:123456789012:model-package/m/1',
  sortBy: 'Name',
  sortOrder: 'Ascending',
};
const OTHER: typeof SOME = {
  creationTimeAfter: new Date('2027-01-01T00:00:00Z'),
  creationTimeBefore: new Date('2027-01-01T00:00:00Z'),
  lastModifiedTimeAfter: new Date('2027-01-01T00:00:00Z'),
  lastModifiedTimeBefore: new Date('2027-01-01T00:00:00Z'),
  nameContains: 'bert',
  status: 'COMPLETED',
  modelName: 'other',
  modelPackageVersionArn: 'other',
  sortBy: 'Status',
  sortOrder: 'Descending',
};

describe('jobListing', () => {
  it('sends each filter by the name of the service', async () => {
    const api = fakeApi(() => ({ InferenceRecommendationsJobs: ['a'], NextToken: 't' }));
    const { fetch } = jobListing(api, SOME, 'background');
    expect(await fetch(undefined, 0, signal)).deep.equal({ items: ['a'], nextToken: 't', call: undefined });
    await fetch('t', 1, signal);
    const asked = {
      CreationTimeAfter: SOME.creationTimeAfter,
      CreationTimeBefore: SOME.creationTimeBefore,
      LastModifiedTimeAfter: SOME.lastModifiedTimeAfter,
      LastModifiedTimeBefore: SOME.lastModifiedTimeBefore,
      NameContains: 'resnet',
      StatusEquals: 'FAILED',
      ModelNameEquals: 'model',
      ModelPackageVersionArnEquals: SOME.modelPackageVersionArn,
      SortBy: 'Name',
      SortOrder: 'Ascending',
      MaxResults: 100,
    };
    expect(inputsOf(api)).deep.equal([asked, { ...asked, NextToken: 't' }]);
    expect(api.calls.map(({ operation, options }) => [operation, options])).deep.equal(
      Array(2).fill(['listJobs', { signal, priority: 'background' }]),
    );
  });

  it('lists everything without filters, and reads a missing list as empty', async () => {
    const api = fakeApi(() => ({}));
    for (const filters of [undefined, {}, { status: undefined, gate$: undefined }])
      expect(await jobListing(api, filters, undefined).fetch(undefined, 0, signal)).deep.equal({
        items: [],
        nextToken: undefined,
        call: undefined,
      });
    expect(inputsOf(api)).deep.equal(Array(3).fill({ MaxResults: 100 }));
  });

  it('has the limits of the filters', () => {
    expect(listing()).include({ maxItems: Infinity, maxEmptyPages: 500 });
    expect(listing({ maxItems: 0, maxEmptyPages: 7 })).include({ maxItems: 0, maxEmptyPages: 7 });
  });

  for (const name of Object.keys(SOME) as (keyof typeof SOME)[])
    it(`binds its tokens to ${name}`, () => {
      const filters = { [name]: SOME[name] };
      const place = { nextToken: 't', offset: 2 };
      const startingToken = listing(filters).writePlace(place);
      expect(listing({ ...filters, startingToken, pageSize: 7 }).from).deep.equal(place);
      const show = (value: Date | string): string => (value instanceof Date ? value.toISOString() : value);
      const refused: readonly (readonly [filters: JobFilters, wanted: string])[] = [
        [{}, `any ${name}`],
        [{ [name]: OTHER[name] }, `${name} '${show(OTHER[name])}'`],
      ];
      for (const [others, wanted] of refused)
        expect(thrown(() => listing({ ...others, startingToken })))
          .instanceOf(InvalidTokenError)
          .property('message')
          .contain(`of ${name} '${show(SOME[name])}', and this one is of ${wanted};`);
    });

  it('does not bind its tokens to how it is paged', () => {
    const startingToken = listing({ pageSize: 3, maxItems: 5, maxEmptyPages: 2 }).writePlace({ offset: 4 });
    expect(listing({ startingToken }).from).deep.equal({ nextToken: undefined, offset: 4 });
  });

  it('accepts undefined filters', () => {
    const startingToken = listing({ status: undefined, gate$: undefined }).writePlace({ offset: 4 });
    expect(listing({ startingToken, modelName: undefined }).from.offset).equal(4);
  });

  it('refuses tokens of steps, and steps refuse its own', () => {
    const ofSteps = stepListing(unused, 'my-job', { status: 'FAILED' }, undefined).writePlace({ offset: 1 });
    expect(thrown(() => listing({ status: 'FAILED', startingToken: ofSteps })))
      .property('message')
      .contain("belongs to a listing of the steps of job 'my-job', and this one is of jobs;");
    const ofJobs = listing({ status: 'FAILED' }).writePlace({ offset: 1 });
    expect(
      thrown(() => stepListing(unused, 'my-job', { status: 'FAILED', startingToken: ofJobs }, undefined)),
    )
      .property('message')
      .contain("belongs to a listing of jobs, and this one is of the steps of job 'my-job';");
  });

  it('starts at tokens of botocore and of AWS', () => {
    const token = Buffer.from('{"NextToken": "t", "boto_truncate_amount": 2}').toString('base64');
    expect(listing({ startingToken: token }).from).deep.equal({ nextToken: 't', offset: 2 });
    expect(listing({ startingToken: 'raw' }).from).deep.equal({ nextToken: 'raw', offset: 0 });
  });

  it('refuses invalid filters, before any call', () => {
    for (const [filters, code] of [
      [{ status: '' }, 'INVALID_INPUT'],
      [{ stepType: 'BENCHMARK' }, 'INVALID_INPUT'],
      [null, 'INVALID_INPUT'],
      [{ startingToken: 'stepstream1.x.y' }, 'INVALID_TOKEN'],
    ] as const) {
      const error = thrown(() => listing(filters as JobFilters));
      expect(error).instanceOf(StepstreamError).property('code', code);
    }
    expect(thrown(() => listing({ sortBy: 'LastModifiedTime' as never }))).instanceOf(InvalidInputError);
  });
});
