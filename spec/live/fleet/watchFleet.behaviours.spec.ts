import { expect } from 'chai';
import { ServiceError } from '../../../src/core/errors.js';
import type { ServiceBehaviours } from '../../../src/testing/index.js';
import { around, fleetOf, measure, running, shownAt, type Fleet } from '../../support/fleetOf.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const quick = (name: string) => ({
  name,
  live: true,
  steps: 1,
  pendingMs: 0,
  provisioningMs: 1_000,
  runMs: 20_000,
});
const donesOf = (fleet: Fleet): readonly string[] =>
  fleet.emitted.filter(({ type }) => type === 'done').map(({ jobName }) => jobName);

describe('watchFleet: jobs that have ended', () => {
  it('are reported once, however long the account is quiet', async () => {
    const fleet = fleetOf({ jobs: [running('a')] });
    await fleet.time.pass(MINUTE);
    fleet.fake.addJob(quick('b'));
    await fleet.time.pass(5 * HOUR);
    expect(donesOf(fleet)).deep.equal(['b']);
    fleet.leave();
  });

  for (const jobOrder of ['ascending', 'byName'] as const) {
    it(`aren’t reported where they ended before, in an account whose order is ${jobOrder}`, async () => {
      const startedAt = Date.UTC(2026, 0, 14, 9);
      const old = Array.from({ length: 230 }, (_, n) => ({
        name: `a-${n}`,
        steps: 0,
        startedAt: startedAt + n * MINUTE,
      }));
      const fleet = fleetOf({ jobs: old, behaviours: { jobOrder } });
      await fleet.time.pass(MINUTE);
      // A change of an old one, which the next list shows.
      fleet.fake.editJob('a-200', { Status: 'FAILED' });
      await fleet.time.pass(25 * MINUTE);
      fleet.fake.addJob(quick('c'));
      await fleet.time.pass(25 * MINUTE);
      expect(donesOf(fleet)).deep.equal(['c']);
      expect(new Set(fleet.emitted.map(({ jobName }) => jobName))).all.keys('c');
      fleet.leave();
    });
  }

  it('are reported once, and their times never go back, where lists have whole seconds', async () => {
    const fleet = fleetOf({ jobs: [running('a')], behaviours: { listTimes: 'wholeSeconds' } });
    await fleet.time.pass(10_345);
    for (const name of ['b', 'c', 'd']) {
      fleet.fake.addJob(quick(name));
      await fleet.time.pass(2_777);
    }
    await fleet.time.pass(HOUR);
    expect([...donesOf(fleet)].sort()).deep.equal(['b', 'c', 'd']);
    for (const name of ['b', 'c', 'd']) {
      const jobs = fleet.emitted.flatMap(event =>
        event.type === 'job' && event.jobName === name ? [event.job] : [],
      );
      expect(new Set(jobs.map(({ CreationTime }) => Math.floor(Number(CreationTime) / 1_000)))).length(1);
      const times = jobs.map(({ LastModifiedTime }) => Number(LastModifiedTime));
      expect(times).deep.equal([...times].sort((a, b) => a - b));
    }
    fleet.leave();
  });

  it('are reported again where they run again, and where another one is created under their name', async () => {
    for (const behaviours of [
      { revival: { afterMs: 100_000, forMs: 100_000 } },
      { recreation: { afterMs: 20_000 } },
    ] satisfies ServiceBehaviours[]) {
      const fleet = fleetOf({ jobs: [quick('b')], behaviours });
      await fleet.time.pass(HOUR);
      expect(donesOf(fleet), JSON.stringify(behaviours)).deep.equal(['b', 'b']);
      const again = fleet.kinds('b').slice(fleet.kinds('b').indexOf('done') + 1);
      expect(again[0]).equal('job');
      expect(again.find(kind => kind !== 'job')).equal('added');
      fleet.leave();
    }
  });

  it('show no steps of the job before them where another one is created under their name', async () => {
    const fleet = fleetOf({
      jobs: [running('a'), quick('b')],
      behaviours: { recreation: { afterMs: 20_000 }, lagMs: { steps: 38_000 } },
    });
    await fleet.time.pass(HOUR);
    expect(donesOf(fleet)).deep.equal(['b', 'b']);
    const keys = fleet.emitted.flatMap(event =>
      event.type === 'step' && event.change === 'added' ? event.key : [],
    );
    expect(new Set(keys).size).equal(keys.length);
    fleet.leave();
  });

  it('are DELETED where another one is created under their name while they run', async () => {
    const fleet = fleetOf({ jobs: [running('a'), running('b')] });
    await fleet.time.pass(MINUTE);
    fleet.fake.removeJob('a');
    fleet.fake.addJob(running('a'));
    await fleet.time.pass(MINUTE);
    const done = fleet.emitted.find(({ type }) => type === 'done');
    expect(done).nested.include({ jobName: 'a', 'job.Status': 'DELETED' });
    expect(fleet.kinds('a').slice(-4)).deep.equal(['job', 'added', 'added', 'synced']);
    expect(donesOf(fleet)).deep.equal(['a']);
    fleet.leave();
  });

  it('are fresh when they are done, also while the list fails', async () => {
    let broken = false;
    const fleet = fleetOf({
      jobs: [running('a')],
      wrapper: around('listJobs', (_, next) =>
        broken ? Promise.reject(new ServiceError('down', 500)) : next(),
      ),
    });
    await fleet.time.pass(MINUTE);
    fleet.fake.editJob('a', { Status: 'COMPLETED' });
    await fleet.time.until(() => fleet.emitted.some(e => e.type === 'job' && e.job.Status === 'COMPLETED'));
    broken = true;
    await fleet.time.until(() => donesOf(fleet).length > 0, HOUR);
    expect(fleet.kinds('a')).include('stale');
    expect(fleet.kinds('a').slice(-2)).deep.equal(['fresh', 'done']);
    fleet.leave();
  });
});

describe('watchFleet: times of last changes', () => {
  it('of one job in the future hide no change of the others', async () => {
    const fleet = fleetOf({
      jobs: [running('a'), running('b'), running('ahead')],
      wrapper: api => ({
        ...api,
        listJobs: async (input, call) => {
          const { LastModifiedTimeAfter: after, ...rest } = input;
          const page = await api.listJobs(rest, call);
          const jobs = (page.InferenceRecommendationsJobs ?? []) as Record<string, unknown>[];
          const ahead = jobs.map(job =>
            job['JobName'] === 'ahead'
              ? { ...job, LastModifiedTime: (job['LastModifiedTime'] as number) + 600 }
              : job,
          );
          return {
            ...page,
            InferenceRecommendationsJobs: ahead.filter(
              job => after === undefined || (job['LastModifiedTime'] as number) > Number(after) / 1_000,
            ),
          };
        },
      }),
    });
    await fleet.time.pass(MINUTE);
    measure(fleet.fake, 'ahead', 1);
    await fleet.time.pass(30_000);
    for (let value = 1; value < 8; value++) {
      measure(fleet.fake, 'a', value);
      await fleet.time.pass(15_000);
      expect(shownAt(fleet.emitted, 'a', value)).not.equal(undefined);
    }
    // Between two lists of a quiet account, which are up to 20 s apart.
    for (let i = 0; i < 20; i++) {
      await fleet.time.pass(MINUTE + 700 * i);
      fleet.fake.addJob({ ...quick(`short-${String(i)}`), runMs: 100 });
      await fleet.time.pass(30_000);
      expect(donesOf(fleet), String(i)).include(`short-${String(i)}`);
    }
    fleet.leave();
  });
});

describe('watchFleet: lists of many jobs', () => {
  const startedAt = Date.UTC(2026, 0, 15, 8);
  const many = (count: number, name: string) =>
    Array.from({ length: count }, (_, n) => ({ name: `${name}-${n}`, startedAt: startedAt + 1_000 * n }));

  it('finds all running jobs at once although others end while their pages are read', async () => {
    const jobs = many(250, 'job').map(job => ({ ...running(job.name, { steps: 1 }), ...job }));
    let ended = 249;
    const fleet = fleetOf({
      jobs,
      perSecond: 20,
      wrapper: api => ({
        ...api,
        listJobs: async (input, call) => {
          const page = await api.listJobs(input, call);
          // With each page two of the newest jobs end.
          if (fleet.emitted.length === 0)
            for (let n = 0; n < 2; n++) fleet.fake.editJob(`job-${ended--}`, { Status: 'COMPLETED' });
          return page;
        },
      }),
    });
    await fleet.time.pass(5_000);
    const found = new Set(fleet.emitted.map(({ jobName }) => jobName));
    const missing = jobs.map(({ name }) => name).filter((name, n) => n <= ended && !found.has(name));
    expect(missing).deep.equal([]);
    fleet.leave();
  });

  it('costs as many calls, and shows changes as soon, where filters come after the page', async () => {
    // Pages of one job: the history has more empty pages in a row than a listing allows.
    const jobs = [
      ...many(600, 'old').map(job => ({ ...job, steps: 0, startedAt: job.startedAt - HOUR })),
      running('a'),
      running('b'),
    ];
    const fleet = fleetOf({ jobs, behaviours: { filters: 'afterPage', largestPage: 1 } });
    await fleet.time.pass(10 * MINUTE);
    const before = fleet.asked.length;
    for (let value = 0; value < 10; value++) {
      await fleet.time.pass(MINUTE);
      measure(fleet.fake, 'a', value);
      await fleet.time.until(() => shownAt(fleet.emitted, 'a', value) !== undefined, 20_000);
    }
    // A list is a page for each of the two jobs, and the page that shows that it is over.
    expect(fleet.asked.length - before).below(10 * 40);
    expect(fleet.kinds('a')).not.include('stale');
    fleet.leave();
  });

  it('finds a job that runs since long ago where filters come after the page', async () => {
    const jobs = [
      running('ancient', { startedAt: startedAt - 3 * HOUR }),
      ...many(500, 'old').map(job => ({ ...job, steps: 0 })),
      running('a'),
    ];
    const behaviours = { filters: 'afterPage', largestPage: 10 } as const;
    for (const nameContains of [undefined, 'a']) {
      const fleet = fleetOf({ jobs, behaviours, options: { nameContains } });
      await fleet.time.pass(2 * MINUTE);
      expect(fleet.kinds('ancient')).include('synced');
      expect(donesOf(fleet)).deep.equal([]);
      fleet.fake.addJob(quick('new-a'));
      await fleet.time.pass(3 * MINUTE);
      expect(donesOf(fleet)).deep.equal(['new-a']);
      fleet.leave();
    }
  });
});
