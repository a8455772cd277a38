import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { forkJoin, lastValueFrom, toArray } from 'rxjs';
import type { StepstreamError } from '../../src/core/errors.js';
import type { Step } from '../../src/core/step.js';
import { decodeSteps } from '../../src/operators/decodeSteps.js';
import { connect, steps$, type Recommender } from '../../src/recommender.js';
import { fakeRecommender, startSimulator } from '../../src/testing/index.js';
import { BARE, useEnvironment } from '../support/environment.js';
import { CHILD_LIMIT_MS, runChild } from '../support/child.js';
import { clientOf, simulated, until } from '../support/simulated.js';
import { useTrace } from '../support/traceEvents.js';

const JOBS = [{ name: 'job', steps: 40 }];

const codeOf = (work: Promise<unknown>): Promise<string | undefined> =>
  work.then(
    () => undefined,
    (error: unknown) => (error as StepstreamError).code,
  );

const stepsOf = (recommender: Pick<Recommender, 'steps$'>): Promise<Step[]> =>
  lastValueFrom(recommender.steps$('job', { pageSize: 8 }).pipe(decodeSteps(), toArray()));

describe('a connection', () => {
  it('shares one quota among all of its streams', () =>
    simulated(
      // The simulator takes every call, so that nothing but this quota slows them.
      { jobs: JOBS, connect: { quota: { perSecond: 50, burst: 5 } } },
      async ({ simulator, recommender }) => {
        const start = performance.now();
        const lists = Array.from({ length: 8 }, () =>
          recommender.steps$('job', { pageSize: 8 }).pipe(toArray()),
        );
        const listed = await lastValueFrom(forkJoin(lists));
        expect(listed.map(pages => pages.length)).deep.equal(Array(8).fill(5));
        // 40 calls, 5 at once and then 50 a second.
        expect(performance.now() - start).greaterThan(680);
        expect(simulator.stats().calls).equal(40);
      },
    ));

  it('loses no step where its quota is set too high', () => {
    // The service refuses each ninth call, however long the calls take: eight more are earned by then.
    let calls = 0;
    const clock = { monotonic: () => Math.floor((calls - 1) / 9) * 8_000 };
    const onCall = (): void => {
      calls += 1;
    };
    return simulated(
      {
        jobs: JOBS,
        clock,
        onCall,
        quota: { perSecond: 1, burst: 8 },
        connect: { quota: { perSecond: 80, burst: 4 } },
      },
      async ({ simulator, recommender }) => {
        const lists = Array.from({ length: 6 }, () => stepsOf(recommender));
        for (const steps of await Promise.all(lists)) expect(steps).length(40);
        const { throttles } = simulator.stats();
        expect([throttles, simulator.stats().calls - throttles]).deep.equal([3, 30]);
      },
    );
  });

  it('works with a client that is a mock', async () => {
    const fake = fakeRecommender({ jobs: JOBS });
    const mocked = connect({ client: fake, quota: { perSecond: Infinity } });
    await simulated({ jobs: JOBS }, async ({ recommender }) => {
      expect(await stepsOf(mocked)).deep.equal(await stepsOf(recommender));
    });
    expect(fake.stats().calls).equal(5);
    await mocked.close();
  });

  for (const [what, hostname, attempts] of [
    ['the host of its region', 'api.sagemaker.mars-1.amazonaws.com', 2],
    ['any other host', 'sagemaker.internal', 5],
  ] as const)
    it(`looks ${String(attempts)} times for ${what}`, async () => {
      let calls = 0;
      const send = (): Promise<never> => {
        calls += 1;
        const error = new Error(`getaddrinfo ENOTFOUND ${hostname}`);
        return Promise.reject(Object.assign(error, { code: 'ENOTFOUND', hostname }));
      };
      const lost = connect({
        client: { send },
        quota: { perSecond: Infinity },
        retry: { attempts: 5, baseMs: 0 },
      });
      expect(await codeOf(stepsOf(lost))).equal('NETWORK');
      expect(calls).equal(attempts);
      await lost.close();
    });

  it('ends what is under way when it is closed, and refuses what comes later', () =>
    simulated({ jobs: JOBS, latencyMs: 600_000 }, async ({ simulator, recommender }) => {
      const flying = codeOf(stepsOf(recommender));
      await until(() => simulator.stats().openRequests === 1);
      await recommender.close();
      expect(await flying).equal('CLOSED');
      expect(await codeOf(stepsOf(recommender))).equal('CLOSED');
      await until(() => simulator.stats().openRequests === 0);
      expect(simulator.stats().calls).equal(1);
    }));

  it('is closed at the end of a block that declares it with await using', async () => {
    const client = fakeRecommender({ jobs: JOBS, latencyMs: 600_000 });
    let flying: Promise<string | undefined>;
    {
      await using recommender = connect({ client });
      flying = codeOf(stepsOf(recommender));
      await until(() => client.stats().openRequests === 1);
    }
    expect(await flying).equal('CLOSED');
  });

  it('ends waits for a permit and back-offs when it is closed', () =>
    simulated(
      { jobs: JOBS, connect: { quota: { perSecond: 0.1, burst: 1 }, retry: { baseMs: 1e6, capMs: 1e6 } } },
      async ({ simulator, recommender }) => {
        simulator.fault('internalError');
        const backingOff = codeOf(stepsOf(recommender));
        await until(() => simulator.stats().faults === 1);
        const waiting = codeOf(stepsOf(recommender));
        await recommender.close();
        expect([await backingOff, await waiting]).deep.equal(['CLOSED', 'CLOSED']);
      },
    ));

  it('never destroys a client that it was given', () =>
    simulated({ jobs: JOBS }, async ({ simulator }) => {
      const client = clientOf(simulator);
      let destroyed = false;
      const { destroy } = client;
      client.destroy = () => {
        destroyed = true;
        destroy.call(client);
      };
      const recommender = connect({ client });
      await lastValueFrom(recommender.steps$('job'));
      await recommender.close();
      expect(destroyed).false;
      const again = connect({ client });
      expect(await lastValueFrom(again.steps$('job'))).property('index', 0);
      await again.close();
      client.destroy();
    }));

  it('refuses names, filters and tokens before any call', () =>
    simulated({ jobs: JOBS }, async ({ simulator, recommender }) => {
      const bad = [
        recommender.steps$('-job'),
        recommender.steps$(''),
        recommender.steps$('job', { pageSize: 0 }),
        recommender.steps$('job', { pageSize: 101 }),
        recommender.steps$('job', { maxItems: -1 }),
        recommender.steps$('job', { maxItems: 1.5 }),
        recommender.steps$('job', { status: '' }),
        recommender.steps$('job', { colour: 'red' } as object),
      ];
      for (const pages$ of bad) expect(await codeOf(lastValueFrom(pages$))).equal('INVALID_INPUT');
      expect(simulator.stats().calls).equal(0);
    }));

  it('leaves filters to the service', () =>
    simulated({ jobs: JOBS }, async ({ simulator, recommender }) => {
      const failed = recommender.steps$('job', { status: 'FAILED', stepType: 'BENCHMARK' });
      const steps = await lastValueFrom(failed.pipe(decodeSteps(), toArray()));
      expect(new Set(steps.map(({ Status }) => Status))).deep.equal(new Set(['FAILED']));
      expect(await codeOf(lastValueFrom(recommender.steps$('job', { status: 'ODD' })))).equal('VALIDATION');
      expect(await codeOf(lastValueFrom(recommender.steps$('nobody')))).equal('NOT_FOUND');
      expect(simulator.stats().calls).equal(3);
    }));

  describe('told of on the tracing channel', () => {
    const events = useTrace();

    it('has its calls, waits, attempts, back-offs and pages', () =>
      simulated({ jobs: JOBS }, async ({ simulator, recommender }) => {
        simulator.fault('throttle', { call: 2 });
        await stepsOf(recommender);
        const count = (kind: string): number =>
          events.filter(event => event.kind === kind && event.event === 'start').length;
        expect([count('page'), count('call')]).deep.equal([5, 5]);
        expect([count('attempt'), count('wait'), count('backoff')]).deep.equal([6, 6, 1]);
        const failed = events.filter(event => event.event === 'error');
        expect(failed.map(({ kind, error }) => [kind, (error as StepstreamError).code])).deep.equal([
          ['attempt', 'THROTTLED'],
        ]);
        const pages = events.filter(event => event.kind === 'page' && event.event === 'start');
        expect(pages.map(({ index }) => index)).deep.equal([0, 1, 2, 3, 4]);
      }));

    it('has one notice of a client that retries by itself', () =>
      simulated({ jobs: JOBS }, async ({ simulator }) => {
        const client = clientOf(simulator, 3);
        const recommender = connect({ client, quota: { perSecond: Infinity } });
        await stepsOf(recommender);
        await stepsOf(recommender);
        await recommender.close();
        client.destroy();
        const notices = events.filter(({ kind, event }) => kind === 'notice' && event === 'start');
        expect(notices.map(({ code }) => code)).deep.equal(['CLIENT_RETRIES']);
      }));
  });

  describe('of its own, from the environment', () => {
    useEnvironment({ ...BARE, AWS_REGION: 'us-east-1' });

    it('finds region, credentials and endpoint', async () => {
      const simulator = await startSimulator({ jobs: JOBS });
      process.env.AWS_ACCESS_KEY_ID = 'spec';
      process.env.AWS_SECRET_ACCESS_KEY = 'spec';
      const recommender = connect({ endpoint: simulator.endpoint, quota: { perSecond: Infinity } });
      expect(await stepsOf(recommender)).length(40);
      await recommender.close();
      await until(() => simulator.stats().openSockets === 0);
      await simulator.close();
    });

    it('says what is missing: credentials, or a region', async () => {
      const recommender = connect({ endpoint: 'http://127.0.0.1:9' });
      expect(await codeOf(lastValueFrom(recommender.steps$('job')))).equal('MISSING_CREDENTIALS');
      await recommender.close();
      delete process.env.AWS_REGION;
      const lost = connect();
      expect(await codeOf(lastValueFrom(lost.steps$('job')))).equal('INVALID_INPUT');
      await lost.close();
    });
  });

  it('is made on first use behind the steps$ of the package', async () => {
    expect(await codeOf(lastValueFrom(steps$('-')))).equal('INVALID_INPUT');
  });

  it('lets the process end when it is closed, and when it is idle', async function () {
    // A process that is held would stay for the 1000 s of its quota.
    this.timeout(CHILD_LIMIT_MS);
    const script = fileURLToPath(new URL('../support/leave.ts', import.meta.url));
    const { stdout, stderr, code } = await runChild(process.execPath, ['--import', 'tsx', script]);
    expect([stdout, code], stderr).deep.equal(['listed 40 steps, idle\nlisted 40 steps, closed\n', 0]);
  });
});
