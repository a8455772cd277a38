import { expect } from 'chai';
import { createReplica } from '../../src/core/replica.js';
import { formatPosition } from '../../src/core/position.js';
import { randomBelow } from '../support/randomBelow.js';
import type { FakeJob } from '../support/fakeWatch.js';
import { SseClient, WsClient, type TestClient } from '../support/gatewayClients.js';
import { served } from '../support/gatewayOf.js';
import { Replay, sumOf } from '../support/replay.js';
import { runs } from '../support/runs.js';
import { until } from '../support/simulated.js';
import { changeJob } from '../support/changeJob.js';

// disconnects.spec.ts has many more clients lose their connections, without sockets.
const CLIENTS = runs(8);
/** Number of disconnects of each client. */
const DISCONNECTS = 20;

/** One client whose connection breaks at random points, and that reconnects each time. `stay` is called once it stays. */
async function survive(url: string, seed: number, stay: () => void): Promise<Replay> {
  const sse = seed % 3 === 0;
  const replay = new Replay();
  const random = randomBelow(seed);
  let failure: unknown;
  for (let round = 0; round <= DISCONNECTS; round++) {
    const last = round === DISCONNECTS;
    const { position } = replay;
    const after = position && formatPosition(position);
    const client: TestClient = sse
      ? new SseClient(url, after === undefined ? {} : { 'last-event-id': after })
      : new WsClient(after === undefined ? url : `${url}?after=${after}`);
    let left = last ? Infinity : random(30);
    client.onMessage = (message, id) => {
      if (left < 0) return;
      try {
        replay.take(message, id);
      } catch (error) {
        failure ??= error;
      }
      left -= 1;
      if (left < 0) client.drop();
    };
    if (last) stay();
    await client.ended;
  }
  if (failure !== undefined) throw failure;
  expect(replay.replica.steps).deep.equal(replay.state);
  return replay;
}

/** Lets clients follow a job that changes all the time, and lose their connections. Returns their last states. */
async function surviveAll(clients: number): Promise<{ readonly replays: Replay[]; readonly job: FakeJob }> {
  return served({}, async ({ watch, url }) => {
    const job = watch.job('busy');
    for (let i = 0; i < 30; i++) job.put(`step-${i}`, i, 3_000);
    job.sync();
    let staying = 0;
    const all = Promise.all(
      Array.from({ length: clients }, (_, n) => survive(`${url}/jobs/busy`, n + 1, () => (staying += 1))),
    );
    const random = randomBelow(7);
    const ends = all.catch(() => (staying = clients));
    for (let n = 0; staying < clients; n++) {
      changeJob(job, random, n === 40 ? 1 : 500);
      await new Promise(resolve => setTimeout(resolve, 1));
    }
    job.done();
    await ends;
    return { replays: await all, job };
  });
}

describe('resuming', () => {
  it('brings each client to the state of the server, without gap or repeat, through many disconnects', async () => {
    const { replays, job } = await surviveAll(CLIENTS);
    for (const { state } of replays) expect(state).deep.equal(job.steps);
    expect(job.subscriptions).equal(1);
    // Each way of resuming was taken often.
    const seen = sumOf(replays);
    expect(seen.resumed).above(10 * CLIENTS);
    expect(seen.events).above(100 * CLIENTS);
    expect(seen.catchUps).above(CLIENTS);
    expect(seen.snapshots).within(CLIENTS, 4 * CLIENTS);
  });

  it('sends a snapshot that replaces everything, once the job is followed again', async () => {
    await served({ lingerMs: 10_000 }, async ({ gateway, watch, time, url }) => {
      const job = watch.job('j');
      job.put('a', 1);
      job.put('b', 2);
      const replica = createReplica();
      const first = await new WsClient(`${url}/jobs/j`).open();
      for (const message of await first.first(2)) replica.apply(message);
      first.drop();
      await until(() => gateway.stats().clients === 0);
      await time.pass(10_000);
      expect(gateway.stats().jobs).equal(0);
      job.remove('a');
      job.put('b', 3);
      job.put('c', 4);
      const second = await new WsClient(`${url}/jobs/j?after=${formatPosition(replica.position!)}`).open();
      const [hello, snapshot] = await second.first(2);
      expect(hello).include({ type: 'hello', resumed: false });
      const events = [...replica.apply(hello!), ...replica.apply(snapshot!)];
      expect(events.map(event => event.type === 'step' && [event.change, event.key])).deep.equal([
        ['removed', 'a'],
        ['updated', 'b'],
        ['added', 'c'],
      ]);
      expect(replica.steps).deep.equal(job.steps);
      expect(job.subscriptions).equal(2);
      second.drop();
    });
  });

  it('sends a snapshot for a position that is in the future, of another job, or malformed', async () => {
    await served({}, async ({ watch, url }) => {
      watch.job('j').put('a', 1);
      const stay = await new WsClient(`${url}/jobs/j`).open();
      const [hello] = await stay.first(1);
      const { epoch } = hello as { epoch: string };
      for (const after of [
        `${epoch}-3`,
        `${epoch}-`,
        epoch,
        '0-0',
        '-1',
        'x'.repeat(5_000),
        '%00',
        '../..',
      ]) {
        for (const client of [
          new WsClient(`${url}/jobs/j?after=${after}`),
          new SseClient(`${url}/jobs/j`, { 'last-event-id': after }),
        ]) {
          expect((await client.first(2)).map(({ type }) => type)).deep.equal(['hello', 'snapshot']);
          client.drop();
        }
      }
      const back = new WsClient(`${url}/jobs/j?after=${epoch}-1`);
      expect((await back.first(2))[0]).include({ type: 'hello', resumed: true });
      expect((await back.first(2))[1]).include({ type: 'event', seq: 2 });
      back.drop();
      stay.drop();
    });
  });
});
