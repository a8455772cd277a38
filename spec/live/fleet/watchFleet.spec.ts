import { expect } from 'chai';
import { BehaviorSubject, Subject, throwError } from 'rxjs';
import {
  AccessDeniedError,
  ClosedError,
  DeadlineError,
  NetworkError,
  ServiceError,
  ValidationError,
} from '../../../src/core/errors.js';
import { around, fleetOf, measure, running, shownAt, type Asked, type Fleet } from '../../support/fleetOf.js';

const listsOf = ({ asked }: Fleet): readonly Asked[] =>
  asked.filter(({ operation }) => operation === 'listJobs');
const sweepsOf = ({ asked }: Fleet, name?: string): readonly Asked[] =>
  asked.filter(({ operation, jobName }) => operation === 'listSteps' && (name ?? jobName) === jobName);
const names = (count: number): readonly string[] => Array.from({ length: count }, (_, n) => `job-${n}`);
const MINUTE = 60_000;

/** Passes time until a value was shown, and answers how long it took. */
async function latency(fleet: Fleet, name: string, value: number, index = 0): Promise<number> {
  const from = fleet.time.monotonic();
  measure(fleet.fake, name, value, index);
  await fleet.time.until(() => shownAt(fleet.emitted, name, value) !== undefined, 60 * MINUTE);
  return shownAt(fleet.emitted, name, value)! - from;
}

describe('watchFleet: its jobs', () => {
  it('emits every running job: first the job, then its steps, then synced', async () => {
    const fleet = fleetOf({ jobs: [running('a'), running('b', { steps: 1 })] });
    await fleet.time.pass(10_000);
    expect(fleet.kinds('a').slice(0, 4)).deep.equal(['job', 'added', 'added', 'synced']);
    expect(fleet.kinds('b').slice(0, 3)).deep.equal(['job', 'added', 'synced']);
    // One page has all jobs.
    for (const { input } of listsOf(fleet)) expect(input).not.property('StatusEquals');
    fleet.leave();
  });

  it('emits nothing for jobs that had ended before', async () => {
    const fleet = fleetOf({ jobs: [{ name: 'ended' }, running('a')] });
    await fleet.time.pass(30 * MINUTE);
    expect(fleet.kinds('ended')).deep.equal([]);
    fleet.leave();
  });

  it('finds a new job as it starts', async () => {
    const fleet = fleetOf({ jobs: [running('a')] });
    await fleet.time.pass(10 * MINUTE);
    fleet.fake.addJob(running('new'));
    await fleet.time.pass(25_000);
    expect(fleet.kinds('new')).include.members(['job', 'added', 'synced']);
    fleet.leave();
  });

  it('finds the first job of an account without any', async () => {
    const fleet = fleetOf({ jobs: [] });
    await fleet.time.pass(MINUTE);
    fleet.fake.addJob(running('first'));
    await fleet.time.pass(25_000);
    expect(fleet.kinds('first')).include('synced');
    fleet.leave();
  });

  it('completes a job that ends, and emits nothing more for it', async () => {
    const steps = [{}, {}, {}];
    const job = { name: 'a', live: true, steps, lateSteps: 1, provisioningMs: 5_000, runMs: 20_000 };
    const fleet = fleetOf({ jobs: [job] });
    await fleet.time.pass(5 * MINUTE);
    const done = fleet.emitted.at(-1)!;
    expect(done).include({ type: 'done', jobName: 'a' });
    expect(done).nested.property('job.Status', 'COMPLETED');
    expect(done).nested.property('job.InferenceRecommendations').not.empty;
    expect(fleet.kinds('a').filter(kind => kind === 'added')).length(3);
    const count = fleet.emitted.length;
    await fleet.time.pass(30 * MINUTE);
    expect(fleet.emitted).length(count);
    expect(fleet.error()).equal(undefined);
    fleet.leave();
  });

  it('emits each final status', async () => {
    const script = { live: true, steps: 1, provisioningMs: 5_000, runMs: 20_000, stoppingMs: 5_000 };
    const fleet = fleetOf({
      jobs: [{ ...script, name: 'failing', status: 'FAILED' }, running('stopped'), running('deleted')],
    });
    await fleet.time.pass(10_000);
    fleet.fake.stopJob('stopped');
    fleet.fake.deleteJob('deleted');
    await fleet.time.pass(5 * MINUTE);
    const ends = fleet.emitted.flatMap(event => (event.type === 'done' ? [event.job.Status] : []));
    expect(ends.sort()).deep.equal(['DELETED', 'FAILED', 'STOPPED']);
    fleet.leave();
  });

  it('emits a job that starts and ends between two lists', async () => {
    const fleet = fleetOf({ jobs: [running('a')], options: { minIntervalMs: 60_000 } });
    await fleet.time.pass(90_000);
    fleet.fake.addJob({
      name: 'quick',
      live: true,
      steps: 1,
      pendingMs: 0,
      provisioningMs: 1_000,
      runMs: 2_000,
    });
    await fleet.time.pass(8 * MINUTE);
    expect(fleet.kinds('quick')).include.members(['added', 'done']);
    fleet.leave();
  });

  it('ends a job that vanishes as DELETED', async () => {
    const fleet = fleetOf({ jobs: [running('a'), running('b')] });
    await fleet.time.pass(MINUTE);
    fleet.fake.removeJob('a');
    await fleet.time.pass(11 * MINUTE);
    expect(fleet.emitted.filter(event => event.jobName === 'a').at(-1)).nested.include({
      type: 'done',
      'job.Status': 'DELETED',
    });
    expect(fleet.kinds('b')).not.include('done');
    fleet.leave();
  });

  it('starts with the running jobs of an account with more jobs than a page has', async () => {
    const old = names(120).map(name => ({ name: `old-${name}`, steps: 0 }));
    const fleet = fleetOf({ jobs: [running('a', { startedAt: Date.UTC(2026, 0, 15, 7) }), ...old] });
    await fleet.time.pass(10_000);
    expect(listsOf(fleet).map(({ input }) => input['StatusEquals'])).deep.equal([
      undefined,
      'PENDING',
      'IN_PROGRESS',
      'STOPPING',
      undefined,
      ...listsOf(fleet)
        .slice(5)
        .map(() => undefined),
    ]);
    expect(fleet.kinds('a')).include('synced');
    expect(new Set(fleet.emitted.map(({ jobName }) => jobName))).all.keys('a');
    fleet.leave();
  });

  it('lists jobs by the given names and times of creation', async () => {
    const creationTimeAfter = new Date('2026-01-15T08:00:00Z');
    const jobs = [
      running('nightly-1'),
      running('other'),
      running('nightly-0', { startedAt: Date.UTC(2026, 0, 15, 7) }),
    ];
    const fleet = fleetOf({ jobs, options: { nameContains: 'nightly', creationTimeAfter } });
    await fleet.time.pass(11 * MINUTE);
    expect(new Set(fleet.emitted.map(({ jobName }) => jobName))).all.keys('nightly-1');
    for (const { input } of listsOf(fleet)) {
      expect(input).include({ NameContains: 'nightly', CreationTimeAfter: creationTimeAfter });
    }
    fleet.leave();
  });
});

describe('watchFleet: its requests', () => {
  it('lists the steps only of jobs that changed', async () => {
    const fleet = fleetOf({ jobs: names(6).map(name => running(name)), options: { maxIntervalMs: 2_000 } });
    await fleet.time.pass(30_000);
    const before = sweepsOf(fleet).length;
    for (let value = 0; value < 10; value++) {
      measure(fleet.fake, 'job-3', value);
      await fleet.time.pass(4_000);
    }
    const later = sweepsOf(fleet).slice(before);
    expect(later.filter(({ jobName }) => jobName === 'job-3')).length.least(10);
    // A resync for each 4.8 s of the 40 s.
    expect(later.filter(({ jobName }) => jobName !== 'job-3')).length.most(9);
    fleet.leave();
  });

  it('lists what has changed since the newest change, with an overlap, in the time of the service', async () => {
    const fleet = fleetOf({ jobs: [running('a')] });
    await fleet.time.pass(MINUTE);
    measure(fleet.fake, 'a', 1);
    const changedAt = fleet.fake.now();
    await fleet.time.until(() => shownAt(fleet.emitted, 'a', 1) !== undefined);
    const count = listsOf(fleet).length;
    await fleet.time.until(() => listsOf(fleet).length > count + 1);
    const { LastModifiedTimeAfter, ...input } = listsOf(fleet).at(-1)!.input as Record<string, unknown>;
    // The overlap is ten seconds, and the time that the list before took.
    expect(Number(LastModifiedTimeAfter)).within(changedAt - 10_200, changedAt - 10_000);
    expect(input).deep.equal({
      MaxResults: 100,
      SortBy: 'CreationTime',
      SortOrder: 'Descending',
    });
    await fleet.time.pass(MINUTE);
    expect(listsOf(fleet).at(-1)?.input).deep.include({ LastModifiedTimeAfter: new Date(changedAt) });
    fleet.leave();
  });

  it('costs a call a cycle for a hundred unchanged jobs', async () => {
    const fleet = fleetOf({ jobs: names(100).map(name => running(name)) });
    await fleet.time.pass(10 * MINUTE);
    const before = fleet.asked.length;
    await fleet.time.pass(60 * MINUTE);
    expect(fleet.asked.length - before).within(350, 432);
    fleet.leave();
  });

  it('leaves a fifth of the quota to others, however much there is to do', async () => {
    for (const [options, perMinute] of [
      [{}, 96],
      [{ quotaShare: 0.5 }, 60],
      [{ quotaShare: 1 }, 120],
    ] as const) {
      const jobs = names(100).map(name => running(name, { modifiedBySteps: false }));
      const fleet = fleetOf({ jobs, options, keepsShare: true });
      await fleet.time.pass(2 * MINUTE);
      let value = 0;
      const change = (): void => {
        fleet.time.after(1_000, () => {
          measure(fleet.fake, `job-${value % 100}`, value++);
          change();
        });
      };
      change();
      await fleet.time.pass(5 * MINUTE);
      const before = fleet.asked.length;
      await fleet.time.pass(4 * MINUTE);
      expect((fleet.asked.length - before) / 4).within(perMinute - 1, perMinute + 1);
      fleet.leave();
    }
  });

  it('reads what a list has shown before it lists again, for ten seconds at most', async () => {
    const fleet = fleetOf({ jobs: names(60).map(name => running(name)) });
    await fleet.time.pass(2 * MINUTE);
    for (const name of names(60)) measure(fleet.fake, name, 1);
    const count = fleet.asked.length;
    await fleet.time.until(() => shownAt(fleet.emitted, 'job-0', 1) !== undefined, MINUTE);
    await fleet.time.until(() => names(60).every(name => shownAt(fleet.emitted, name, 1) !== undefined));
    const lists = fleet.asked.slice(count).filter(({ operation }) => operation === 'listJobs');
    expect(lists.length).within(3, 6);
    for (const [index, { at }] of lists.entries())
      if (index > 0) expect(at - lists[index - 1]!.at).within(500, 13_000);
    fleet.leave();
  });

  it('resyncs each job within forty minutes, however many there are', async () => {
    const fleet = fleetOf({ jobs: names(400).map(name => running(name)) });
    await fleet.time.pass(10 * MINUTE);
    const before = fleet.asked.length;
    await fleet.time.pass(45 * MINUTE);
    const later = fleet.asked.slice(before);
    expect(new Set(later.map(({ jobName }) => jobName)).size).equal(401);
    // A list each ten seconds, a resync each six, and the census.
    expect(later.length / 45).below(18);
    fleet.leave();
  });

  it('makes its calls in the background', async () => {
    const fleet = fleetOf({ jobs: [running('a'), { name: 'b', live: true, steps: 1, runMs: 5_000 }] });
    await fleet.time.pass(10 * MINUTE);
    expect(new Set(fleet.asked.map(({ operation }) => operation))).all.keys(
      'listJobs',
      'listSteps',
      'describeJob',
    );
    expect(new Set(fleet.asked.map(({ options }) => options.priority))).all.keys('background');
    fleet.leave();
  });

  it('finds a change within the second of the one before, where times are whole seconds', async () => {
    const fleet = fleetOf({
      jobs: [running('a')],
      options: { maxIntervalMs: 2_000 },
      perSecond: 100,
      wrapper: api => ({
        ...api,
        listJobs: async (input, call) => {
          const { InferenceRecommendationsJobs: jobs = [], ...page } = await api.listJobs(input, call);
          const whole = jobs.map(job => {
            const { LastModifiedTime: time, ...rest } = job as { readonly LastModifiedTime: number };
            return { ...rest, LastModifiedTime: Math.floor(time) };
          });
          return { ...page, InferenceRecommendationsJobs: whole };
        },
      }),
    });
    await fleet.time.pass(30_000);
    for (let value = 0; value < 40; value += 2) {
      // The first one at the beginning of a second; the second one as soon as a list has shown it.
      await fleet.time.pass(1_000 - (fleet.time.monotonic() % 1_000));
      measure(fleet.fake, 'a', value);
      const seen = (): boolean => shownAt(fleet.emitted, 'a', value) !== undefined;
      const count = listsOf(fleet).length;
      await fleet.time.until(() => listsOf(fleet).length > count);
      await fleet.time.pass(60);
      expect(seen()).equal(false);
      const from = fleet.time.monotonic();
      measure(fleet.fake, 'a', value + 1, 1);
      await fleet.time.until(() => shownAt(fleet.emitted, 'a', value + 1) !== undefined, MINUTE);
      expect(fleet.time.monotonic() - from).below(5_000);
    }
    fleet.leave();
  });
});

describe('watchFleet: lists that miss changes', () => {
  const lying = (name: string) => running(name, { modifiedBySteps: false });

  it('finds changes that LastModifiedTime doesn’t show, and polls that job from then on', async () => {
    const fleet = fleetOf({ jobs: [running('a'), running('b'), lying('liar')] });
    await fleet.time.pass(10 * MINUTE);
    expect(await latency(fleet, 'liar', 1)).below(5 * MINUTE);
    await fleet.time.pass(30_000);
    for (let value = 2; value < 8; value++) expect(await latency(fleet, 'liar', value)).below(20_000);
    const before = sweepsOf(fleet, 'a').length;
    for (let value = 8; value < 20; value++) await latency(fleet, 'liar', value);
    expect(sweepsOf(fleet, 'a').length - before).below(sweepsOf(fleet, 'liar').length / 2);
    fleet.leave();
  });

  it('resyncs all jobs as soon as one change was missed', async () => {
    const fleet = fleetOf({ jobs: names(40).map(lying) });
    await fleet.time.pass(10 * MINUTE);
    const from = fleet.time.monotonic();
    for (const name of names(40)) measure(fleet.fake, name, 1);
    await fleet.time.until(() => names(40).every(name => shownAt(fleet.emitted, name, 1) !== undefined));
    expect(fleet.time.monotonic() - from).below(2 * MINUTE);
    fleet.leave();
  });

  it('relies on the list for a job whose change was found just before the list showed it', async () => {
    const fleet = fleetOf({ jobs: names(3).map(name => running(name)) });
    await fleet.time.pass(MINUTE);
    // Just before each resync every job changes.
    for (let value = 0; value < 30; value++) {
      await fleet.time.pass(10_000 * (1 + (value % 7) / 7));
      for (const name of names(3)) measure(fleet.fake, name, value);
    }
    await fleet.time.pass(5 * MINUTE);
    const before = fleet.asked.length;
    await fleet.time.pass(10 * MINUTE);
    // A job that isn't reliably listed would be polled each minute.
    expect(fleet.asked.length - before).below(80);
    fleet.leave();
  });

  it('describes a job that is missing in a complete list, until it is known why', async () => {
    let hidden = false;
    let failures = 1;
    const fleet = fleetOf({
      jobs: [running('a'), running('b')],
      wrapper: api => ({
        ...api,
        describeJob: async (input, call) => {
          if (hidden && failures-- > 0) throw new NetworkError('reset');
          return api.describeJob(input, call);
        },
        listJobs: async (input, call) => {
          const page = await api.listJobs(input, call);
          const seen = page.InferenceRecommendationsJobs?.filter(
            job => !hidden || (job as { JobName: string }).JobName !== 'a',
          );
          return { ...page, InferenceRecommendationsJobs: seen ?? [] };
        },
      }),
    });
    await fleet.time.pass(MINUTE);
    hidden = true;
    // Its steps go on, so that only the job shows it.
    fleet.fake.editJob('a', { Status: 'COMPLETED' });
    await fleet.time.pass(8 * MINUTE);
    expect(fleet.kinds('a')).not.include('done');
    // The steps that still run are waited for.
    await fleet.time.pass(4 * MINUTE);
    expect(fleet.emitted.findLast(({ jobName }) => jobName === 'a'))
      .include({ type: 'done' })
      .property('unfinished')
      .length(2);
    fleet.leave();
  });

  it('stops the resyncs of the others after many without a change', async () => {
    const fleet = fleetOf({ jobs: [lying('liar'), ...names(20).map(name => running(name))] });
    await fleet.time.pass(MINUTE);
    await latency(fleet, 'liar', 1);
    await fleet.time.pass(5 * MINUTE);
    const before = names(20).flatMap(name => sweepsOf(fleet, name)).length;
    await fleet.time.pass(10 * MINUTE);
    expect(names(20).flatMap(name => sweepsOf(fleet, name)).length - before).below(30);
    fleet.leave();
  });

  it('finds out that a job has ended though no list shows it', async () => {
    const fleet = fleetOf({
      jobs: [running('a'), running('b')],
      wrapper: api => ({
        ...api,
        listJobs: async (input, call) => {
          const page = await api.listJobs(input, call);
          const others = page.InferenceRecommendationsJobs?.filter(
            job => (job as { JobName: string }).JobName !== 'a',
          );
          return input.LastModifiedTimeAfter === undefined
            ? page
            : { ...page, InferenceRecommendationsJobs: others! };
        },
      }),
    });
    await fleet.time.pass(MINUTE);
    fleet.fake.stopJob('a');
    await fleet.time.pass(12 * MINUTE);
    expect(fleet.kinds('a').at(-1)).equal('done');
    fleet.leave();
  });
});

describe('watchFleet: the order of polls', () => {
  it('doesn’t let one busy job hold up others', async () => {
    const fleet = fleetOf({ jobs: names(20).map(name => running(name, { steps: 20 })) });
    await fleet.time.pass(MINUTE);
    let value = 1_000;
    const busy = (): void => {
      fleet.time.after(200, () => {
        measure(fleet.fake, 'job-0', value++, 1);
        busy();
      });
    };
    busy();
    await fleet.time.pass(30_000);
    for (let other = 1; other < 20; other++) {
      expect(await latency(fleet, `job-${other}`, 1)).below(5_000);
    }
    fleet.leave();
  });

  it('polls unchanged jobs, too, while others always change', async () => {
    const fleet = fleetOf({
      jobs: [...names(8).map(name => running(name)), running('liar', { modifiedBySteps: false })],
    });
    await fleet.time.pass(MINUTE);
    let value = 1_000;
    const busy = (): void => {
      fleet.time.after(250, () => {
        measure(fleet.fake, `job-${value % 8}`, value++);
        busy();
      });
    };
    busy();
    await latency(fleet, 'liar', 1);
    for (let next = 2; next < 10; next++) expect(await latency(fleet, 'liar', next)).below(30_000);
    fleet.leave();
  });

  it('polls a prioritized job before the others', async () => {
    const prioritize$ = new BehaviorSubject<ReadonlySet<string>>(new Set());
    const jobs = names(60).map(name => running(name, { modifiedBySteps: false }));
    const fleet = fleetOf({ jobs, options: { prioritize$ } });
    await fleet.time.pass(5 * MINUTE);
    for (const name of names(60)) measure(fleet.fake, name, 1);
    await fleet.time.pass(5 * MINUTE);
    // Now no job is reliably listed, and all of them are polled in turn.
    let value = 1_000;
    const busy = (): void => {
      fleet.time.after(1_000, () => {
        for (const name of names(60)) measure(fleet.fake, name, value, 1);
        value++;
        busy();
      });
    };
    busy();
    await fleet.time.pass(MINUTE);
    const others: number[] = [];
    for (const name of names(60).slice(50)) others.push(await latency(fleet, name, 2_000_000));
    prioritize$.next(new Set(['job-31', 'none-of-this-name']));
    await fleet.time.pass(10_000);
    const prioritized: number[] = [];
    for (let next = 0; next < 5; next++) prioritized.push(await latency(fleet, 'job-31', 3_000_000 + next));
    expect(Math.max(...prioritized)).below(8_000);
    expect(Math.max(...others)).above(16_000);
    prioritize$.next(new Set());
    await fleet.time.pass(MINUTE);
    const later: number[] = [];
    for (let next = 0; next < 5; next++) later.push(await latency(fleet, 'job-31', 4_000_000 + next));
    expect(Math.max(...later)).above(8_000);
    fleet.leave();
  });

  it('polls a job at once when it is prioritized', async () => {
    const prioritize$ = new Subject<ReadonlySet<string>>();
    const fleet = fleetOf({ jobs: [running('a'), running('b')], options: { prioritize$ } });
    await fleet.time.pass(5 * MINUTE);
    const before = sweepsOf(fleet, 'b').length;
    prioritize$.next(new Set(['b']));
    await fleet.time.pass(600);
    expect(sweepsOf(fleet, 'b').length - before).equal(1);
    fleet.leave();
  });

  it('doesn’t wait for a poll that stalls', async () => {
    const fleet = fleetOf({
      jobs: names(12).map(name => running(name)),
      wrapper: (api, time) =>
        around('listSteps', async (jobName, next) => {
          if (Number(jobName?.slice(4)) < 4) {
            await time.sleep(30_000);
            throw new DeadlineError('stalled');
          }
          return next();
        })(api),
    });
    await fleet.time.pass(15_000);
    for (const name of names(12).slice(4)) expect(fleet.kinds(name), name).include('synced');
    fleet.leave();
  });
});

describe('watchFleet: when calls fail', () => {
  it('emits stale for each job while the list fails, and fresh when it succeeds', async () => {
    let broken = false;
    const fleet = fleetOf({
      jobs: [running('a'), running('b')],
      wrapper: around('listJobs', (_, next) =>
        broken ? Promise.reject(new ServiceError('down', 500)) : next(),
      ),
    });
    await fleet.time.pass(MINUTE);
    broken = true;
    await fleet.time.pass(MINUTE);
    for (const name of ['a', 'b']) {
      const stale = fleet.emitted.filter(event => event.jobName === name && event.type === 'stale');
      expect(stale).length(1);
      expect(stale[0]).nested.property('cause.code', 'SERVICE');
      expect(stale[0]).property('ageMs').within(1, 30_000);
    }
    broken = false;
    await fleet.time.pass(MINUTE);
    expect(fleet.kinds('a').at(-1)).equal('fresh');
    expect(fleet.kinds('b').at(-1)).equal('fresh');
    fleet.leave();
  });

  it('emits fresh for a job whose poll failed as soon as one succeeds', async () => {
    let listBroken = false;
    let broken = false;
    const fleet = fleetOf({
      jobs: names(10).map(name => running(name)),
      wrapper: api =>
        around('listSteps', (_, next) => (broken ? Promise.reject(new ServiceError('down', 500)) : next()))(
          around('listJobs', (_, next) =>
            listBroken ? Promise.reject(new ServiceError('down', 500)) : next(),
          )(api),
        ),
    });
    const stale = (): number => fleet.emitted.filter(({ type }) => type === 'stale').length;
    const fresh = (): number => fleet.emitted.filter(({ type }) => type === 'fresh').length;
    await fleet.time.pass(MINUTE);
    listBroken = true;
    await fleet.time.until(() => stale() === 10, MINUTE);
    listBroken = false;
    await fleet.time.until(() => fresh() === 10, MINUTE);
    broken = true;
    await fleet.time.until(() => stale() === 11, 5 * MINUTE);
    broken = false;
    await fleet.time.until(() => fresh() === 11, 3_000);
    fleet.leave();
  });

  it('emits nothing for a failed list for a job that doesn’t depend on it', async () => {
    let broken = false;
    const fleet = fleetOf({
      jobs: [running('a'), running('liar', { modifiedBySteps: false })],
      wrapper: around('listJobs', (_, next) =>
        broken ? Promise.reject(new ServiceError('down', 500)) : next(),
      ),
    });
    await fleet.time.pass(MINUTE);
    await latency(fleet, 'liar', 1);
    await fleet.time.pass(30_000);
    broken = true;
    await fleet.time.pass(2 * MINUTE);
    expect(fleet.kinds('a')).include('stale');
    expect(fleet.kinds('liar')).not.include('stale');
    fleet.leave();
  });

  it('fails where the service refuses the first list as invalid, and retries where it accepted one before', async () => {
    let broken = true;
    const setting = {
      jobs: [running('a')],
      wrapper: around('listJobs', (_, next) => (broken ? Promise.reject(new ValidationError('no')) : next())),
    };
    const refused = fleetOf(setting);
    await refused.time.pass(1_000);
    expect(refused.error()?.code).equal('VALIDATION');
    broken = false;
    const fleet = fleetOf(setting);
    await fleet.time.pass(MINUTE);
    broken = true;
    await fleet.time.pass(MINUTE);
    broken = false;
    await fleet.time.pass(MINUTE);
    expect(fleet.kinds('a').slice(-2)).deep.equal(['stale', 'fresh']);
    fleet.leave();
  });

  it('emits stale for the one job whose steps can’t be listed', async () => {
    let broken = true;
    const fleet = fleetOf({
      jobs: [running('a'), running('b')],
      options: { maxIntervalMs: 2_000 },
      wrapper: around('listSteps', (jobName, next) =>
        broken && jobName === 'a' ? Promise.reject(new NetworkError('reset')) : next(),
      ),
    });
    await fleet.time.pass(5 * MINUTE);
    expect(fleet.kinds('a')).deep.equal(['job', 'stale']);
    expect(fleet.kinds('b')).not.include('stale');
    // Backed off: from under two seconds to half a minute.
    expect(sweepsOf(fleet, 'a')).length.within(8, 25);
    for (let value = 0; value < 10; value++) expect(await latency(fleet, 'b', value)).below(5_000);
    broken = false;
    await fleet.time.pass(MINUTE);
    expect(fleet.kinds('a')).deep.equal(['job', 'stale', 'added', 'added', 'synced', 'fresh']);
    fleet.leave();
  });

  it('doesn’t hammer a service that is down', async () => {
    const fleet = fleetOf({
      jobs: names(100).map(name => running(name)),
      wrapper: around('listSteps', () => Promise.reject(new ServiceError('down', 503))),
    });
    await fleet.time.pass(10 * MINUTE);
    expect(sweepsOf(fleet)).length.most(150);
    fleet.leave();
  });

  it('waits for new credentials', async () => {
    let refused = false;
    const fleet = fleetOf({
      jobs: [running('a')],
      wrapper: around('listJobs', (_, next) =>
        refused ? Promise.reject(new AccessDeniedError('no')) : next(),
      ),
    });
    await fleet.time.pass(MINUTE);
    refused = true;
    await fleet.time.pass(4 * MINUTE);
    expect(fleet.error()).equal(undefined);
    refused = false;
    await fleet.time.pass(MINUTE);
    expect(fleet.kinds('a').slice(-2)).deep.equal(['stale', 'fresh']);
    refused = true;
    await fleet.time.pass(4 * MINUTE);
    expect(fleet.error()).equal(undefined);
    await fleet.time.pass(2 * MINUTE);
    expect(fleet.error()?.code).equal('ACCESS_DENIED');
    expect(fleet.time.timers()).equal(0);
  });

  it('fails when access to all steps is denied, though the jobs can be listed', async () => {
    const fleet = fleetOf({
      jobs: [running('a'), running('b')],
      options: { credentialsGraceMs: 20_000 },
      wrapper: around('listSteps', () => Promise.reject(new AccessDeniedError('no'))),
    });
    await fleet.time.pass(18_000);
    expect(fleet.error()).equal(undefined);
    await fleet.time.pass(10_000);
    expect(fleet.error()?.code).equal('ACCESS_DENIED');
    fleet.leave();
  });

  it('starts a new grace period after a poll that succeeded', async () => {
    let refused = false;
    const fleet = fleetOf({
      jobs: names(4).map(name => running(name)),
      options: { credentialsGraceMs: 30_000, maxIntervalMs: 2_000 },
      wrapper: around('listSteps', (_, next) =>
        refused ? Promise.reject(new AccessDeniedError('no')) : next(),
      ),
    });
    for (let i = 0; i < 5; i++) {
      refused = false;
      await fleet.time.pass(MINUTE);
      refused = true;
      await fleet.time.pass(20_000);
      expect(fleet.error()).equal(undefined);
    }
    fleet.leave();
  });

  it('fails with the connection, and leaves nothing', async () => {
    let closed = false;
    const closing = (): Promise<never> => Promise.reject(new ClosedError());
    const fleet = fleetOf({
      jobs: [running('a'), running('b')],
      wrapper: around('listSteps', (_, next) => (closed ? closing() : next())),
    });
    await fleet.time.pass(MINUTE);
    closed = true;
    measure(fleet.fake, 'a', 1);
    await fleet.time.pass(30_000);
    expect(fleet.error()?.code).equal('CLOSED');
    expect(fleet.time.timers()).equal(0);
  });

  it('goes on with a step that can’t be decoded, and emits done all the same', async () => {
    const fleet = fleetOf({
      jobs: [{ name: 'a', live: true, steps: 3, provisioningMs: 5_000, runMs: 20_000 }, running('b')],
    });
    fleet.fake.fault('wrongType', {
      operation: 'ListInferenceRecommendationsJobSteps',
      jobName: 'a',
      call: { from: 1 },
    });
    await fleet.time.pass(10 * MINUTE);
    const stale = fleet.emitted.find(event => event.jobName === 'a' && event.type === 'stale');
    expect(stale).nested.property('cause.code', 'DECODE');
    expect(fleet.kinds('a').at(-1)).equal('done');
    expect(fleet.error()).equal(undefined);
    fleet.leave();
  });

  it('follows a job of which the list is malformed', async () => {
    const fleet = fleetOf({ jobs: [running('a')] });
    fleet.fake.fault('badTimestamp', {
      operation: 'ListInferenceRecommendationsJobs',
      call: { from: 1 },
    });
    await fleet.time.pass(MINUTE);
    expect(fleet.kinds('a')).include('synced');
    expect(await latency(fleet, 'a', 1)).below(2 * MINUTE);
    fleet.leave();
  });

  it('goes on where the steps of a job that is over don’t settle, and emits stale', async () => {
    const fleet = fleetOf({ jobs: [running('a'), running('b')] });
    await fleet.time.pass(20_000);
    fleet.fake.stopJob('a');
    let value = 1;
    let restless = true;
    const change = (): void => {
      fleet.time.after(400, () => {
        if (restless) measure(fleet.fake, 'a', value++);
        change();
      });
    };
    change();
    await fleet.time.pass(7 * MINUTE);
    expect(fleet.emitted.find(event => event.type === 'stale')).nested.property('cause.code', 'UNSETTLED');
    expect(fleet.kinds('a')).not.include('done');
    restless = false;
    await fleet.time.pass(3 * MINUTE);
    expect(fleet.kinds('a').slice(-2)).deep.equal(['fresh', 'done']);
    fleet.leave();
  });

  it('emits stale for jobs that wait too long for a poll', async () => {
    const jobs = names(100).map(name => running(name));
    const fleet = fleetOf({ jobs, perSecond: 0.5, options: { staleAfterMs: 60_000 } });
    await fleet.time.pass(2 * MINUTE);
    const lag = fleet.emitted.filter(event => event.type === 'stale');
    expect(lag).length.above(10);
    for (const event of lag) expect(event).nested.property('cause.code', 'POLL_LAG');
    fleet.leave();
  });
});

describe('watchFleet: start and end', () => {
  it('makes no call before it is subscribed to, and copies its options', async () => {
    const fleet = fleetOf({ jobs: [running('a')], options: Object.freeze({ nameContains: 'a' }) });
    expect(fleet.asked).length(0);
    await fleet.time.pass(1_000);
    expect(fleet.asked).length.above(0);
    fleet.leave();
  });

  it('leaves no timer and no call, wherever it is unsubscribed from', async () => {
    for (let after = 0; after < 12_000; after += 370) {
      const fleet = fleetOf({ jobs: names(10).map(name => running(name)) });
      await fleet.time.pass(after);
      fleet.leave();
      const { length } = fleet.asked;
      // The timer of the quota, though no call waits any more.
      await fleet.time.pass(1_000);
      expect(fleet.time.timers(), `timers after ${after} ms`).equal(0);
      await fleet.time.pass(MINUTE);
      expect(fleet.asked).length(length);
      expect(fleet.fake.stats().openRequests).equal(0);
      expect(fleet.error()).equal(undefined);
    }
  });

  it('leaves no timer where a subscriber unsubscribes with an event', async () => {
    for (let events = 1; events <= 60; events++) {
      let broken = false;
      const fleet = fleetOf({
        jobs: names(3).map(name => running(name)),
        take: events,
        options: { maxIntervalMs: 2_000 },
        wrapper: around('listJobs', (_, next) =>
          broken ? Promise.reject(new ServiceError('down', 500)) : next(),
        ),
      });
      await fleet.time.pass(5_000);
      for (let phase = 0; fleet.emitted.length < events; phase++) {
        broken = phase % 3 === 1;
        if (phase % 3 === 0) for (const name of names(3)) measure(fleet.fake, name, phase);
        await fleet.time.pass(8_000);
      }
      expect(fleet.emitted).length(events);
      await fleet.time.pass(1_000);
      expect(fleet.time.timers(), `timers after event ${events}`).equal(0);
    }
  });

  it('fails with the error of prioritize$', async () => {
    const prioritize$ = new Subject<ReadonlySet<string>>();
    const fleet = fleetOf({ jobs: [running('a')], options: { prioritize$ } });
    await fleet.time.pass(10_000);
    const failure = new Error('whoever looks');
    prioritize$.error(failure);
    expect(fleet.error()).equal(failure);
    await fleet.time.pass(1_000);
    expect(fleet.time.timers()).equal(0);
  });

  it('makes no call where prioritize$ fails at once', async () => {
    const fleet = fleetOf({
      jobs: [running('a')],
      options: { prioritize$: throwError(() => new Error('no')) },
    });
    await fleet.time.pass(1_000);
    expect(fleet.error()).property('message', 'no');
    expect(fleet.asked).length(0);
  });

  it('fails with what isn’t a set of names', async () => {
    const prioritize$ = new Subject<ReadonlySet<string>>();
    const fleet = fleetOf({ jobs: [running('a')], options: { prioritize$ } });
    prioritize$.next(['a'] as never);
    expect(fleet.error()).include({ code: 'INVALID_INPUT', option: 'fleet.prioritize$' });
    expect(prioritize$.observed).equal(false);
  });

  it('goes on with the last set when prioritize$ completes, and unsubscribes from it', async () => {
    const prioritize$ = new BehaviorSubject<ReadonlySet<string>>(new Set(['a']));
    const fleet = fleetOf({ jobs: [running('a'), running('b')], options: { prioritize$ } });
    await fleet.time.pass(MINUTE);
    const polled = sweepsOf(fleet, 'a').length;
    expect(polled).above(sweepsOf(fleet, 'b').length);
    fleet.leave();
    expect(prioritize$.observed).equal(false);
  });

  it('checks its options before any call', () => {
    const fleet = fleetOf({ jobs: [running('a')], options: { minIntervalMs: 0 } });
    expect(fleet.error()).include({ code: 'INVALID_INPUT', option: 'fleet.minIntervalMs' });
    expect(fleet.asked).length(0);
  });
});
