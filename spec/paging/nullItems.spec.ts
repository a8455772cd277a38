import { expect } from 'chai';
import fc from 'fast-check';
import { lastValueFrom, toArray } from 'rxjs';
import type { JobsPage, StepsPage } from '../../src/core/page.js';
import { listAllSteps } from '../../src/live/job/listAllSteps.js';
import { jobPages } from '../../src/paging/jobPages.js';
import { withoutNulls } from '../../src/paging/nullItems.js';
import { stepPages } from '../../src/paging/stepPages.js';
import { callOptions, jobApi } from '../support/fakeApi.js';
import { accountApi, wireJobs } from '../support/jobs.js';
import { runs } from '../support/runs.js';
import { step } from '../support/steps.js';
import { started, useTrace } from '../support/traceEvents.js';

const a = step('a');
const b = step('b');
const list = (items: readonly unknown[], filters = {}): Promise<StepsPage[]> =>
  lastValueFrom(stepPages(jobApi(items), 'my-job', filters).pipe(toArray()));

describe('null items of a list', () => {
  const events = useTrace();
  const notices = (): (string | undefined)[] =>
    started(events)
      .filter(({ code }) => code === 'NULL_ITEMS')
      .map(({ message }) => message);

  it('are left out of a list; a list without is the same reference', () => {
    expect(withoutNulls([null, a, null, b])).deep.equal([a, b]);
    const none = [a, undefined];
    expect(withoutNulls(none)).equal(none);
  });

  it('are left out of a page of steps, with one notice a page', async () => {
    const pages = await list([null, a, b, null, null], { pageSize: 3 });
    expect(pages.map(page => page.steps)).deep.equal([[a, b], []]);
    expect(notices()).deep.equal([
      "Of 3 items in a list of steps of job 'my-job' 1 was null; left out.",
      "Of 2 items in a list of steps of job 'my-job' 2 were null; left out.",
    ]);
  });

  it('cost neither the page nor a job of a list of jobs', async () => {
    const [job] = wireJobs(1);
    const pages: JobsPage[] = await lastValueFrom(jobPages(accountApi([null, job])).pipe(toArray()));
    expect(pages.map(({ jobs }) => jobs.map(({ JobName }) => JobName))).deep.equal([[job!.JobName]]);
    expect(notices()).deep.equal(['Of 2 items in a list of jobs 1 was null; left out.']);
  });

  it('are no invalid steps of a watch', async () => {
    const { signal } = callOptions();
    expect(await listAllSteps(jobApi([a, null, b]), 'my-job', signal)).deep.equal({
      pages: [[a, b]],
      invalid: [],
    });
  });

  it('give no notice where there are none', async () => {
    await list([a, b]);
    expect(notices()).empty;
  });

  it('shift no step where a listing is cut and resumed anywhere', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.boolean(), { maxLength: 20 }),
        fc.integer({ min: 1, max: 7 }),
        fc.integer({ min: 1, max: 7 }),
        async (present, maxItems, pageSize) => {
          const items = present.map((there, i) => (there ? step(`s${String(i)}`) : null));
          const seen: unknown[] = [];
          let startingToken: string | undefined;
          do {
            const pages = await list(items, { maxItems, pageSize, startingToken });
            seen.push(...pages.flatMap(page => page.steps));
            startingToken = pages.at(-1)?.resumeToken;
          } while (startingToken !== undefined);
          expect(seen).deep.equal(items.filter(item => item !== null));
        },
      ),
      { numRuns: runs(50) },
    ));
});
