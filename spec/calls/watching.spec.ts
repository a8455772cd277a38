import { expect } from 'chai';
import { firstValueFrom, lastValueFrom, skipWhile, Subject, take, tap, toArray } from 'rxjs';
import type { WatchEvent } from '../../src/core/event.js';
import { bestByCost } from '../../src/operators/bestByCost.js';
import { orFail } from '../../src/operators/orFail.js';
import { snapshots } from '../../src/operators/snapshots.js';
import { within } from '../../src/operators/within.js';
import type { FaultKind, JobScript } from '../../src/testing/index.js';
import { integer, pick, seededRandom } from '../../src/testing/random.js';
import { failure } from '../support/failure.js';
import { runs } from '../support/runs.js';
import { simulated, until } from '../support/simulated.js';
import { timers } from '../support/timers.js';
import { sortedLines, watchChecker } from '../support/watchChecker.js';
import { toFullResult } from '../../src/paging/toFullResult.js';
import { decodeStep } from '../../src/decode/decodeStep.js';
import { worldByCalls } from './worldByCalls.js';

const QUICK = { minIntervalMs: 5, maxIntervalMs: 15 };
const LIVE: JobScript = {
  name: 'job',
  live: true,
  steps: 6,
  pendingMs: 5_000,
  provisioningMs: 5_000,
  runMs: 20_000,
};
/** The world goes on by this with each call, however long the calls take. */
const WORLD_MS = 2_000;
const FAULTS: readonly FaultKind[] = [
  'throttle',
  'internalError',
  'resetInsideBody',
  'truncatedJson',
  'expiredToken',
];

describe('watching over HTTP with the real SDK', () => {
  const last = runs(8, 500);
  it(`keeps its promise through ${String(last)} histories (HISTORY=seed repeats one)`, async function () {
    this.timeout(60_000 + last * 2_000);
    const given = process.env.HISTORY;
    const seeds = given === undefined ? Array.from({ length: last }, (_, i) => i + 1) : [Number(given)];
    for (let i = 0; i < seeds.length; i += 10) await Promise.all(seeds.slice(i, i + 10).map(playOverHttp));
  });

  it('is the live answer of any operator', () =>
    simulated({ ...worldByCalls(WORLD_MS), jobs: [LIVE] }, async ({ simulator, recommender }) => {
      const answers = await lastValueFrom(
        recommender
          .watch$('job', QUICK)
          .pipe(orFail(), within({ maxCostPerHour: 100 }), bestByCost(), toArray()),
      );
      const listed = await lastValueFrom(recommender.steps$('job').pipe(bestByCost()));
      expect(answers.at(-1)).deep.equal(listed);
      await until(() => simulator.stats().openRequests === 0);
    }));

  it('makes an error of a job that failed, with its reason, for those who want one', () =>
    simulated(
      { jobs: [{ name: 'job', steps: 2, status: 'FAILED', failureReason: 'no capacity' }] },
      async ({ recommender }) => {
        const error = await failure(lastValueFrom(recommender.watch$('job', QUICK).pipe(orFail())));
        expect(error).include({ code: 'JOB_FAILED', message: "Job 'job' ended as FAILED: no capacity" });
      },
    ));

  it('fails for a job that never was', () =>
    simulated({}, async ({ recommender }) => {
      expect(await failure(lastValueFrom(recommender.watch$('nobody')))).include({ code: 'NOT_FOUND' });
    }));

  for (const behaviours of [
    { errorForm: 'plain' },
    { errorForm: 'header' },
    { notFoundAs: 'ValidationException' },
  ] as const)
    it(`ends for a job that was deleted, however that is told: ${Object.values(behaviours).join()}`, () =>
      simulated({ ...worldByCalls(0), behaviours, jobs: [LIVE] }, async ({ simulator, recommender }) => {
        const last = recommender.watch$('job', QUICK).pipe(
          tap(({ type }) => {
            if (type === 'synced') simulator.removeJob('job');
          }),
        );
        expect(await lastValueFrom(last))
          .deep.include({ type: 'done' })
          .nested.property('job.Status', 'DELETED');
        expect(await failure(lastValueFrom(recommender.watch$('other', QUICK)))).property(
          'code',
          'NOT_FOUND',
        );
      }));

  it('shares one poller, which stops with its last reader', () =>
    simulated({ jobs: [{ ...LIVE, frozen: true }] }, async ({ simulator, recommender }) => {
      const shared$ = recommender.shared$('job', QUICK);
      const idle = timers();
      const first = shared$.subscribe();
      await firstValueFrom(shared$.pipe(skipWhile(({ type }) => type !== 'synced')));
      const state = await firstValueFrom(
        shared$.pipe(
          snapshots(),
          skipWhile(({ synced }) => !synced),
        ),
      );
      expect(state.job?.Status).equal('PENDING');
      first.unsubscribe();
      // Without a timer and a request there is nothing left that could poll.
      await until(() => timers() <= idle && simulator.stats().openRequests === 0);
    }));

  it('ends with the connection, also between two polls', () =>
    simulated({ jobs: [{ ...LIVE, frozen: true }] }, async ({ recommender }) => {
      // The next poll would come in ten minutes.
      const seldom = { minIntervalMs: 600_000, maxIntervalMs: 600_000 };
      const synced = new Subject<void>();
      const ended = failure(
        recommender.watch$('job', seldom).forEach(({ type }) => {
          if (type === 'synced') synced.next();
        }),
      );
      await firstValueFrom(synced);
      await firstValueFrom(
        recommender.shared$('job').pipe(
          skipWhile(({ type }) => type !== 'synced'),
          take(1),
        ),
      );
      await recommender.close();
      expect(await ended).include({ code: 'CLOSED' });
      expect(await failure(lastValueFrom(recommender.shared$('job')))).include({ code: 'CLOSED' });
    }));
});

async function playOverHttp(seed: number): Promise<void> {
  const random = seededRandom(seed);
  const status = pick(random, ['COMPLETED', 'FAILED', 'STOPPED'] as const);
  const job: JobScript = { ...LIVE, seed, steps: integer(random, 1, 12), status };
  const end = random() < 0.4 ? pick(random, ['stopJob', 'removeJob'] as const) : undefined;
  try {
    await simulated({ ...worldByCalls(WORLD_MS), seed, jobs: [job] }, async ({ simulator, recommender }) => {
      const checker = watchChecker('job');
      for (let i = 0; i < 4; i++) {
        simulator.fault(pick(random, FAULTS), { call: integer(random, 3, 25), times: 1 });
      }
      let acted = false;
      const after = integer(random, 3, 8);
      let count = 0;
      await recommender.watch$('job', QUICK).forEach((event: WatchEvent) => {
        checker.take(event);
        if (end === undefined || acted || ++count < after) return;
        acted = true;
        simulator[end]('job');
      });
      simulator.clearFaults();
      expect(checker.done()).equal(true);
      if (checker.job()?.Status === 'DELETED') {
        expect(end).equal('removeJob');
        return;
      }
      const { steps } = await toFullResult(recommender.steps$('job'));
      const listed = steps.flatMap(raw => {
        const step = decodeStep(raw);
        return step._tag === 'Right' ? [step.right] : [];
      });
      expect(sortedLines(checker.steps().values())).deep.equal(sortedLines(listed));
      expect(checker.job()).deep.equal(await firstValueFrom(recommender.job$('job')));
    });
  } catch (error) {
    throw new Error(`history ${String(seed)} (repeat it: HISTORY=${String(seed)}): ${String(error)}`, {
      cause: error,
    });
  }
}
