import { expect } from 'chai';
import type { Permit, RateLimiter } from '../../src/api/rateLimiter.js';
import type { Priority, RecommenderApi } from '../../src/api/recommenderApi.js';
import { withPermit } from '../../src/api/withPermit.js';
import {
  AbortedError,
  ClosedError,
  DeadlineError,
  MalformedResponseError,
  NetworkError,
  NotFoundError,
  ServiceError,
  ThrottledError,
} from '../../src/core/errors.js';
import { useTrace } from '../support/traceEvents.js';

describe('withPermit', () => {
  let log: string[];
  let limiter: RateLimiter;
  let outcome: () => Promise<unknown>;
  let api: RecommenderApi;

  beforeEach(() => {
    log = [];
    const permit: Permit = {
      waitedMs: 7,
      succeeded: () => log.push('succeeded'),
      throttled: ms => log.push(`throttled ${String(ms)}`),
      failed: () => log.push('failed'),
      unused: () => log.push('unused'),
    };
    limiter = {
      quota: { configured: 2, perSecond: () => 2 },
      acquire: (priority: Priority) => {
        log.push(priority);
        return Promise.resolve(permit);
      },
      close: () => Promise.resolve(),
    };
    outcome = () => Promise.resolve('answer');
    const call = (): Promise<never> => {
      log.push('call');
      return outcome() as Promise<never>;
    };
    api = { listSteps: call, describeJob: call, listJobs: call };
  });

  const signal = new AbortController().signal;
  const describeJob = (wrapped: RecommenderApi, priority?: Priority): Promise<unknown> =>
    wrapped.describeJob({ JobName: 'job' }, { signal, priority }).catch((error: unknown) => error);

  it('makes the call with a permit, in the foreground by default', async () => {
    expect(await describeJob(withPermit(limiter)(api))).to.equal('answer');
    expect(log.splice(0)).to.deep.equal(['foreground', 'call', 'succeeded']);
    await describeJob(withPermit(limiter)(api), 'background');
    expect(log).to.deep.equal(['background', 'call', 'succeeded']);
  });

  for (const [error, reported] of [
    [new ThrottledError('slow down'), 'throttled undefined'],
    [new ThrottledError('slow down', 3000), 'throttled 3000'],
    [new ThrottledError('come back in 31 years', 1e12), 'throttled 300000'],
    [new NotFoundError('no such job'), 'succeeded'],
    [new ServiceError('oops', 500), 'succeeded'],
    [new MalformedResponseError('not JSON'), 'succeeded'],
    [new NetworkError('reset'), 'failed'],
    [new DeadlineError('stalled'), 'failed'],
    [new AbortedError(), 'failed'],
    [new ClosedError(), 'failed'],
    [new TypeError('a mistake'), 'failed'],
  ] as const) {
    it(`reports ${error.name} as ${reported}, and passes it on`, async () => {
      outcome = () => Promise.reject(error);
      expect(await describeJob(withPermit(limiter)(api))).to.equal(error);
      expect(log).to.deep.equal(['foreground', 'call', reported]);
    });
  }

  it('fails as the limiter does, without a call', async () => {
    limiter = { ...limiter, acquire: () => Promise.reject(new ClosedError()) };
    expect(await describeJob(withPermit(limiter)(api))).to.be.instanceOf(ClosedError);
    expect(log).to.deep.equal([]);
  });

  it('returns the permit when the caller aborts between the permit and the call', async () => {
    const controller = new AbortController();
    const { acquire } = limiter;
    limiter = {
      ...limiter,
      acquire: async (priority, given) => {
        const permit = await acquire(priority, given);
        controller.abort('enough');
        return permit;
      },
    };
    const error: unknown = await withPermit(limiter)(api)
      .listJobs({}, { signal: controller.signal })
      .catch((thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(AbortedError);
    expect((error as Error).cause).to.equal('enough');
    expect(log).to.deep.equal(['foreground', 'unused']);
  });

  describe('on the tracing channel', () => {
    const events = useTrace();

    it('publishes how long the call has waited, before it is made', async () => {
      await describeJob(withPermit(limiter)(api));
      const [start, , , end] = events;
      expect(start).include({ event: 'start', kind: 'wait', operation: 'describeJob', jobName: 'job' });
      expect(end).include({ event: 'asyncEnd', kind: 'wait' });
      expect(end?.result).include({ waitedMs: 7 });
    });
  });
});
