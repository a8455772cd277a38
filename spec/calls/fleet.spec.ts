import { expect } from 'chai';
import { lastValueFrom } from 'rxjs';
import type { WatchEvent } from '../../src/core/event.js';
import { failure } from '../support/failure.js';
import { simulated, until } from '../support/simulated.js';
import { worldByCalls } from './worldByCalls.js';

/** An eighth of a test for each call, however long the calls take. */
const WORLD_MS = 800;
const script = { live: true, steps: 2, pendingMs: 0, provisioningMs: 2_000, runMs: 6_000 };

describe('fleet$ over HTTP', () => {
  it('follows the jobs of an account until each is done', async () => {
    const jobs = [{ ...script, name: 'a' }, { ...script, name: 'b', lateSteps: 1 }, { name: 'ended' }];
    await simulated({ ...worldByCalls(WORLD_MS), jobs }, async ({ recommender }) => {
      const events: WatchEvent[] = [];
      const following = recommender
        .fleet$({ minIntervalMs: 40, maxIntervalMs: 100 })
        .subscribe(event => events.push(event));
      await until(() => events.filter(({ type }) => type === 'done').length === 2);
      following.unsubscribe();
      const of = (name: string): readonly WatchEvent[] => events.filter(({ jobName }) => jobName === name);
      for (const name of ['a', 'b']) {
        expect(of(name)[0]).property('type', 'job');
        expect(of(name).at(-1)).nested.include({ type: 'done', 'job.Status': 'COMPLETED' });
        expect(of(name).filter(event => event.type === 'step' && event.change === 'added')).length(2);
      }
      expect(of('ended')).deep.equal([]);
    });
  });

  it('ends with CLOSED when the connection is closed, also between two calls', async () => {
    await simulated({ jobs: [{ ...script, name: 'a' }] }, async ({ simulator, recommender }) => {
      const ended = failure(lastValueFrom(recommender.fleet$({ minIntervalMs: 60_000 })));
      await until(() => simulator.stats().calls >= 2 && simulator.stats().openRequests === 0);
      await recommender.close();
      expect(await ended).property('code', 'CLOSED');
      const { calls } = simulator.stats();
      expect(await failure(lastValueFrom(recommender.fleet$()))).property('code', 'CLOSED');
      expect(simulator.stats().calls).equal(calls);
    });
  });

  it('checks its options', async () => {
    await simulated({}, async ({ recommender }) => {
      const error = await failure(lastValueFrom(recommender.fleet$({ nameContains: '' })));
      expect(error).include({ code: 'INVALID_INPUT', option: 'fleet.nameContains' });
    });
  });
});
