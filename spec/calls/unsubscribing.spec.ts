import { expect } from 'chai';
import { lastValueFrom, Subscription, take, toArray } from 'rxjs';
import type { SimulatorOptions } from '../../src/testing/index.js';
import type { ConnectOptions } from '../../src/recommender.js';
import { simulated, until, type Simulated } from '../support/simulated.js';

/** Timers that this process has running. */
const timers = (): number => process.getActiveResourcesInfo().filter(name => name === 'Timeout').length;

const rest = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms));

/** Where a listing is when it is left, and what brings it there. */
interface Place {
  readonly options?: SimulatorOptions;
  readonly connect?: ConnectOptions;
  readonly arrange?: (simulated: Simulated) => void;
  /** Whether the listing has come there. */
  readonly there: (simulated: Simulated) => boolean;
  /** Calls made until then. */
  readonly calls: number;
  /** Connections that are kept for the next call: one that is aborted is closed. */
  readonly sockets: number;
}

const PLACES: Readonly<Record<string, Place>> = {
  'in the queue': {
    // The first call takes the only permit; the second page waits for the next one.
    connect: { quota: { perSecond: 0.5, burst: 1 } },
    there: ({ simulator }) => simulator.stats().calls === 1 && simulator.stats().openRequests === 0,
    calls: 1,
    sockets: 1,
  },
  'in flight': {
    options: { latencyMs: 10_000 },
    connect: { retry: { attemptDeadlineMs: 60_000 } },
    there: ({ simulator }) => simulator.stats().openRequests === 1,
    calls: 1,
    sockets: 0,
  },
  'in the body': {
    connect: { retry: { attemptDeadlineMs: 60_000 } },
    arrange: ({ simulator }) => simulator.fault('stalledBody'),
    there: ({ simulator }) => simulator.stats().faults === 1,
    calls: 1,
    sockets: 0,
  },
  'in back-off': {
    connect: { retry: { baseMs: 1e8, capMs: 1e8 } },
    arrange: ({ simulator }) => simulator.fault('internalError'),
    there: ({ simulator }) => simulator.stats().faults === 1 && simulator.stats().openRequests === 0,
    calls: 1,
    sockets: 1,
  },
};

describe('unsubscribing', () => {
  for (const [where, { options, connect, arrange, there, calls, sockets }] of Object.entries(PLACES)) {
    it(`${where} ends the call at once, and leaves no timer, no request and no socket of it`, () =>
      simulated({ jobs: [{ name: 'job', steps: 40 }], ...options, connect }, async running => {
        const { simulator, recommender } = running;
        arrange?.(running);
        const idle = timers();
        const subscription = recommender.steps$('job', { pageSize: 8 }).subscribe({
          error: (error: unknown) => {
            throw error;
          },
        });
        await until(() => there(running));
        await rest(15);
        subscription.unsubscribe();
        // The tickets of the quota are given back within a turn of the loop.
        await until(() => timers() <= idle && simulator.stats().openRequests === 0);
        await rest(30);
        expect(simulator.stats()).include({ calls, openRequests: 0, openSockets: sockets });
      }));
  }

  it('in the queue wastes no permit: the next in line gets it', () =>
    simulated(
      { jobs: [{ name: 'job', steps: 8 }], connect: { quota: { perSecond: 20, burst: 1 } } },
      async ({ simulator, recommender }) => {
        await lastValueFrom(recommender.steps$('job'));
        const crowd = new Subscription();
        for (let i = 0; i < 50; i++) crowd.add(recommender.steps$('job').subscribe());
        const last = lastValueFrom(recommender.steps$('job'));
        const start = performance.now();
        crowd.unsubscribe();
        await last;
        // Fifty wasted permits would be two and a half seconds.
        expect(performance.now() - start).lessThan(1_000);
        expect(simulator.stats().calls).equal(2);
      },
    ));

  it('in flight is seen by the server, and no call starts afterwards', () =>
    simulated(
      { jobs: [{ name: 'job', steps: 40 }], latencyMs: 5_000 },
      async ({ simulator, recommender }) => {
        const subscription = recommender.steps$('job').subscribe();
        await until(() => simulator.stats().openRequests === 1);
        subscription.unsubscribe();
        await until(() => simulator.stats().abortedRequests === 1);
        expect(simulator.stats()).include({ calls: 1, openRequests: 0 });
      },
    ));

  it('after the first page with take(1) costs one call', () =>
    simulated({ jobs: [{ name: 'job', steps: 40 }] }, async ({ simulator, recommender }) => {
      await lastValueFrom(recommender.steps$('job', { pageSize: 8 }).pipe(take(1)));
      await rest(30);
      expect(simulator.stats()).include({ calls: 1, openRequests: 0, abortedRequests: 0 });
    }));

  it('of one subscriber leaves the other its whole listing', () =>
    simulated({ jobs: [{ name: 'job', steps: 40 }], latencyMs: 5 }, async ({ simulator, recommender }) => {
      const pages$ = recommender.steps$('job', { pageSize: 8 });
      const [first, second] = [lastValueFrom(pages$.pipe(toArray())), lastValueFrom(pages$.pipe(toArray()))];
      const left = pages$.subscribe();
      await until(() => simulator.stats().calls >= 6);
      left.unsubscribe();
      for (const pages of [await first, await second]) {
        expect(pages.map(({ index }) => index)).deep.equal([0, 1, 2, 3, 4]);
        expect(pages.flatMap(({ steps }) => steps)).length(40);
      }
    }));
});
