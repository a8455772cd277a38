// One of several gateways of one Redis. Reads what to do from its environment, and says 'ready'.
import { Redis } from 'ioredis';
import { connect, type WatchOptions } from 'stepstream';
import { createGateway } from 'stepstream/gateway';
import { redisRelay } from 'stepstream/redis';

/** What one gateway does. */
export interface GatewayTask {
  readonly endpoint: string;
  readonly port: number;
  /** Undefined for a gateway that polls by itself. */
  readonly redisPort: number | undefined;
  readonly pollMs: number;
}

const { endpoint, port, redisPort, pollMs } = JSON.parse(process.env['TASK'] ?? '') as GatewayTask;
const redis = redisPort === undefined ? undefined : new Redis(redisPort, '127.0.0.1');
redis?.on('error', () => undefined);
const recommender = connect({ region: 'us-east-1', endpoint, quota: { perSecond: Infinity } });
const often = { minIntervalMs: pollMs, maxIntervalMs: pollMs };
const gateway = createGateway({
  recommender: {
    ...recommender,
    watch$: (jobName: string, options?: WatchOptions) =>
      recommender.watch$(jobName, { ...options, ...often }),
    shared$: jobName => recommender.shared$(jobName, often),
  },
  ...(redis && { relay: redisRelay({ redis, key: 'bench' }) }),
});
await gateway.listen({ port });

async function end(): Promise<void> {
  await gateway.close();
  await recommender.close();
  redis?.disconnect();
  process.exit();
}

process.on('message', (message: unknown) => {
  if (message === 'cpu') process.send?.(process.cpuUsage());
  else void end();
});
process.send?.('ready');
