import { expect } from 'chai';
import { createReplica } from '../../src/core/replica.js';
import { createGateway } from '../../src/gateway/index.js';
import { SseClient, WsClient } from '../support/gatewayClients.js';
import { simulated, until } from '../support/simulated.js';

describe('a gateway on a job of the service', () => {
  it('sends a whole job to clients that join early and late, from one poller', async () => {
    await simulated(
      { speed: 0, jobs: [{ name: 'job', live: true, steps: 12 }] },
      async ({ simulator, recommender }) => {
        const shared$ = (name: string) => recommender.shared$(name, { minIntervalMs: 10, maxIntervalMs: 20 });
        const gateway = createGateway({ recommender: { ...recommender, shared$ } });
        const { url } = await gateway.listen();
        const early = new WsClient(`${url}/jobs/job`);
        await until(() =>
          early.messages.some(message => message.type === 'event' && message.event.type === 'synced'),
        );
        const before = early.messages.length;
        simulator.advance(30 * 60_000);
        await until(() =>
          early.messages
            .slice(before)
            .some(message => message.type === 'event' && message.event.type === 'step'),
        );
        const late = new SseClient(`${url}/jobs/job`);
        await late.first(2);
        simulator.advance(24 * 3_600_000);
        const replicas = [early, late].map(client => {
          const replica = createReplica();
          return { client, replica };
        });
        for (const { client } of replicas) await client.ended;
        for (const { client, replica } of replicas) {
          for (const message of client.messages) replica.apply(message);
          expect(client.messages.at(-1)).deep.equal({ type: 'bye', reason: 'done', retry: false });
          expect(replica.steps.size).equal(12);
        }
        expect(replicas[0]!.replica.steps).deep.equal(replicas[1]!.replica.steps);
        expect(await (await fetch(`${url}/jobs`)).json()).nested.include({ 'jobs[0].JobName': 'job' });
        const missing = new WsClient(`${url}/jobs/none`);
        expect(await missing.ended).deep.equal({ code: 4404, reason: 'NOT_FOUND' });
        await gateway.close();
      },
    );
  });
});
