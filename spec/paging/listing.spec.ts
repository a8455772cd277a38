import { expect } from 'chai';
import { openCheckpoint } from '../../src/paging/checkpoint.js';
import { createListing, type Listing, type PageInput } from '../../src/paging/listing.js';
import { callOptions } from '../support/fakeApi.js';

const scope = { job: 'job' };

function listingOf(options: Parameters<typeof createListing>[0]): Listing & { requested: PageInput[] } {
  const requested: PageInput[] = [];
  const request = (page: PageInput): Promise<{ items: readonly unknown[] }> => {
    requested.push(page);
    return Promise.resolve({ items: [] });
  };
  return { ...createListing(options, { operation: 'listSteps', jobName: 'job', scope, request }), requested };
}

describe('createListing', () => {
  const { signal } = callOptions();

  it('takes all items in the largest pages by default', async () => {
    const listing = listingOf({});
    expect(listing)
      .include({ maxItems: Infinity, maxEmptyPages: 500 })
      .deep.include({ from: { offset: 0 } });
    await listing.fetch(undefined, 0, signal);
    await listing.fetch('t', 1, signal);
    expect(listing.requested).deep.equal([{ MaxResults: 100 }, { MaxResults: 100, NextToken: 't' }]);
  });

  it('asks for no more items than it takes, and for those that it skips', async () => {
    const first = listingOf({ pageSize: 50, maxItems: 7 });
    await first.fetch(undefined, 0, signal);
    const startingToken = first.writePlace({ offset: 20 });
    const next = listingOf({ startingToken, maxItems: 7 });
    await next.fetch(undefined, 0, signal);
    expect([...first.requested, ...next.requested]).deep.equal([{ MaxResults: 7 }, { MaxResults: 27 }]);
  });

  it('goes on with the page size of its token, unless it has one', () => {
    const startingToken = listingOf({ pageSize: 50 }).writePlace({ nextToken: 't', offset: 3 });
    const pageSizeOf = (options: Parameters<typeof createListing>[0]): number | undefined =>
      openCheckpoint(listingOf(options).writePlace({ offset: 0 })).pageSize;
    expect(pageSizeOf({ startingToken })).equal(50);
    expect(pageSizeOf({ startingToken, pageSize: 9 })).equal(9);
    expect(listingOf({ startingToken }).from).deep.equal({ nextToken: 't', offset: 3 });
  });
});
