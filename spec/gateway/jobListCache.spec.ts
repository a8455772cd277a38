import { expect } from 'chai';
import { of, Subject } from 'rxjs';
import type { JobsPage } from '../../src/core/page.js';
import { BusyError, JobListCache } from '../../src/gateway/jobListCache.js';
import { jobLists } from '../../src/gateway/jobLists.js';
import { failure } from '../support/failure.js';
import { FakeWatch } from '../support/fakeWatch.js';

const query = (text = ''): URLSearchParams => new URLSearchParams(text);

describe('JobListCache', () => {
  it('fetches the same page once in five seconds, a failed one included', async () => {
    let now = 0;
    const watch = new FakeWatch();
    const lists = new JobListCache(jobLists(watch), () => now);
    const first = await lists.page(query('status=FAILED&unknown=1'));
    now = 4_999;
    expect(await lists.page(query('unknown=2&status=FAILED'))).equal(first);
    expect(watch.asked).deep.equal([{ pageSize: 50, status: 'FAILED' }]);
    now = 5_000;
    await lists.page(query('status=FAILED'));
    expect(watch.asked).length(2);
    watch.list$ = () => {
      throw new Error('no');
    };
    for (let n = 0; n < 3; n++)
      expect(await failure(lists.page(query('status=X')))).include({ message: 'no' });
    expect(watch.asked).length(3);
  });

  it('fetches at most four pages at once, and unsubscribes after the first page of each', async () => {
    const watch = new FakeWatch();
    const pages = new Subject<JobsPage>();
    watch.list$ = () => pages;
    const lists = new JobListCache(jobLists(watch), () => 0);
    const asked = Array.from({ length: 4 }, (_, n) => lists.page(query(`nameContains=${n}`)));
    expect(await failure(lists.page(query('nameContains=more')))).instanceOf(BusyError);
    expect(lists.page(query('nameContains=0'))).equal(asked[0]);
    pages.next({ index: 0, jobs: [] });
    expect(await Promise.all(asked)).length(4);
    expect(pages.observed).false;
    watch.list$ = () => of({ index: 0, jobs: [] });
    expect(await lists.page(query('nameContains=more'))).deep.equal({ jobs: [] });
  });

  it('fetches ten pages that a query chooses at once, and one more in each second', async () => {
    let now = 0;
    const watch = new FakeWatch();
    const lists = new JobListCache(jobLists(watch), () => now);
    let texts = 0;
    const chosen = (): Promise<unknown> => lists.page(query(`nameContains=${(texts += 1)}`));
    for (let n = 0; n < 10; n++) await chosen();
    expect(await failure(chosen())).instanceOf(BusyError);
    expect(await failure(lists.page(query('after=token')))).instanceOf(BusyError);
    // A page that is known, and the first page of all jobs, are served meanwhile.
    await lists.page(query('nameContains=1'));
    await lists.page(query());
    expect(watch.asked).length(11);
    now = 999;
    expect(await failure(chosen())).instanceOf(BusyError);
    now = 1_000;
    await chosen();
    expect(await failure(chosen())).instanceOf(BusyError);
    expect(watch.asked).length(12);
  });

  it('forgets pages once they have expired', async () => {
    let now = 0;
    const lists = new JobListCache(jobLists(new FakeWatch()), () => now);
    for (let n = 0; n < 100; n++, now += 1_000) await lists.page(query(`nameContains=${n}`));
    expect(lists.size).most(5);
  });
});
