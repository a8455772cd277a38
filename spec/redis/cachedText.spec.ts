import { expect } from 'chai';
import type { JobLog } from '../../src/core/jobLog.js';
import { redisRelay } from '../../src/redis/redisRelay.js';
import { failure } from '../support/failure.js';
import { useRedis } from '../support/useRedis.js';
import { useRedisClients } from '../support/useRedisClients.js';

describe('cachedText', () => {
  const server = useRedis();
  const clients = useRedisClients(server);
  beforeEach(() => server.admin.flushall());
  const relays = (): readonly JobLog[] =>
    [clients.ioredis, clients['node-redis'], clients.ioredis].map(redis =>
      redisRelay({ redis, key: 'spec' }),
    );
  const lock = 'stepstream:{spec}:lock:{"pageSize":50}';
  const ask = (log: JobLog, fetch: () => Promise<string>): Promise<string> =>
    log.cached('{"pageSize":50}', 60_000, fetch);

  it('fetches once for all gateways that ask at the same time, and later', async () => {
    let fetches = 0;
    const fetch = async (): Promise<string> => {
      fetches += 1;
      await new Promise(resolve => void setTimeout(resolve, 100));
      return 'text';
    };
    const all = relays();
    expect(await Promise.all([...all, ...all].map(log => ask(log, fetch)))).to.deep.equal(
      Array(6).fill('text'),
    );
    expect(await ask(all[1]!, fetch)).to.equal('text');
    expect(fetches).to.equal(1);
    expect(await server.admin.keys('*')).to.deep.equal(['stepstream:{spec}:text:{"pageSize":50}']);
  });

  it('fetches again what is too old for the caller', async () => {
    const [log] = relays();
    await log!.cached('a', 60_000, () => Promise.resolve('old'));
    await new Promise(resolve => void setTimeout(resolve, 5));
    expect(await log!.cached('a', 1, () => Promise.resolve('new'))).to.equal('new');
    expect(await log!.cached('a', 60_000, () => Promise.resolve('newer'))).to.match(/^new/);
  });

  it('rejects with the error of the fetch, and the next gateway fetches', async () => {
    const [a, b] = relays();
    const error = new Error('throttled');
    let began: () => void = () => undefined;
    const fetching = new Promise<void>(resolve => (began = resolve));
    const failing = failure(
      ask(a!, async () => {
        began();
        await new Promise(resolve => void setTimeout(resolve, 50));
        throw error;
      }),
    );
    await fetching;
    expect(await ask(b!, () => Promise.resolve('text'))).to.equal('text');
    expect(await failing).to.equal(error);
  });

  it('waits no longer than the lock of a gateway that died', async () => {
    const [a, b] = relays();
    let die: (error: Error) => void = () => undefined;
    const dying = failure(ask(a!, () => new Promise((_, reject) => (die = reject))));
    while ((await server.admin.exists(lock)) === 0);
    expect(await server.admin.pttl(lock)).to.be.within(1, 3_000);
    const waiting = ask(b!, () => Promise.resolve('text'));
    await server.admin.pexpire(lock, 1);
    expect(await waiting).to.equal('text');
    die(new Error('late'));
    await dying;
    expect(await ask(b!, () => Promise.resolve('another'))).to.equal('text');
  });

  it('fetches by itself where Redis refuses', async () => {
    const refused = {
      eval: () => Promise.reject(new Error('refused')),
      evalsha: () => Promise.reject(new Error('refused')),
    };
    const redis = { ...refused, duplicate: () => server.admin.duplicate(), isCluster: false, options: {} };
    const log = redisRelay({ redis, key: 'spec' });
    expect(await ask(log, () => Promise.resolve('text'))).to.equal('text');
    const error = new Error('x');
    expect(await failure(ask(log, () => Promise.reject(error)))).to.equal(error);
  });
});
