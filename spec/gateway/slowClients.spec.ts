import { expect } from 'chai';
import { createReplica } from '../../src/core/replica.js';
import { systemTime } from '../../src/core/time.js';
import { FakeWatch, type FakeJob } from '../support/fakeWatch.js';
import { SseClient, WsClient } from '../support/gatewayClients.js';
import { served } from '../support/gatewayOf.js';
import { MemoryLogs } from '../support/memoryJobLog.js';
import { until } from '../support/simulated.js';

const KB = 1024;
/** Interval between a gateway's checks of its clients, in milliseconds. */
const ROUND_MS = 500;

/** Updates five steps of about ten kilobytes in turn, and waits for the client that is to keep up. */
async function pour(job: FakeJob, times: number, quick?: WsClient): Promise<void> {
  for (let n = 0; n < times; n++) {
    job.put(`s${n % 5}`, n, 10 * KB);
    if (n % 5 !== 4) continue;
    await new Promise(resolve => setImmediate(resolve));
    // Two messages precede the first event.
    await quick?.first(2 + n + 1);
  }
}

describe('slow clients of a gateway', () => {
  it('receive the latest state of each step once they have room, and no other client waits for them', async () => {
    await served({}, async ({ gateway, watch, url }) => {
      const job = watch.job('j');
      const [slow, quick] = [new WsClient(`${url}/jobs/j`), new WsClient(`${url}/jobs/j`)];
      await Promise.all([slow.first(2), quick.first(2)]);
      slow.socket.pause();
      await pour(job, 200, quick);
      await quick.first(202);
      expect(quick.messages.slice(2).every(({ type }) => type === 'event')).true;
      expect(gateway.stats().behind).equal(1);
      job.remove('s0');
      slow.socket.resume();
      await until(() => slow.messages.some(({ type }) => type === 'catchUp') && gateway.stats().behind === 0);
      job.put('last', 1);
      await until(() => {
        const last = slow.messages.at(-1);
        return last?.type === 'event' && last.seq === 203;
      });
      const bytes = JSON.stringify(slow.messages).length;
      expect(bytes).below(700 * KB); // of two megabytes
      const replica = createReplica();
      const events = slow.messages.flatMap(message => replica.apply(message));
      expect(replica.steps).deep.equal(job.steps);
      const removed = events.filter(event => event.type === 'step' && event.change === 'removed');
      expect(removed.map(event => event.type === 'step' && event.key)).deep.equal(['s0']);
      for (const client of [slow, quick]) client.drop();
    });
  });

  it('are cut off after stallMs without progress, and not before', async () => {
    await served({}, async ({ gateway, watch, time, url }) => {
      const job = watch.job('j');
      const stalled = [new WsClient(`${url}/jobs/j`), new WsClient(`${url}/jobs/j`)];
      const halting = new WsClient(`${url}/jobs/j`);
      const quick = new WsClient(`${url}/jobs/j`);
      await Promise.all([...stalled, halting, quick].map(client => client.first(2)));
      for (const { socket } of [...stalled, halting]) socket.pause();
      let behind = 3;
      /** Sends enough events for a client that doesn't read to be behind. The quick client reads and acknowledges them. */
      const round = async (n: number): Promise<void> => {
        await pour(job, 5);
        await quick.roundTrip();
        await time.pass(ROUND_MS);
        // A client that reads now and then is slow and alive.
        if (n % 20 !== 0) return;
        await until(() => gateway.stats().behind === behind);
        halting.socket.resume();
        await until(() => gateway.stats().behind === behind - 1);
        halting.socket.pause();
      };
      for (let n = 1; n < 59; n++) await round(n);
      expect(gateway.stats().clients).equal(4);
      // The first check has started the time, and stalls are detected two checks early.
      await round(59);
      behind = 1;
      await until(() => gateway.stats().clients === 2);
      for (let n = 60; n <= 120; n++) await round(n);
      expect(gateway.stats().clients).equal(2);
      halting.socket.resume();
      await until(() => gateway.stats().behind === 0);
      for (const client of [...stalled, halting, quick]) client.drop();
    });
  });

  it('over SSE are conflated and cut off as well', async () => {
    await served({}, async ({ gateway, watch, time, url }) => {
      const job = watch.job('j');
      const [stalled, slow] = [new SseClient(`${url}/jobs/j`), new SseClient(`${url}/jobs/j`)];
      await Promise.all([stalled.first(2), slow.first(2)]);
      (await stalled.response).pause();
      (await slow.response).pause();
      // The first event is the job's.
      let seq = 1;
      // The kernels hold some more megabytes on loopback.
      for (; gateway.stats().behind < 2; seq += 100) {
        expect(seq, 'events of ten kilobytes').below(20_000);
        await pour(job, 100);
      }
      await pour(job, 10);
      seq += 10;
      (await slow.response).resume();
      await until(() => {
        const last = slow.messages.at(-1)!;
        return 'seq' in last && last.seq === seq && gateway.stats().behind === 1;
      });
      expect(slow.messages.some(({ type }) => type === 'catchUp')).true;
      for (let ms = 0; ms < 25_000; ms += ROUND_MS) await time.pass(ROUND_MS);
      expect(gateway.stats().clients).equal(2);
      for (let ms = 0; ms < 10_000; ms += ROUND_MS) await time.pass(ROUND_MS);
      await until(() => gateway.stats().clients === 1);
      const replica = createReplica();
      for (const message of slow.messages) replica.apply(message);
      expect(replica.steps).deep.equal(job.steps);
      for (const client of [stalled, slow]) client.drop();
    });
  });

  it('are cut off once the grace period of close() is over', async () => {
    await served({ drainMs: 5_000 }, async ({ gateway, watch, time, url }) => {
      const job = watch.job('j');
      const stalled = new WsClient(`${url}/jobs/j`);
      await stalled.first(2);
      stalled.socket.pause();
      await pour(job, 60);
      let closed = false;
      const closing = gateway.close().then(() => (closed = true));
      await time.pass(4_999);
      expect([closed, gateway.stats().clients]).deep.equal([false, 1]);
      await time.pass(1);
      await closing;
      expect(gateway.stats().clients).equal(0);
      stalled.drop();
    });
  });

  it('keep no other gateway from polling while they have their grace period', async () => {
    const logs = new MemoryLogs(systemTime, 600_000);
    const watch = new FakeWatch();
    const recommender = Object.assign(watch, { watch$: (name: string) => watch.shared$(name) });
    await served({ drainMs: 5_000, relay: logs.link('a'), recommender }, async ({ gateway, time, url }) => {
      const job = watch.job('j');
      const stalled = new WsClient(`${url}/jobs/j`);
      await stalled.first(1);
      await until(() => logs.holder('j') === 'a');
      stalled.socket.pause();
      await pour(job, 60);
      await until(() => gateway.stats().behind === 1);
      const closing = gateway.close();
      await until(() => logs.holder('j') === undefined);
      await logs.link('b').lease([{ jobName: 'j', fence: undefined, isWanted: true }]);
      expect([logs.holder('j'), gateway.stats().clients]).deep.equal(['b', 1]);
      const stop = new AbortController();
      void closing.then(() => {
        stop.abort();
      });
      while (!stop.signal.aborted) {
        await time.pass(100);
        await new Promise(resolve => setImmediate(resolve));
      }
      stalled.drop();
    });
  });

  it('receive a long snapshot in chunks, and are up to date after the last one', async () => {
    await served({}, async ({ watch, url }) => {
      const job = watch.job('j');
      for (let n = 0; n < 30; n++) job.put(`s${n}`, n, 10 * KB);
      job.sync();
      const client = new WsClient(`${url}/jobs/j`);
      await until(() => client.messages.some(message => message.type === 'catchUp' && !message.more));
      const [, ...parts] = client.messages;
      expect(parts.map(({ type }) => type)).deep.equal(['snapshot', ...parts.slice(1).map(() => 'catchUp')]);
      expect(parts).length.within(5, 7);
      for (const part of parts) expect(JSON.stringify(part).length).below(75 * KB);
      const replica = createReplica();
      const events = client.messages.map(message => [...replica.apply(message)]);
      expect(events[1]![0]).include({ type: 'job' });
      expect(events.flat().filter(({ type }) => type === 'synced')).length(1);
      expect(events.flat().at(-1)).include({ type: 'synced' });
      expect(replica.steps).deep.equal(job.steps);
      client.drop();
    });
  });
});
