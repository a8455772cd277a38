import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { startSimulator, type Simulator } from '../../src/testing/index.js';
import { useRedis } from '../support/useRedis.js';
import { runCommand, startCommand } from './support/runCommand.js';

describe('stepstream --redis', () => {
  const redis = useRedis();
  let simulator: Simulator;
  before(async () => {
    simulator = await startSimulator({ jobs: [{ name: 'job', steps: 4 }] });
  });
  after(() => simulator.close());
  beforeEach(() => redis.admin.flushall());

  const steps = (flags: readonly string[], env: NodeJS.ProcessEnv = {}): ReturnType<typeof runCommand> =>
    runCommand(['steps', 'job', '--endpoint-url', simulator.endpoint, '--region', 'eu-west-1', ...flags], {
      env,
    });
  const granted = (key: string): Promise<string | null> =>
    redis.admin.hget(`stepstream:{${key}}:quota`, 'granted');

  it('shares the quota of the region, and leaves', async () => {
    const { code, stderr } = await steps(['--redis', redis.url]);
    expect([code, stderr]).to.deep.equal([0, '']);
    expect(await granted('eu-west-1')).to.equal('1');
    expect(await redis.admin.zcard('stepstream:{eu-west-1}:members')).to.equal(0);
  });

  it('shares the quota that the URL names, as connect() does by its key', async () => {
    await steps(['--redis', `${redis.url}#111122223333:eu-west-1`]);
    expect(await granted('111122223333:eu-west-1')).to.equal('1');
  });

  it('is STEPSTREAM_REDIS_URL where there is no flag', async () => {
    const env = { STEPSTREAM_REDIS_URL: `${redis.url}#env` };
    await steps([], env);
    expect(await granted('env')).to.equal('1');
    await steps(['--redis', `${redis.url}#flag`], env);
    expect([await granted('env'), await granted('flag')]).to.deep.equal(['1', '1']);
  });
});

describe('stepstream --redis in a run in which Redis goes away', () => {
  const redis = useRedis();
  let simulator: Simulator;
  before(async () => {
    simulator = await startSimulator({ jobs: [{ name: 'job', steps: 60 }] });
  });
  after(() => simulator.close());

  it('says once that it is away, and once that it is back', async () => {
    let pages = 0;
    const flags = ['--endpoint-url', simulator.endpoint, '--region', 'eu-west-1', '--page-size', '1'];
    const command = await startCommand(['steps', 'job', ...flags, '--redis', redis.url], {
      take: async () => {
        pages += 1;
        if (pages === 3) redis.signal('SIGSTOP');
        if (!command.out.stderr.includes("can't be reached")) return;
        redis.signal('SIGCONT');
        // Each page leaves time for an answer of Redis.
        if (!command.out.stderr.includes('reached again')) await sleep(100);
      },
    });
    const { code, stdout, stderr } = await command.ended.finally(() => {
      redis.signal('SIGCONT');
    });
    expect(code).to.equal(0);
    expect(stdout.trim().split('\n')).to.have.length(60);
    expect(stderr.split('\n')).to.deep.equal([
      "stepstream: The shared quota can't be reached (no answer within 400 ms). Until it can, this process makes 1000.00 calls a second, its part of 1000.",
      'stepstream: The shared quota is reached again.',
      '',
    ]);
  });
});

describe('stepstream --redis without a Redis', () => {
  let simulator: Simulator;
  before(async () => {
    simulator = await startSimulator({ jobs: [{ name: 'job', steps: 4 }] });
  });
  after(() => simulator.close());
  const args = (): readonly string[] => ['steps', 'job', '--endpoint-url', simulator.endpoint];

  it('goes on with the quota alone, and says so once', async () => {
    const { code, stdout, stderr } = await runCommand([...args(), '--redis', 'redis://127.0.0.1:1']);
    expect(code).to.equal(0);
    expect(stdout.trim().split('\n')).to.have.length(4);
    expect(stderr).to.match(
      /^stepstream: Redis at 127\.0\.0\.1:1 can't be reached \(.*ECONNREFUSED.*\): .*\n$/,
    );
  });

  it('refuses what is no URL of Redis', async () => {
    const flag = await runCommand([...args(), '--redis', 'localhost:6379']);
    expect(flag.code).to.equal(2);
    expect(flag.stderr).to.match(/'--redis <url>' argument 'localhost:6379' is invalid/);
    const variable = await runCommand(args(), { env: { STEPSTREAM_REDIS_URL: 'http://localhost' } });
    expect(variable.code).to.equal(2);
    expect(variable.stderr).to.match(/^stepstream: --redis: must be a URL .* STEPSTREAM_REDIS_URL/);
  });
});
