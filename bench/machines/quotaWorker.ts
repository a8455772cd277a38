// One of the processes that share a quota. Reads what to do from its environment, says 'ready', waits for 'go',
// and says how many of its jobs it has lost.
import { request as httpRequest, Agent } from 'node:http';
import Bottleneck from 'bottleneck';
import { Redis } from 'ioredis';
import { lastValueFrom, reduce, type Observable } from 'rxjs';
import { connect, type ConnectOptions } from 'stepstream';
import { redisQuota } from 'stepstream/redis';
import type { WorkerTask } from './quotaRun.js';

const task = JSON.parse(process.env['TASK'] ?? '') as WorkerTask;
const { now } = Date;
Date.now = () => now() + task.clockMs;

const agent = new Agent({ keepAlive: true });
const redis = (): Redis => {
  const client = new Redis(task.redisPort, '127.0.0.1');
  client.on('error', () => undefined);
  return client;
};

/** A small client, as starting four SDKs at once would be measured, too. */
const client: NonNullable<ConnectOptions['client']> = {
  send: (command, { abortSignal } = {}) =>
    new Promise((resolve, reject) => {
      const { input } = command as { input: object };
      const target = `SageMaker.${command.constructor.name.replace(/Command$/, '')}`;
      const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target };
      const options = { method: 'POST', headers, agent, ...(abortSignal && { signal: abortSignal }) };
      httpRequest(task.endpoint, options, response => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const body = JSON.parse(Buffer.concat(chunks).toString()) as { __type?: string; message?: string };
          if (response.statusCode === 200) resolve(body);
          else reject(Object.assign(new Error(body.message), { name: body.__type }));
        });
      })
        .on('error', reject)
        .end(JSON.stringify(input));
    }),
};

function optionsOf(): ConnectOptions {
  const { perSecond, burst } = task.quota;
  switch (task.gate) {
    case 'shared':
      return { client, quota: { perSecond, burst, shared: redisQuota({ redis: redis(), key: 'bench' }) } };
    case 'alone':
      return { client, quota: { perSecond, burst } };
    case 'split':
      return {
        client,
        quota: { perSecond: perSecond / task.of, burst: Math.max(1, Math.floor(burst / task.of)) },
      };
    case 'bottleneck': {
      const limiter = new Bottleneck({
        id: 'bench',
        datastore: 'ioredis',
        connection: new Bottleneck.IORedisConnection({ client: redis() }),
        minTime: 1000 / perSecond,
      });
      limiter.on('error', () => undefined);
      return {
        quota: { perSecond: Infinity },
        client: { send: (command, options) => limiter.schedule(() => client.send(command, options)) },
      };
    }
  }
}

const recommender = connect(optionsOf());
const names = Array.from({ length: task.jobs }, (_, i) => `${task.name}-${String(i)}`);

async function list(name: string): Promise<boolean> {
  const pages$: Observable<unknown> = task.background ? recommender.watch$(name) : recommender.steps$(name);
  return lastValueFrom(pages$.pipe(reduce(count => count + 1, 0))).then(
    () => false,
    (error: unknown) => {
      console.error(`${task.name} lost ${name}: ${String(error)}`);
      return true;
    },
  );
}

process.once('message', () => {
  void Promise.all(names.map(list)).then(lost => {
    process.send?.({ lost: lost.filter(Boolean).length });
  });
});
process.send?.('ready');
