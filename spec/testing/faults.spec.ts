import {
  DescribeInferenceRecommendationsJobCommand,
  ListInferenceRecommendationsJobsCommand,
  ListInferenceRecommendationsJobStepsCommand,
  type SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import { expect } from 'chai';
import {
  fakeRecommender,
  FAULT_KINDS,
  startSimulator,
  type FakeRecommender,
  type FaultKind,
  type ScriptedFault,
  type Simulator,
} from '../../src/testing/index.js';
import { FaultSchedule } from '../../src/testing/faultSchedule.js';
import { ERROR_FORMS } from '../../src/testing/serviceFault.js';
import { validateShape } from '../../src/testing/validateShape.js';
import { until } from '../support/simulated.js';
import {
  CREATE,
  DESCRIBE,
  LIST_JOBS,
  LIST_STEPS,
  post,
  rejection,
  sdkClient,
  type RawResponse,
} from './support.js';

const jobs = [
  { name: 'job', steps: Array.from({ length: 9 }, () => ({})) },
  { name: 'other', steps: 2 },
];
const input = { JobName: 'job', MaxResults: 3 };
const list = (more: object = {}): ListInferenceRecommendationsJobStepsCommand =>
  new ListInferenceRecommendationsJobStepsCommand({ ...input, ...more });

/** Kinds that only Create has. */
type CreateKind = 'resourceInUse' | 'resourceLimitExceeded';

/** The wire effect of each fault: status and error type, a broken connection, or a detail of the response. */
type Seen =
  | { readonly error: [number, string] }
  | { readonly breaks: string }
  | { readonly shows: (raw: RawResponse) => void };

const STEP_SHAPE = 'InferenceRecommendationsJobStep';
const steps = (raw: RawResponse): Record<string, unknown>[] =>
  (raw.json?.['Steps'] ?? []) as Record<string, unknown>[];
const faultyItem = (path: string | undefined): Seen => ({
  shows: raw => {
    expect(steps(raw)).to.have.length(3);
    const faults = steps(raw).flatMap((step, index) =>
      validateShape(STEP_SHAPE, step).map(fault => `${String(index)} ${fault.path}`),
    );
    expect(faults).to.deep.equal(path === undefined ? [] : [`1 ${path}`]);
  },
});
const notJson = (status: number, type: string): Seen => ({
  shows: raw => {
    expect(raw.status).to.equal(status);
    expect(raw.headers['content-type']).to.equal(type);
    expect(raw.json).to.equal(undefined);
    expect(Number(raw.headers['content-length'])).to.equal(raw.text.length);
  },
});
const pages = (count: number): Seen => ({
  shows: raw => {
    expect(steps(raw)).to.have.length(count);
    expect(raw.json?.['NextToken']).to.be.a('string');
  },
});

const ON_THE_WIRE: Readonly<Record<Exclude<FaultKind, CreateKind>, Seen>> = {
  throttle: { error: [400, 'ThrottlingException'] },
  throttleWithRetryAfter: { error: [400, 'ThrottlingException'] },
  internalError: { error: [500, 'InternalFailure'] },
  unavailableHtml: notJson(503, 'text/html'),
  resetBeforeResponse: { breaks: 'ECONNRESET' },
  resetInsideBody: { breaks: 'ECONNRESET' },
  cutBody: { breaks: 'ECONNRESET' },
  stalledHeaders: { breaks: 'ABORT_ERR' },
  stalledBody: { breaks: 'ABORT_ERR' },
  truncatedJson: notJson(200, 'application/x-amz-json-1.1'),
  invalidJson: notJson(200, 'application/x-amz-json-1.1'),
  missingList: {
    shows: raw => {
      expect(raw.status).to.equal(200);
      expect(raw.json).to.have.all.keys('NextToken');
    },
  },
  badTimestamp: faultyItem('inferenceBenchmark.invocationStartTime'),
  wrongType: faultyItem('inferenceBenchmark.metrics'),
  missingRequiredField: faultyItem('status'),
  unknownStatus: faultyItem('status'),
  unknownInstanceType: faultyItem('inferenceBenchmark.endpointConfiguration.instanceType'),
  extraFields: faultyItem(undefined),
  emptyPage: pages(0),
  repeatedToken: pages(3),
  tokenCycle: pages(3),
  expiredToken: { error: [400, 'ValidationException'] },
  expiredCredentials: { error: [400, 'ExpiredTokenException'] },
  unrecognizedClient: { error: [400, 'UnrecognizedClientException'] },
  accessDenied: { error: [400, 'AccessDeniedException'] },
  requestTimeout: { error: [408, 'RequestTimeoutException'] },
  resourceNotFound: { error: [400, 'com.amazonaws.sagemaker#ResourceNotFound'] },
  clockSkew: { error: [403, 'InvalidSignatureException'] },
};

/** Waits for the response. A call that stalls is aborted once its fault was applied. */
async function answerOf<T>(fault: ScriptedFault, send: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const abort = new AbortController();
  const before = fault.struck;
  const answer = send(abort.signal);
  if (fault.fault.kind.startsWith('stalled') && before === 0) {
    void answer.catch(() => undefined);
    await until(() => fault.struck > before);
    abort.abort();
  }
  return answer;
}

describe('testing: faults', () => {
  let simulator: Simulator;
  let client: SageMakerClient;
  let fake: FakeRecommender;
  before(async () => {
    simulator = await startSimulator({ jobs, speed: 0 });
    fake = fakeRecommender({ jobs, speed: 0 });
    client = sdkClient(simulator.endpoint);
  });
  after(async () => {
    client.destroy();
    await simulator.close();
  });
  afterEach(() => {
    simulator.clearFaults();
    fake.clearFaults();
  });

  for (const kind of Object.keys(ON_THE_WIRE) as (keyof typeof ON_THE_WIRE)[]) {
    it(`${kind}: on the wire, once, and then no more`, async () => {
      const scripted = simulator.fault(kind, { times: 1 });
      const seen = ON_THE_WIRE[kind];
      const call = (): Promise<RawResponse> =>
        answerOf(scripted, signal => post(simulator.endpoint, LIST_STEPS, input, signal));
      if ('error' in seen) {
        const { status, json } = await call();
        expect([status, json?.['__type']]).to.deep.equal(seen.error);
      } else if ('breaks' in seen) expect((await rejection(call())).code).to.equal(seen.breaks);
      else seen.shows(await call());
      expect(scripted.struck).to.equal(1);
      const sound = await call();
      expect(sound.status).to.equal(200);
      expect(sound.json?.['Steps']).to.have.length(3);
      expect(validateShape('ListInferenceRecommendationsJobStepsResponse', sound.json)).to.deep.equal([]);
    });

    it(`${kind}: the SDK and the fake tell it alike`, async () => {
      const told = async (
        fault: ScriptedFault,
        send: (signal: AbortSignal) => Promise<object>,
      ): Promise<unknown> => {
        try {
          const answer = (await answerOf(fault, send)) as { Steps?: unknown[]; NextToken?: string };
          return { steps: answer.Steps?.length, more: answer.NextToken !== undefined };
        } catch (error) {
          const { name, code, $fault, $metadata, message } = error as Awaited<ReturnType<typeof rejection>>;
          const { httpStatusCode, clockSkewCorrected } = $metadata ?? {};
          // The SDK adds a hint of its own, and the times of a refused signature differ.
          const text = message.replace(/\n +Deserialization error.*/s, '').replace(/\d{8}T\d{6}Z/g, 'TIME');
          return { name, code, $fault, httpStatusCode, clockSkewCorrected, text };
        }
      };
      const fromSdk = await told(simulator.fault(kind), abortSignal => client.send(list(), { abortSignal }));
      const fromFake = await told(fake.fault(kind), abortSignal => fake.send(list(), { abortSignal }));
      // The fake keeps values that the SDK can't parse, so that decoders have to reject them.
      const kept = { steps: 3, more: true };
      // An abort reaches the SDK before or within the body; within it, @smithy/core 3.41.1 tells of the connection.
      const within = { name: 'Error', code: 'ECONNRESET', httpStatusCode: 200, text: 'aborted' };
      if (kind === 'stalledBody' && (fromSdk as { readonly code?: string }).code !== undefined) {
        expect(fromSdk).to.include(within);
        expect(fromFake).to.include({ name: 'AbortError' });
        return;
      }
      if (kind === 'badTimestamp') expect(fromSdk).to.include({ name: 'TypeError', httpStatusCode: 200 });
      expect(fromFake).to.deep.equal(kind === 'badTimestamp' ? kept : fromSdk);
    });
  }

  it('sends Retry-After, with the given seconds, and the SDK passes it on', async () => {
    simulator.fault({ kind: 'throttleWithRetryAfter', retryAfterSeconds: 7 });
    expect((await post(simulator.endpoint, LIST_STEPS, input)).headers['retry-after']).to.equal('7');
    simulator.fault('throttle');
    expect((await post(simulator.endpoint, LIST_STEPS, input)).headers).not.to.have.property('retry-after');
    for (const [sim, send] of [
      [simulator, (): Promise<unknown> => client.send(list())],
      [fake, (): Promise<unknown> => fake.send(list())],
    ] as const) {
      sim.fault('throttleWithRetryAfter');
      const { $response } = (await rejection(send())) as unknown as {
        $response: { headers: Record<string, string> };
      };
      expect($response.headers['retry-after']).to.equal('1');
    }
  });

  it('sends x-amz-retry-after alone, or beside Retry-After', async () => {
    const sent = async (more: object): Promise<unknown[]> => {
      simulator.fault({ kind: 'throttleWithRetryAfter', ...more });
      const { headers } = await post(simulator.endpoint, LIST_STEPS, input);
      return [headers['x-amz-retry-after'], headers['retry-after']];
    };
    expect(await sent({ retryAfterMs: 250 })).to.deep.equal(['250', undefined]);
    expect(await sent({ retryAfterMs: 250, retryAfterSeconds: 3 })).to.deep.equal(['250', '3']);
  });

  it('throttles by other names, and counts them', async () => {
    const { throttles } = simulator.stats();
    for (const kind of ['throttle', 'throttleWithRetryAfter'] as const) {
      simulator.fault({ kind, name: 'EC2ThrottledException' });
      const { json } = await post(simulator.endpoint, LIST_STEPS, input);
      expect(json).to.deep.equal({ __type: 'EC2ThrottledException', message: 'Rate exceeded' });
    }
    expect(simulator.stats().throttles - throttles).to.equal(2);
  });

  it('writes an error of the service model in each form, and the SDK reads all of them', async () => {
    const bodies = {
      namespaced: ['com.amazonaws.sagemaker#ResourceNotFound', 'Message', true],
      plain: ['ResourceNotFound', 'message', false],
      header: [undefined, 'Message', true],
    } as const;
    for (const form of ERROR_FORMS) {
      simulator.fault({ kind: 'resourceNotFound', form });
      const { json, headers } = await post(simulator.endpoint, LIST_STEPS, input);
      const [type, member, hasHeader] = bodies[form];
      expect(json?.['__type'], form).to.equal(type);
      expect(json?.[member], form).to.match(/^Could not find/);
      expect('x-amzn-errortype' in headers, form).to.equal(hasHeader);
      for (const [sim, send] of [
        [simulator, (): Promise<unknown> => client.send(list())],
        [fake, (): Promise<unknown> => fake.send(list())],
      ] as const) {
        sim.fault({ kind: 'resourceNotFound', form });
        const error = await rejection(send());
        expect([error.name, error.message], form).to.deep.equal(['ResourceNotFound', json?.[member]]);
      }
    }
  });

  it('writes all errors of the service model in the form of its behaviours, except for a fault with one', async () => {
    const unknown = { JobName: 'unknown' };
    const wire = async (): Promise<unknown> => (await post(simulator.endpoint, DESCRIBE, unknown)).json;
    const told = "Could not find inference recommendations job 'unknown'.";
    const namespaced = { __type: 'com.amazonaws.sagemaker#ResourceNotFound', Message: told };
    expect(await wire()).to.deep.equal(namespaced);
    simulator.behave({ errorForm: 'plain' });
    expect(await wire()).to.deep.equal({ __type: 'ResourceNotFound', message: told });
    simulator.behave({ errorForm: 'header' });
    expect(await wire()).to.deep.equal({ Message: told });
    simulator.fault({ kind: 'resourceNotFound', form: 'namespaced' });
    expect(await wire()).to.deep.equal(namespaced);
    simulator.behave({ errorForm: 'header', notFoundAs: 'ValidationException' });
    expect(await wire()).to.deep.equal({
      __type: 'ValidationException',
      message: 'Requested resource not found.',
    });
    simulator.behave({});
    expect(await wire()).to.deep.equal(namespaced);
  });

  it('says of a job that it does not exist as sibling calls do', async () => {
    simulator.fault({ kind: 'resourceNotFound', as: 'ValidationException' });
    const { json } = await post(simulator.endpoint, DESCRIBE, { JobName: 'job' });
    expect(json).to.deep.equal({ __type: 'ValidationException', message: 'Requested resource not found.' });
  });

  it('refuses a new job for its name or for the limit, and no other call', async () => {
    const creation = {
      JobName: 'fresh',
      JobType: 'Default',
      RoleArn: 'arn:aws:iam::123456789012:role/Tester',
      InputConfig: { ModelName: 'resnet' },
    };
    for (const [kind, type] of [
      ['resourceInUse', 'ResourceInUse'],
      ['resourceLimitExceeded', 'ResourceLimitExceeded'],
    ] as const) {
      const scripted = simulator.fault({ kind, form: 'plain' });
      expect((await post(simulator.endpoint, LIST_STEPS, input)).status).to.equal(200);
      const refused = await post(simulator.endpoint, CREATE, creation);
      expect([refused.status, refused.json?.['__type']]).to.deep.equal([400, type]);
      expect(scripted.struck).to.equal(1);
      expect(() => simulator.fault(kind, { operation: LIST_STEPS })).to.throw(/makes no sense/);
    }
  });

  it('has each kind in one of these tables', () => {
    const create: readonly CreateKind[] = ['resourceInUse', 'resourceLimitExceeded'];
    expect([...Object.keys(ON_THE_WIRE), ...create]).to.have.members(FAULT_KINDS);
  });

  it('resets inside the body only after the headers and half of the body', async () => {
    for (const kind of ['resetInsideBody', 'cutBody', 'stalledBody'] as const) {
      simulator.fault(kind);
      const headers = { 'x-amz-target': `SageMaker.${LIST_STEPS}` };
      const response = await fetch(simulator.endpoint, {
        method: 'POST',
        headers,
        body: JSON.stringify(input),
      });
      expect(response.status, kind).to.equal(200);
      const reader = (response.body as ReadableStream<Uint8Array>).getReader();
      const { value } = await reader.read();
      expect(value?.length, kind).to.equal(Math.floor(Number(response.headers.get('content-length')) / 2));
      if (kind === 'stalledBody') await reader.cancel();
      else await rejection(reader.read());
    }
  });

  it('loses no items after an empty page', async () => {
    const seen: unknown[] = [];
    simulator.fault('emptyPage', { call: [1, 3, 5] });
    let NextToken: string | undefined;
    let calls = 0;
    do {
      const page = await client.send(list({ NextToken }));
      seen.push(...(page.Steps ?? []));
      ({ NextToken } = page);
      calls += 1;
    } while (NextToken !== undefined);
    expect([calls, seen.length]).to.deep.equal([6, 9]);
  });

  for (const [kind, length] of [
    ['repeatedToken', 1],
    ['tokenCycle', 2],
    ['tokenCycle', 3],
    ['tokenCycle', 4],
  ] as const) {
    for (const start of [1, 2, 3]) {
      it(`${kind} goes round ${String(length)} tokens for ever, from call ${String(start)} on`, async () => {
        const fault = kind === 'tokenCycle' ? ({ kind, length } as const) : kind;
        simulator.fault(fault, { call: start });
        const tokens: (string | undefined)[] = [];
        for (let call = 1; call <= 14; call += 1) {
          const { json } = await post(simulator.endpoint, LIST_STEPS, { ...input, NextToken: tokens.at(-1) });
          tokens.push(json?.['NextToken'] as string);
        }
        const round = tokens.slice(start - 1);
        expect(new Set(round).size).to.equal(length);
        round.forEach((token, index) => {
          expect(token).to.equal(round[index % length]);
        });
        expect(new Set(tokens).size).to.equal(start - 1 + length);
      });
    }
  }

  it('refuses for the clock until the client corrects its own', async () => {
    for (const skewMs of [3_600_000, -1_800_000]) {
      const fresh = sdkClient(simulator.endpoint);
      const scripted = simulator.fault({ kind: 'clockSkew', skewMs });
      const error = await rejection(fresh.send(list()));
      expect(error.message).to.match(/^Signature (expired|not yet current): \d{8}T\d{6}Z is now/);
      expect(error.$metadata?.clockSkewCorrected).to.equal(true);
      expect((await fresh.send(list())).Steps).to.have.length(3);
      fresh.destroy();
      scripted.remove();
    }
    const other = fakeRecommender({ jobs, speed: 0 });
    other.fault('clockSkew');
    expect((await rejection(other.send(list()))).$metadata?.clockSkewCorrected).to.equal(true);
    expect((await other.send(list()))['Steps']).to.have.length(3);
  });

  it('applies to jobs and Describe where that makes sense', async () => {
    const shapes: [string, string][] = [
      [LIST_JOBS, 'ListInferenceRecommendationsJobsResponse'],
      [DESCRIBE, 'DescribeInferenceRecommendationsJobResponse'],
    ];
    for (const [operation, shape] of shapes) {
      for (const kind of [
        'missingList',
        'badTimestamp',
        'wrongType',
        'missingRequiredField',
        'unknownStatus',
      ] as const) {
        simulator.fault(kind);
        const { json } = await post(
          simulator.endpoint,
          operation,
          operation === DESCRIBE ? { JobName: 'job' } : {},
        );
        expect(validateShape(shape, json), `${operation} ${kind}`).not.to.have.length(0);
      }
    }
    simulator.fault('throttle', { operation: 'DescribeInferenceRecommendationsJob' });
    expect(
      (await client.send(new ListInferenceRecommendationsJobsCommand())).InferenceRecommendationsJobs,
    ).to.have.length(2);
    const describe = new DescribeInferenceRecommendationsJobCommand({ JobName: 'job' });
    expect((await rejection(client.send(describe))).name).to.equal('ThrottlingException');
    expect((await client.send(describe)).JobName).to.equal('job');
  });

  it('makes the given item faulty', async () => {
    simulator.fault({ kind: 'missingRequiredField', index: 0 });
    const { json } = await post(simulator.endpoint, LIST_STEPS, input);
    const items = json?.['Steps'] as Record<string, unknown>[];
    expect(items.map(step => step['Status'])).to.deep.equal([undefined, 'COMPLETED', 'COMPLETED']);
  });

  it('ends stalled calls when it closes', async () => {
    const short = await startSimulator({ jobs, speed: 0 });
    short.fault('stalledHeaders', { times: 2 });
    short.fault('stalledBody', { call: { from: 3 } });
    const stalled = [1, 2, 3].map(() => rejection(post(short.endpoint, LIST_STEPS, input)));
    await until(() => short.stats().openRequests === 3);
    await short.close();
    const codes = (await Promise.all(stalled)).map(error => error.code);
    expect(codes).to.deep.equal(['ECONNRESET', 'ECONNRESET', 'ECONNRESET']);
    expect(short.stats()).to.include({ openRequests: 0, openSockets: 0 });
    const other = fakeRecommender({ jobs });
    other.fault('stalledBody');
    const waiting = rejection(other.send(list()));
    await new Promise(resolve => setImmediate(resolve));
    expect(other.stats().openRequests).to.equal(1);
    await other.close();
    expect((await waiting).code).to.equal('ECONNRESET');
    other.fault('stalledHeaders');
    expect((await rejection(other.send(list()))).code).to.equal('ECONNRESET');
  });
});

describe('testing: FaultSchedule', () => {
  const struck = (target: object, kind: FaultKind = 'throttle'): number[] => {
    const schedule = new FaultSchedule();
    schedule.add(kind, target);
    return Array.from({ length: 10 }, (_, index) => index + 1).filter(() => schedule.next(LIST_STEPS, 'job'));
  };

  it('applies to the given calls', () => {
    expect(struck({})).to.deep.equal([1]);
    expect(struck({ call: 4 })).to.deep.equal([4]);
    expect(struck({ call: [2, 5, 6] })).to.deep.equal([2, 5, 6]);
    expect(struck({ times: 3 })).to.deep.equal([1, 2, 3]);
    expect(struck({ call: { from: 3, to: 9, every: 3 } })).to.deep.equal([3, 6, 9]);
    expect(struck({ call: { from: 8 } })).to.deep.equal([8, 9, 10]);
    expect(struck({ call: { from: 2, every: 4 }, times: 2 })).to.deep.equal([2, 6]);
    expect(struck({ call: 8 }, 'tokenCycle')).to.deep.equal([8, 9, 10]);
  });

  it('counts only the calls that its target matches', () => {
    const schedule = new FaultSchedule();
    schedule.add('throttle', { operation: LIST_STEPS, jobName: 'job', call: 2 });
    expect(schedule.next(DESCRIBE, 'job')).to.equal(undefined);
    expect(schedule.next(LIST_STEPS, 'other')).to.equal(undefined);
    expect(schedule.next(LIST_STEPS, 'job')).to.equal(undefined);
    expect(schedule.next(LIST_STEPS, 'job')?.fault.kind).to.equal('throttle');
  });

  it('applies the older of two faults, and none that was removed', () => {
    const schedule = new FaultSchedule();
    const first = schedule.add('throttle', { times: 5 });
    schedule.add('internalError', { times: 5 });
    expect(schedule.next(LIST_STEPS, 'job')?.fault.kind).to.equal('throttle');
    first.remove();
    expect(schedule.next(LIST_STEPS, 'job')?.fault.kind).to.equal('internalError');
    schedule.clear();
    expect(schedule.next(LIST_STEPS, 'job')).to.equal(undefined);
    expect(first.struck).to.equal(1);
  });
});
