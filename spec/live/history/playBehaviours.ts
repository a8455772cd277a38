import { expect } from 'chai';
import { pipe } from 'fp-ts/lib/function.js';
import { withWholePages } from '../../../src/api/withWholePages.js';
import { StepstreamError } from '../../../src/core/errors.js';
import type { Step } from '../../../src/core/step.js';
import { endpointOf } from '../../../src/live/job/matchSteps.js';
import { sharedJobList } from '../../../src/live/sharedJobList.js';
import { watchJob } from '../../../src/live/watchJob.js';
import { serviceBehaviours, type ScriptedFault, type ServiceBehaviours } from '../../../src/testing/index.js';
import { integer, pick, seededRandom } from '../../../src/testing/random.js';
import type { SimulatedJob } from '../../../src/testing/simulatedJob.js';
import { virtualApi, virtualFake, withLatency } from '../../support/virtualApi.js';
import { virtualTime } from '../../support/virtualTime.js';
import { watchChecker } from '../../support/watchChecker.js';
import { otherJobs, otherWatches } from './otherWatches.js';
import { trace } from './trace.js';
import { disturb, JOB, lives, PASSING, scriptOf, stepsIn } from './life.js';
import { randomlyEvery } from './randomlyEvery.js';

/** How a history under behaviours ended. */
export interface PlayedBehaviours {
  readonly behaviours: ServiceBehaviours;
  readonly ended: 'done' | 'unsettled';
  readonly status: string | undefined;
}

/** Watches with which a history shares a list of jobs. */
type ListedWith = 'idle' | 'others';

/** Time before the end of a job from which on its steps aren't disturbed: a replica that lags shows all of it. */
const QUIET_MS = 120_000;

/**
 * Watches a job of a service that behaves as `serviceBehaviours(seed)` says, while calls fail and steps come and
 * go. Fails with the seed in the message unless each event fits the one before, no status goes back, and the
 * replayed steps at `done` are those that the job has. `listedWith`: it shares a list of jobs, with another watch that
 * never polls, or with up to four watches of other jobs, which join and leave.
 */
export async function playBehaviours(seed: number, listedWith?: ListedWith): Promise<PlayedBehaviours> {
  const behaviours = behavioursOf(seed);
  try {
    return await play(seed, behaviours, listedWith);
  } catch (error) {
    const on = JSON.stringify(behaviours);
    const message = `history ${String(seed)} (repeat it: BEHAVIOURS=${String(seed)}) of ${on}: ${String(error)}`;
    throw new Error(message, { cause: error });
  }
}

/** A combination of all behaviours, in two of five seeds with a list that moves for certain. */
function behavioursOf(seed: number): ServiceBehaviours {
  const drawn = serviceBehaviours(seed);
  const random = seededRandom(seed + 2e6);
  if (random() > 0.4) return drawn;
  const listOrder = pick(random, ['newestFirst', 'newestFirst', 'flips', 'random'] as const);
  return { ...drawn, listOrder, largestPage: pick(random, [2, 5, 10]) };
}

async function play(
  seed: number,
  behaviours: ServiceBehaviours,
  listedWith: ListedWith | undefined,
): Promise<PlayedBehaviours> {
  const random = seededRandom(seed);
  const time = virtualTime(seededRandom(seed + 1e6));
  const script = { ...scriptOf(random, JOB, 30), lateSteps: 0, stoppingMs: integer(random, 0, 10_000) };
  const company = seededRandom(seed + 3e6);
  const others = listedWith === 'others' ? otherJobs(company) : [];
  const fake = virtualFake(time, { seed, behaviours, jobs: [script, ...others] });
  const createdAt = fake.now();
  let job: SimulatedJob | undefined;
  /** The watched job: not the one that may be created under its name later. */
  const look = (): void => {
    const present = fake.world.job(JOB, fake.now());
    if (present?.timeline.createdAt === createdAt) job = present;
  };
  const api = pipe(virtualApi(fake), withLatency(time, integer(random, 1, 1_500)), withWholePages);
  // One of two steps with one endpoint name may be removed while the other one has just begun.
  const restarts = behaviours.sharedEndpoint === true;
  const checker = watchChecker(JOB, undefined, { restarts, revivals: behaviours.revival !== undefined });
  let events = 0;
  let ended: unknown;
  let broken: unknown;

  const options = { minIntervalMs: 5_000, maxIntervalMs: 20_000, appearsWithinMs: 60_000 };
  const jobList = listedWith === undefined ? undefined : sharedJobList(api, time);
  if (listedWith === 'idle') jobList?.join();
  const watches = listedWith === 'others' && jobList ? otherWatches(api, time, company, jobList) : undefined;
  watchJob(api, time, JOB, options, jobList).subscribe({
    next: event => {
      events += 1;
      if (process.env.BEHAVIOURS !== undefined) trace(time.monotonic(), event);
      try {
        checker.take(event);
      } catch (error) {
        broken ??= error;
      }
    },
    error: (error: unknown) => (ended = error),
    complete: () => (ended = 'done'),
  });

  const randomly = randomlyEvery(time, random, () => ended !== undefined);
  randomly(1_000, look);
  if (watches !== undefined) randomlyEvery(time, company, () => ended !== undefined)(60_000, watches.toggle);
  let fault: ScriptedFault | undefined;
  randomly(60_000, () => {
    fault?.remove();
    const set = (fault = fake.fault(pick(random, PASSING), { times: 1 }));
    time.after(20_000, set.remove);
  });
  randomly(20_000, () => {
    if (!lives(fake) || job === undefined || job.timeline.endsAt - fake.now() < QUIET_MS) return;
    disturb(fake, random, { worse: true, restarts: false });
    look();
  });
  if (random() < 0.2) {
    const end = pick(random, ['stopJob', 'removeJob'] as const);
    time.after(random() * 200_000, () => {
      if (lives(fake) && checker.job() !== undefined) fake[end](JOB);
      look();
    });
  }

  await time.until(() => ended !== undefined || broken !== undefined, 4 * 3_600_000);
  if (broken !== undefined) throw broken;
  look();
  watches?.leave();
  const before = events;
  const endedAt = fake.now();
  await time.pass(600_000);
  expect(events, 'events after the end').equal(before);
  expect(time.timers(), 'timers after the end').equal(0);
  const status = checker.job()?.Status;
  if (ended instanceof StepstreamError && ended.code === 'UNSETTLED') {
    const { listOrder, sharedEndpoint, recreation, lagMs } = behaviours;
    const isReplaced = recreation !== undefined && lagMs?.describe !== undefined;
    const isExpected =
      listOrder === 'flips' || listOrder === 'random' || sharedEndpoint === true || isReplaced;
    expect(isExpected, 'UNSETTLED of a list that keeps its order').equal(true);
    return { behaviours, ended: 'unsettled', status };
  }
  if (ended !== 'done') throw ended;
  if (status !== 'DELETED') {
    const replayed = [...checker.steps().values()];
    compare(replayed, stepsIn(job!, fake.now()), shownLater(job!, endedAt, behaviours), behaviours);
  }
  return { behaviours, ended: 'done', status };
}

/**
 * The replayed steps are those of the job, but for what no list can have shown in time, and, in a list that moves,
 * for steps without an endpoint: two torn passes can agree on them, and a list whose order flips is torn in the same
 * way each time.
 */
function compare(
  replayed: readonly Step[],
  inTheEnd: readonly Step[],
  later: ReadonlySet<string>,
  { lagMs, listOrder, largestPage, recreation }: ServiceBehaviours,
): void {
  const isTorn = (listOrder === 'flips' || listOrder === 'random') && largestPage !== undefined;
  const isExcused = (step: Step): boolean => {
    const endpoint = endpointOf(step);
    return endpoint === undefined ? isTorn : later.has(endpoint);
  };
  const lines = (steps: readonly Step[]): readonly string[] =>
    steps.filter(step => !isExcused(step)).map(lineOf);
  const [had, has] = [lines(replayed), lines(inTheEnd)];
  // Until Describe knows of the job that was created in its place, the list can be the other's, without endpoints.
  if (recreation !== undefined && (lagMs?.describe ?? 0) > 0) return;
  if (isTorn && listOrder === 'flips' && replayed.some(step => endpointOf(step) === undefined)) return;
  expect(
    has.filter(line => !had.includes(line)),
    'missing or different',
  ).deep.equal([]);
  expect(
    had.filter(line => !has.includes(line)),
    'not of the job',
  ).deep.equal([]);
}

/** Endpoints of the steps that replicas which are behind hadn't shown yet at this moment. */
function shownLater(job: SimulatedJob, at: number, { lagMs }: ServiceBehaviours): ReadonlySet<string> {
  const lag = lagMs?.steps ?? 0;
  const late = job.timeline.steps.filter(({ appearsAt }) => lag > 0 && appearsAt + lag > at);
  return new Set(late.map(({ endpoint }) => endpoint.EndpointName));
}

/** A step as text, whatever the order of its environment. */
function lineOf(step: Step): string {
  return JSON.stringify(step, (key, value: unknown) =>
    key === 'EnvironmentParameters' && Array.isArray(value)
      ? (value as { readonly Key: string }[]).toSorted((a, b) => (a.Key < b.Key ? -1 : 1))
      : typeof value === 'number'
        ? String(value)
        : value,
  );
}
