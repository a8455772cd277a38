// A gateway process with the flags of `stepstream serve` that polls quickly, with a lease of half a second: what `serve` does,
// without the AWS SDK, which takes longest to load.
import { parseArgs } from 'node:util';
import { Redis } from 'ioredis';
import { EMPTY } from 'rxjs';
import type { RecommenderApi } from '../../src/api/recommenderApi.js';
import { systemTime } from '../../src/core/time.js';
import { createGateway } from '../../src/gateway/index.js';
import { watchJob } from '../../src/live/watchJob.js';
import { redisRelay } from '../../src/redis/index.js';

const INTERVALS = { minIntervalMs: 100, maxIntervalMs: 100 };

const { values } = parseArgs({
  strict: false,
  options: { port: { type: 'string' }, redis: { type: 'string' }, 'endpoint-url': { type: 'string' } },
});
const { port, redis: url, 'endpoint-url': endpoint } = values as Record<string, string>;

const call =
  (operation: string) =>
  async (input: object, { signal }: { readonly signal: AbortSignal }): Promise<never> => {
    const headers = {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `SageMaker.${operation}`,
    };
    const body = JSON.stringify(input);
    return (await fetch(endpoint!, { method: 'POST', headers, body, signal })).json() as Promise<never>;
  };
const api = {
  describeJob: call('DescribeInferenceRecommendationsJob'),
  listSteps: call('ListInferenceRecommendationsJobSteps'),
} as Partial<RecommenderApi> as RecommenderApi;

const [address = '', key = ''] = url!.split('#');
const redis = new Redis(address, { retryStrategy: times => Math.min(200, 50 * times) });
redis.on('error', () => undefined);
const gateway = createGateway({
  recommender: {
    shared$: () => EMPTY,
    jobs$: () => EMPTY,
    watch$: (jobName, options) => watchJob(api, systemTime, jobName, { ...options, ...INTERVALS }),
  },
  relay: redisRelay({ redis, key, leaseMs: 500 }),
  token: process.env.STEPSTREAM_TOKEN,
  drainMs: 200,
});
process.once('SIGTERM', () => {
  void gateway.close().then(() => {
    redis.disconnect();
    process.exit(0);
  });
});
await gateway.listen({ port: Number(port) });
console.log('Ctrl-C ends it.');
