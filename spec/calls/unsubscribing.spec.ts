import { expect } from 'chai';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { lastValueFrom, Subscription, take, toArray } from 'rxjs';
import type { SimulatorOptions } from '../../src/testing/index.js';
import type { ConnectOptions } from '../../src/recommender.js';
import { simulated, until, type Simulated } from '../support/simulated.js';
import { timers } from '../support/timers.js';
import { useTrace } from '../support/traceEvents.js';

/** What the client has seen of it. */
interface Seen {
  readonly pages: number;
  /** Answers of which the headers have come. */
  readonly answers: number;
  readonly backoffs: number;
}

/** Where a listing is when it is left, and what brings it there. */
interface Place {
  readonly options?: SimulatorOptions;
  readonly connect?: ConnectOptions;
  readonly arrange?: (simulated: Simulated) => void;
  /** Whether the listing has come there. */
  readonly there: (simulated: Simulated, seen: Seen) => boolean;
  /** Calls made until then. */
  readonly calls: number;
  /** Connections that are kept for the next call: one that is aborted is closed. */
  readonly sockets: number;
}

const PLACES: Readonly<Record<string, Place>> = {
  'in the queue': {
    // The first call takes the only permit; the second page waits for the next one.
    connect: { quota: { perSecond: 0.001, burst: 1 } },
    there: ({ simulator }, { pages }) => pages === 1 && simulator.stats().openRequests === 0,
    calls: 1,
    sockets: 1,
  },
  'in flight': {
    options: { latencyMs: 600_000 },
    there: ({ simulator }) => simulator.stats().openRequests === 1,
    calls: 1,
    sockets: 0,
  },
  'in the body': {
    arrange: ({ simulator }) => simulator.fault('stalledBody'),
    there: (_, { answers }) => answers === 1,
    calls: 1,
    sockets: 0,
  },
  'in back-off': {
    connect: { retry: { baseMs: 1e8, capMs: 1e8 } },
    arrange: ({ simulator }) => simulator.fault('internalError'),
    there: ({ simulator }, { backoffs }) => backoffs === 1 && simulator.stats().openRequests === 0,
    calls: 1,
    sockets: 1,
  },
};

describe('unsubscribing', () => {
  const events = useTrace();
  let answers = 0;
  const count = (): void => {
    answers += 1;
  };
  beforeEach(() => {
    answers = 0;
    subscribe('http.client.response.finish', count);
  });
  afterEach(() => {
    unsubscribe('http.client.response.finish', count);
  });

  for (const [where, { options, connect, arrange, there, calls, sockets }] of Object.entries(PLACES)) {
    it(`${where} ends the call at once, and leaves no timer, no request and no socket of it`, () =>
      simulated({ jobs: [{ name: 'job', steps: 40 }], ...options, connect }, async running => {
        const { simulator, recommender } = running;
        arrange?.(running);
        const idle = timers();
        let pages = 0;
        const subscription = recommender.steps$('job', { pageSize: 8 }).subscribe({
          next: () => {
            pages += 1;
          },
          error: (error: unknown) => {
            throw error;
          },
        });
        await until(() => {
          const backoffs = events.filter(({ kind, event }) => kind === 'backoff' && event === 'start').length;
          return there(running, { pages, answers, backoffs });
        });
        subscription.unsubscribe();
        // The tickets of the quota are given back within a turn of the loop.
        await until(() => timers() <= idle && simulator.stats().openRequests === 0);
        await until(() => simulator.stats().openSockets === sockets);
        expect(simulator.stats()).include({ calls, openRequests: 0 });
      }));
  }

  it('in the queue wastes no permit: the next in line gets it', () =>
    simulated(
      { jobs: [{ name: 'job', steps: 8 }], connect: { quota: { perSecond: 5, burst: 1 } } },
      async ({ simulator, recommender }) => {
        await lastValueFrom(recommender.steps$('job'));
        const crowd = new Subscription();
        for (let i = 0; i < 500; i++) crowd.add(recommender.steps$('job').subscribe());
        const last = lastValueFrom(recommender.steps$('job'));
        crowd.unsubscribe();
        // The next permit comes after 200 ms; with 500 wasted ones it would be 100 s.
        await last;
        expect(simulator.stats().calls).equal(2);
      },
    ));

  it('in flight is seen by the server, and no call starts afterwards', () =>
    simulated(
      { jobs: [{ name: 'job', steps: 40 }], latencyMs: 600_000 },
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
      const idle = timers();
      await lastValueFrom(recommender.steps$('job', { pageSize: 8 }).pipe(take(1)));
      await until(() => timers() <= idle && simulator.stats().openRequests === 0);
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
