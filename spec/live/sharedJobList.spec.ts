import { expect } from 'chai';
import { pipe } from 'fp-ts/lib/function.js';
import { AbortedError, AccessDeniedError, ServiceError } from '../../src/core/errors.js';
import type { RecommenderApi } from '../../src/api/recommenderApi.js';
import { sharedJobList } from '../../src/live/sharedJobList.js';
import { watchJob } from '../../src/live/watchJob.js';
import type { WatchOptions } from '../../src/live/watchOptions.js';
import type { ServiceBehaviours } from '../../src/testing/index.js';
import { integer, seededRandom } from '../../src/testing/random.js';
import { virtualApi, virtualFake, withLatency } from '../support/virtualApi.js';
import { virtualTime } from '../support/virtualTime.js';

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
const EVERY_MINUTE = { minIntervalMs: 60 * SECOND, maxIntervalMs: 60 * SECOND };

interface Setting {
  readonly watches: number;
  readonly behaviours?: ServiceBehaviours;
  readonly options?: WatchOptions;
  /** Number of steps of each job; with none it is the job that shows progress. */
  readonly steps?: number;
  readonly listJobs?: (api: RecommenderApi) => RecommenderApi['listJobs'];
  /** Milliseconds by which timers are late at most. */
  readonly lateMs?: number;
}

/** Watches of one connection, begun at times of their own, of jobs that run and don't change. */
async function quietWatches({ watches, behaviours, options, steps = 3, listJobs, lateMs = 0 }: Setting) {
  const exact = virtualTime(seededRandom(watches));
  const late = seededRandom(watches + 1);
  const time = {
    ...exact,
    after: (ms: number, run: () => void) => exact.after(ms + lateMs * late(), run),
  };
  const names = Array.from({ length: watches }, (_, i) => `job-${String(i)}`);
  const running = { startedAt: time.now() - 20 * HOUR, runMs: 1_000 * HOUR, modifiedBySteps: false };
  const pending = { live: true, frozen: true };
  const jobs = names.map(name => ({ name, steps, stoppingMs: 0, ...(steps > 0 ? running : pending) }));
  const fake = virtualFake(time, { jobs, ...(behaviours && { behaviours }) });
  const plain = virtualApi(fake);
  const calls: Record<string, number> = { listSteps: 0, describeJob: 0, listJobs: 0 };
  const counted = (api: RecommenderApi): RecommenderApi => ({
    listSteps: (input, call) => (calls.listSteps!++, api.listSteps(input, call)),
    describeJob: (input, call) => (calls.describeJob!++, api.describeJob(input, call)),
    listJobs: (input, call) => (calls.listJobs!++, api.listJobs(input, call)),
  });
  const api = counted(
    pipe({ ...plain, ...(listJobs && { listJobs: listJobs(plain) }) }, withLatency(time, 50)),
  );
  const jobList = sharedJobList(api, time);
  const statuses = new Map<string, string>();
  const causes: unknown[] = [];
  const subscriptions = [];
  for (const name of names) {
    subscriptions.push(
      watchJob(api, time, name, options, jobList).subscribe(event => {
        if (event.type === 'job') statuses.set(name, event.job.Status);
        if (event.type === 'stale') causes.push(event.cause);
      }),
    );
    await time.pass((60 * SECOND) / watches);
  }
  // Pauses have grown to the longest by then, and the lists have begun.
  await time.pass(HOUR);
  const costOf = async (ms: number) => {
    const before = { ...calls };
    await time.pass(ms);
    const [lists, descriptions, jobLists] = ['listSteps', 'describeJob', 'listJobs'].map(
      name => calls[name]! - before[name]!,
    ) as [number, number, number];
    return {
      perPoll: (lists + descriptions + jobLists) / Math.max(lists, descriptions),
      lists,
      descriptions,
      jobLists,
    };
  };
  return { time, fake, api, jobList, names, statuses, causes, costOf, subscriptions, calls };
}

describe('sharedJobList', () => {
  it('has ten quiet watches cost 1.2 calls a poll at most', async () => {
    const { costOf, calls } = await quietWatches({ watches: 10 });
    const cost = await costOf(2 * HOUR);
    expect(cost.perPoll).within(1.05, 1.2);
    expect(cost.lists).above(1_180);
    expect(calls.listJobs).above(0);
  });

  it('has six quiet watches that poll at times of their own cost 1.2 calls a poll at most', async () => {
    const { costOf } = await quietWatches({ watches: 6 });
    expect((await costOf(2 * HOUR)).perPoll).within(1.05, 1.2);
  });

  // A call for each poll, a list of jobs in each second round, and a description in each fortieth poll.
  for (const watches of [2, 3, 4, 5]) {
    const least = 1 + 1 / (2 * watches) + 1 / 40;
    it(`has ${String(watches)} quiet watches poll together, at ${least.toFixed(3)} calls a poll`, async () => {
      for (const lateMs of [0, 30]) {
        const { costOf } = await quietWatches({ watches, lateMs });
        expect((await costOf(2 * HOUR)).perPoll).closeTo(least, 0.01);
      }
    });
  }

  it('lists the steps with each poll where none runs, at the same cost', async () => {
    const { costOf } = await quietWatches({ watches: 10, steps: 0 });
    const { lists, perPoll } = await costOf(2 * HOUR);
    expect(lists).above(1_140);
    expect(perPoll).within(1.05, 1.2);
  });

  it('leaves a lone watch at a call and a half', async () => {
    const { costOf, calls } = await quietWatches({ watches: 1 });
    expect((await costOf(2 * HOUR)).perPoll).closeTo(1.5, 0.01);
    expect(calls.listJobs).equal(0);
  });

  for (const [name, behaviours] of Object.entries<ServiceBehaviours>({
    'all is well': {},
    'its times are whole seconds': { listTimes: 'wholeSeconds' },
    'its times stand still': { modifiedTimes: 'still' },
    'its times are ahead': { modifiedTimes: 'ahead' },
    'its pages are too short for all jobs': { largestPage: 3 },
  }))
    it(`leaves the end of a job known within two polls, where ${name}`, async () => {
      // The steps show nothing of the end: their list is behind.
      const { time, fake, names, statuses, calls } = await quietWatches({
        watches: 10,
        behaviours: { ...behaviours, lagMs: { steps: 2 * HOUR } },
        options: EVERY_MINUTE,
      });
      expect(calls.listJobs).above(0);
      for (const job of names) {
        fake.stopJob(job);
        await time.pass(2 * 61 * SECOND);
        expect(statuses.get(job), job).equal('STOPPED');
        await time.pass(7 * SECOND);
      }
    });

  it('leaves the end of a job known within two polls where few watches poll together', async () => {
    const { time, fake, names, statuses, costOf } = await quietWatches({
      watches: 4,
      behaviours: { lagMs: { steps: 9 * HOUR } },
      lateMs: 30,
    });
    expect((await costOf(2 * HOUR)).perPoll).below(1.2);
    for (const job of names) {
      fake.stopJob(job);
      await time.pass(2 * 61 * SECOND);
      expect(statuses.get(job), job).equal('STOPPED');
      await time.pass(47 * SECOND);
    }
  });

  it('leaves the end of a job known within two polls while watches of other pauses join and leave', async () => {
    const { time, fake, api, jobList, statuses } = await quietWatches({
      watches: 2,
      behaviours: { lagMs: { steps: HOUR / 2 } },
    });
    const random = seededRandom(5);
    const pauses = [10, 30, 60, 120].map(seconds => ({
      minIntervalMs: 5_000,
      maxIntervalMs: seconds * SECOND,
    }));
    let others: { readonly name: string; readonly longestMs: number; readonly leave: () => void }[] = [];
    const more = Array.from({ length: 30 }, (_, i) => `other-${String(i)}`);
    for (const name of more)
      fake.addJob({ name, steps: 3, startedAt: time.now(), runMs: 1_000 * HOUR, stoppingMs: 0 });
    // The replica that lists the steps is behind, and knows these jobs by then.
    await time.pass(HOUR);
    for (const [i, name] of more.entries()) {
      const options = pauses[i % pauses.length]!;
      const watch = watchJob(api, time, name, options, jobList).subscribe(event => {
        if (event.type === 'job') statuses.set(name, event.job.Status);
      });
      others.push({ name, longestMs: options.maxIntervalMs, leave: () => watch.unsubscribe() });
      await time.pass(200 * SECOND * random());
      if (others.length < 4) continue;
      const chosen = integer(random, 0, 3);
      const [ended, left] = [others[chosen]!, others[(chosen + 1) % 4]!];
      fake.stopJob(ended.name);
      await time.pass(SECOND * random());
      left.leave();
      await time.pass(2 * (ended.longestMs + SECOND));
      expect(statuses.get(ended.name), ended.name).equal('STOPPED');
      ended.leave();
      others = others.filter(other => other !== ended && other !== left);
    }
  });

  it('leaves the end of a job known within forty polls, where the list never shows it', async () => {
    const { time, fake, statuses } = await quietWatches({
      watches: 3,
      behaviours: { lagMs: { steps: 9 * HOUR, jobs: 4 * HOUR } },
      options: EVERY_MINUTE,
    });
    await time.pass(4 * HOUR);
    fake.stopJob('job-0');
    await time.pass(40 * 61 * SECOND);
    expect(statuses.get('job-0')).equal('STOPPED');
  });

  it("costs a lone watch's calls, and little more, where the list shows none of the jobs", async () => {
    const { costOf } = await quietWatches({ watches: 10, listJobs: () => async () => ({}) });
    expect((await costOf(2 * HOUR)).perPoll).within(1.5, 1.55);
  });

  it('is of use again once it shows jobs that it had not shown', async () => {
    let shows = false;
    const { costOf } = await quietWatches({
      watches: 10,
      listJobs: api => async (input, call) => (shows ? api.listJobs(input, call) : {}),
    });
    shows = true;
    await costOf(HOUR);
    expect((await costOf(2 * HOUR)).perPoll).within(1.05, 1.2);
  });

  it('asks once where listing jobs is denied, and the watches go on', async () => {
    const denied = (): Promise<never> => Promise.reject(new AccessDeniedError('no'));
    const { costOf, calls, causes } = await quietWatches({ watches: 10, listJobs: () => denied });
    expect((await costOf(2 * HOUR)).perPoll).closeTo(1.5, 0.01);
    expect(calls.listJobs).equal(1);
    expect(causes).deep.equal([]);
  });

  it('asks again ten minutes after a list that failed, or took longer than 15 s', async () => {
    for (const answer of [() => Promise.reject(new ServiceError('down', 503)), hangs]) {
      const { costOf, causes } = await quietWatches({ watches: 10, listJobs: () => answer });
      const { jobLists, perPoll } = await costOf(2 * HOUR);
      expect(jobLists).within(10, 12);
      expect(perPoll).within(1.5, 1.52);
      expect(causes).deep.equal([]);
    }
  });

  it('leaves no call and no timer when the last watch has gone, also while a list is on its way', async () => {
    for (const listJobs of [undefined, () => hangs]) {
      const { time, fake, subscriptions, calls } = await quietWatches({
        watches: 3,
        options: EVERY_MINUTE,
        ...(listJobs && { listJobs }),
      });
      const before = calls.listJobs!;
      await time.until(() => calls.listJobs! > before);
      subscriptions.forEach(subscription => subscription.unsubscribe());
      await time.pass(0);
      expect(time.timers()).equal(0);
      const at = { ...calls };
      await time.pass(HOUR);
      expect(calls).deep.equal(at);
      expect(fake.stats().openRequests).equal(0);
    }
  });
});

/** Answers only when it is given up. */
const hangs: RecommenderApi['listJobs'] = (_, { signal }) =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new AbortedError()), { once: true });
  });
