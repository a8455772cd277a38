import { expect } from 'chai';
import { createReplica } from '../../src/core/replica.js';
import type { ServerMessage } from '../../src/core/message.js';
import { formatPosition, type Position } from '../../src/core/position.js';
import type { Step } from '../../src/core/step.js';
import { dice, type Dice } from '../support/dice.js';
import type { FakeJob } from '../support/fakeWatch.js';
import { SseClient, WsClient, type TestClient } from '../support/gatewayClients.js';
import { served } from '../support/gatewayOf.js';
import { until } from '../support/simulated.js';

const CLIENTS = 50;
const DISCONNECTS = 20; // of each client: 1,000 in all

/** Replays messages the plain way, and throws at the first gap or repeat. */
class Replay {
  readonly state = new Map<string, Step>();
  at: Position | undefined;
  partial = false;
  readonly seen = { snapshots: 0, resumed: 0, events: 0, catchUps: 0 };

  take(message: ServerMessage): void {
    switch (message.type) {
      case 'hello':
        if (message.resumed) {
          this.seen.resumed += 1;
          if (this.at?.epoch !== message.epoch) throw new Error('resumed from nowhere');
        } else this.at = undefined;
        break;
      case 'snapshot':
        this.seen.snapshots += 1;
        if (this.at !== undefined) throw new Error('a snapshot for somebody who has everything');
        this.state.clear();
        this.put(message.steps);
        this.lead(message, message.more);
        break;
      case 'catchUp':
        this.seen.catchUps += 1;
        this.follow(message.epoch, message.from);
        this.put(message.steps);
        for (const key of message.removed) this.state.delete(key);
        this.lead(message, message.more);
        break;
      case 'event': {
        this.seen.events += 1;
        if (this.partial) throw new Error('an event within a catch-up');
        this.follow(message.epoch, message.seq - 1);
        const { event } = message;
        if (event.type === 'step') {
          if (this.state.has(event.key) === (event.change === 'added')) throw new Error('does not fit');
          if (event.change === 'removed') this.state.delete(event.key);
          else this.state.set(event.key, event.step);
        }
        this.lead(message, false);
        break;
      }
      default:
        break;
    }
  }

  private put(steps: readonly { readonly key: string; readonly step: Step }[]): void {
    for (const { key, step } of steps) this.state.set(key, step);
  }

  private follow(epoch: string, from: number): void {
    if (this.at?.epoch !== epoch || this.at.seq !== from)
      throw new Error(`${epoch}-${from} after ${this.at?.epoch}-${this.at?.seq}`);
  }

  private lead({ epoch, seq }: Position, more: boolean): void {
    this.at = { epoch, seq };
    this.partial = more;
  }
}

/** Lets something happen to a job: steps come, change and go; now and then so much that the ring is too short. */
function stir(job: FakeJob, roll: Dice): void {
  const key = `step-${roll(40)}`;
  if (roll(500) === 0) for (let i = 0; i < 1_100; i++) job.put(`step-${roll(40)}`, i);
  else if (job.steps.has(key) && roll(4) === 0) job.remove(key);
  else job.put(key, roll(1_000_000));
}

const isPlaced = ({ type }: ServerMessage): boolean =>
  type === 'event' || type === 'snapshot' || type === 'catchUp';

/** One client that is cut off at random points, and comes back each time. `stay` is called when it stays. */
async function survive(url: string, seed: number, stay: () => void): Promise<Replay> {
  const sse = seed % 3 === 0;
  const replay = new Replay();
  const replica = createReplica();
  const roll = dice(seed);
  let failure: unknown;
  for (let round = 0; round <= DISCONNECTS; round++) {
    const last = round === DISCONNECTS;
    const position = replay.partial ? undefined : replay.at;
    expect(replica.position).deep.equal(position);
    const after = position && formatPosition(position);
    const client: TestClient = sse
      ? new SseClient(url, after === undefined ? {} : { 'last-event-id': after })
      : new WsClient(after === undefined ? url : `${url}?after=${after}`);
    let left = last ? Infinity : roll(30);
    client.onMessage = (message, id) => {
      if (left < 0) return;
      try {
        replay.take(message);
        replica.apply(message);
        if (sse && isPlaced(message)) expect(id).equal(replay.partial ? '' : formatPosition(replay.at!));
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
  expect(replica.steps).deep.equal(replay.state);
  return replay;
}

/** Has so many clients follow a job that doesn't rest, and be cut off; answers what they came to. */
async function surviveAll(clients: number): Promise<{ readonly replays: Replay[]; readonly job: FakeJob }> {
  return served({}, async ({ watch, url }) => {
    const job = watch.job('busy');
    for (let i = 0; i < 30; i++) job.put(`step-${i}`, i, 3_000);
    job.sync();
    let staying = 0;
    const all = Promise.all(
      Array.from({ length: clients }, (_, n) => survive(`${url}/jobs/busy`, n + 1, () => (staying += 1))),
    );
    const roll = dice(7);
    const ends = all.catch(() => (staying = clients));
    while (staying < clients) {
      stir(job, roll);
      await new Promise(resolve => setTimeout(resolve, 1));
    }
    job.done();
    await ends;
    return { replays: await all, job };
  });
}

describe('resuming', () => {
  it('gives each client the state of the server, without gap or repeat, through 1,000 disconnects', async function () {
    this.timeout(30_000);
    const { replays, job } = await surviveAll(CLIENTS);
    const seen = { snapshots: 0, resumed: 0, events: 0, catchUps: 0 };
    for (const replay of replays) {
      expect(replay.state).deep.equal(job.steps);
      for (const kind of Object.keys(seen) as (keyof typeof seen)[]) seen[kind] += replay.seen[kind];
    }
    expect(job.subscriptions).equal(1);
    // Each of the ways was gone often.
    expect(seen.resumed).above(500);
    expect(seen.events).above(5_000);
    expect(seen.catchUps).above(CLIENTS);
    expect(seen.snapshots).least(CLIENTS).below(200);
  });

  it('gives a snapshot that replaces all, once the job is followed anew', async () => {
    await served({ lingerMs: 1 }, async ({ gateway, watch, url }) => {
      const job = watch.job('j');
      job.put('a', 1);
      job.put('b', 2);
      const replica = createReplica();
      const first = await new WsClient(`${url}/jobs/j`).open();
      for (const message of await first.first(2)) replica.apply(message);
      first.drop();
      await until(() => gateway.stats().jobs === 0);
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

  it('gives a snapshot for a place that is in the future, of another job, or no place', async () => {
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
