// The simulator's world and our own clock, stepping together, without HTTP. For watches and fleets:
//
//   const time = virtualTime();
//   const fake = virtualFake(time, { jobs });
//   const api = pipe(virtualApi(fake), withLatency(time, 30), withVirtualQuota(time, { perSecond: 2, burst: 2 }));
//   watchJob(api, time, 'job').subscribe(…);
//   await time.pass(3_600_000);
import { jobNameOf } from '../../src/api/jobNameOf.js';
import type { Priority } from '../../src/api/recommenderApi.js';
import type { ApiWrapper, Operation, ServiceApi } from '../../src/api/serviceApi.js';
import { toStepstreamError, type RequestContext } from '../../src/api/toStepstreamError.js';
import { wrap } from '../../src/api/wrap.js';
import { AbortedError, MalformedResponseError, NetworkError, ServiceError } from '../../src/core/errors.js';
import type { Time } from '../../src/core/time.js';
import { pause } from '../../src/core/pause.js';
import { FakeRecommender } from '../../src/testing/fakeRecommender.js';
import type { SimulationOptions } from '../../src/testing/index.js';
import type { ServiceReply } from '../../src/testing/serviceReply.js';
import { sdkError } from '../../src/testing/sdkError.js';
import { Service } from '../../src/testing/service.js';
import { toWire } from '../../src/testing/toWire.js';

/** A fake whose world runs on this time, at real speed unless told otherwise. */
export const virtualFake = (time: Time, options: SimulationOptions = {}): FakeRecommender =>
  new FakeRecommender({ clock: time, ...options }, time);

const OPERATIONS = {
  listSteps: 'ListInferenceRecommendationsJobSteps',
  describeJob: 'DescribeInferenceRecommendationsJob',
  listJobs: 'ListInferenceRecommendationsJobs',
  listAiRecommendationJobs: 'ListAIRecommendationJobs',
  describeAiRecommendationJob: 'DescribeAIRecommendationJob',
  listAiBenchmarkJobs: 'ListAIBenchmarkJobs',
  describeAiBenchmarkJob: 'DescribeAIBenchmarkJob',
  getScaling: 'GetScalingConfigurationRecommendation',
} as const satisfies Record<Operation, string>;

/**
 * The port on a fake's world: no SDK, no permits, no retries, no deadline. Answers are those of the wire,
 * errors are ours; what stalls lasts until it is given up. Counts what is open in the fake's `stats`.
 */
export function virtualApi(fake: FakeRecommender): ServiceApi {
  const service = new Service(fake);
  const method =
    (name: Operation) =>
    async <O>(input: object, { signal }: { readonly signal: AbortSignal }): Promise<O> => {
      if (signal.aborted) throw new AbortedError();
      const jobName = jobNameOf(input);
      const { NextToken: nextToken } = input as { NextToken?: string };
      const open = fake.counters.open(OPERATIONS[name], jobName);
      try {
        const reply = service.call({
          operation: OPERATIONS[name],
          input: toWire(input),
          signedAt: fake.time.now(),
        });
        await Promise.resolve();
        if (reply.kind === 'answer') return reply.wire as O;
        if (reply.kind === 'broken' && reply.how.startsWith('stalled')) await givenUp(signal);
        throw errorOf(reply, fake.time.now, { jobName, nextToken });
      } finally {
        open.done();
      }
    };
  const names = Object.keys(OPERATIONS) as Operation[];
  return Object.fromEntries(names.map(name => [name, method(name)])) as unknown as ServiceApi;
}

function errorOf(
  reply: Exclude<ServiceReply, { readonly kind: 'answer' }>,
  now: () => number,
  asked: RequestContext,
): Error {
  if (reply.kind === 'broken') return new NetworkError(`The connection failed: ${reply.how}`);
  if (reply.kind === 'refusal') {
    const metadata = { httpStatusCode: reply.error.status, requestId: '', attempts: 1, totalRetryDelay: 0 };
    return toStepstreamError(sdkError(reply.error, metadata), now, asked);
  }
  return reply.status >= 300
    ? new ServiceError('Not JSON.', reply.status)
    : new MalformedResponseError('Not JSON.');
}

const givenUp = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new AbortedError()), { once: true });
  });

/** Each call takes so long, half of it on the way there. */
export const withLatency = (time: Time, ms: number): ApiWrapper =>
  wrap(async ({ options }, next) => {
    const wait = async (): Promise<void> => {
      await pause(time, ms / 2, options.signal);
      if (options.signal.aborted) throw new AbortedError();
    };
    await wait();
    const answer = await next(options);
    await wait();
    return answer;
  });

interface Waiter {
  readonly go: () => void;
}

/** A permit for each call, at this rate: first come, first served, foreground first. No throttling. */
export function withVirtualQuota(
  time: Time,
  { perSecond, burst }: { readonly perSecond: number; readonly burst: number },
): ApiWrapper {
  const lines: Record<Priority, Set<Waiter>> = { foreground: new Set(), background: new Set() };
  let level = burst;
  let filledAt = time.monotonic();
  let ticking = false;

  function serve(): void {
    const now = time.monotonic();
    level = Math.min(burst, level + ((now - filledAt) * perSecond) / 1000);
    filledAt = now;
    for (const line of [lines.foreground, lines.background])
      for (const waiter of line) {
        if (level < 0.999) break;
        level -= 1;
        line.delete(waiter);
        waiter.go();
      }
    if (ticking || lines.foreground.size + lines.background.size === 0) return;
    ticking = true;
    time.after(((1 - level) * 1000) / perSecond, () => {
      ticking = false;
      serve();
    });
  }

  return wrap(async ({ options: call }, next) => {
    const line = lines[call.priority ?? 'foreground'];
    await new Promise<void>((resolve, reject) => {
      const leave = (): void => {
        line.delete(waiter);
        reject(new AbortedError());
      };
      const waiter = {
        go: (): void => {
          call.signal.removeEventListener('abort', leave);
          resolve();
        },
      };
      if (call.signal.aborted) {
        leave();
        return;
      }
      call.signal.addEventListener('abort', leave, { once: true });
      line.add(waiter);
      serve();
    });
    return next(call);
  });
}
