import { expect } from 'chai';
import { EMPTY, lastValueFrom, NEVER, of, throwError, toArray, type Observable } from 'rxjs';
import type { WatchEvent } from '../../../src/core/event.js';
import type { Job } from '../../../src/core/job.js';
import { AccessDeniedError } from '../../../src/core/errors.js';
import { watchAll, watchAllWithTotals } from '../../../src/cli/watch/watchAll.js';
import { failure } from '../../support/failure.js';
import { fullJob } from '../../support/jobs.js';
import { virtualTime } from '../../support/virtualTime.js';
import { half, trackersAfter, running } from './support.js';

/** What a list of jobs says of one. */
const { InputConfig, ...listed } = running;
const job = (jobName: string, Status = 'IN_PROGRESS'): WatchEvent => ({
  type: 'job',
  jobName,
  job: { ...listed, JobName: jobName, Status },
});

/** An account whose fleet emits these events. */
const account = (
  fleet$: Observable<WatchEvent>,
  describe: (name: string) => Observable<Job>,
): { readonly recommender: Parameters<typeof watchAll>[0]; readonly asked: string[] } => {
  const asked: string[] = [];
  return {
    asked,
    recommender: {
      fleet$: () => fleet$,
      jobs$: () => EMPTY,
      ai: { jobs$: () => EMPTY, benchmarks$: () => EMPTY },
      job$: name => {
        asked.push(name);
        return describe(name);
      },
    },
  };
};

describe('watching all jobs', () => {
  it('asks once for what each running job is to test, and goes on where that fails', async () => {
    const events = [job('a'), job('lost'), job('b'), job('a', 'STOPPING'), job('over', 'COMPLETED')];
    const { recommender, asked } = account(of(...events), name =>
      name === 'lost'
        ? throwError(() => new Error('lost'))
        : of({ ...fullJob, InputConfig: { ModelName: name } }),
    );
    const time = virtualTime();
    const ended = lastValueFrom(watchAllWithTotals(recommender, {}, time).pipe(toArray()));
    await time.pass(1_999);
    expect(asked).deep.equal(['a']);
    await time.pass(4_001);
    const all = await ended;
    expect(asked).deep.equal(['a', 'lost', 'b']);
    expect(all.flatMap(one => ('event' in one ? one.event : []))).deep.equal(events);
    expect(all.flatMap(one => ('input' in one ? [[one.jobName, one.input.ModelName]] : []))).deep.equal([
      ['a', 'a'],
      ['b', 'b'],
    ]);
  });

  it('asks for nothing more where totals are not shown', async () => {
    const { recommender, asked } = account(of(job('a')), () => NEVER);
    expect(await lastValueFrom(watchAll(recommender, {}))).deep.equal({ jobName: 'a', event: job('a') });
    expect(asked).empty;
  });

  it('ends at once without access', async () => {
    const { recommender } = account(NEVER, () => NEVER);
    const denied = throwError(() => new AccessDeniedError('no'));
    const all$ = watchAllWithTotals({ ...recommender, jobs$: () => denied }, {}, virtualTime());
    expect(await failure(lastValueFrom(all$))).property('code', 'ACCESS_DENIED');
  });

  it('lets a job know its total, also when its next event does not say it', () => {
    const events = half.map(event => (event.type === 'job' ? job('job') : event));
    const trackers = trackersAfter(events);
    const total = (): number | undefined => trackers.viewOf('job', 0).summary.total;
    expect(total()).undefined;
    expect(trackers.take({ jobName: 'job', input: InputConfig! })).empty;
    expect(total()).equal(20);
    trackers.take({ jobName: 'job', event: job('job', 'STOPPING') });
    expect(total()).equal(20);
  });
});
