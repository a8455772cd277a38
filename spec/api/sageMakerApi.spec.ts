import {
  DescribeInferenceRecommendationsJobCommand,
  ListInferenceRecommendationsJobStepsCommand,
  type SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import { expect } from 'chai';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ServerResponse } from 'node:http';
import {
  borrowedClient,
  OPERATIONS,
  ownClient,
  sageMakerApi,
  type Credentials,
  type HeldClient,
  type OwnClient,
  type RecommenderClient,
} from '../../src/api/sageMakerApi.js';
import { BARE, useEnvironment } from '../support/environment.js';
import { callOptions } from '../support/fakeApi.js';
import { failure } from '../support/failure.js';
import { answering, useLocalService, type Answer } from '../support/localService.js';
import { started, useTrace } from '../support/traceEvents.js';

/** The time of day of this spec. */
const now = (): number => Date.UTC(2026, 0, 15, 9);

const job = { JobName: 'my-job' };

describe('sageMakerApi', () => {
  const service = useLocalService();
  let client: RecommenderClient;
  const api = (): ReturnType<typeof sageMakerApi> => sageMakerApi(client, now);

  const credentials = async (): Promise<Credentials> => ({ accessKeyId: 'id', secretAccessKey: 'secret' });
  const own = (): OwnClient =>
    ownClient({ region: 'eu-west-1', endpoint: service.endpoint }, { credentials });
  const clients: Readonly<Record<string, () => HeldClient>> = {
    'a client of the caller': () => borrowedClient(service.client()),
    'a client of our own': own,
  };
  for (const [whose, make] of Object.entries(clients))
    describe(`through ${whose}`, () => {
      let held: HeldClient;
      before(() => {
        held = make();
        ({ client } = held);
      });
      after(() => {
        held.dispose();
      });

      describe('asks and answers', () => {
        it('lists steps: the request on the wire, the answer as received', async () => {
          const body = {
            Steps: [
              {
                StepType: 'BENCHMARK',
                NewField: { of: 'AWS' },
                InferenceBenchmark: { InvocationEndTime: 'bad' },
              },
              'not even a step',
            ],
            NextToken: 'next',
          };
          service.answer = answering(200, body);
          const input = { ...job, Status: 'COMPLETED', StepType: 'BENCHMARK', MaxResults: 7, NextToken: 't' };
          expect(await api().listSteps(input, callOptions())).deep.equal(body);
          expect(service.received[0]).include({ target: 'SageMaker.ListInferenceRecommendationsJobSteps' });
          expect(service.received[0]?.body).deep.equal(input);
        });

        it('describes a job', async () => {
          service.answer = answering(200, { JobName: 'my-job', New: true, CreationTime: 'bad' });
          expect(await api().describeJob(job, callOptions())).deep.equal({
            JobName: 'my-job',
            New: true,
            CreationTime: 'bad',
          });
          expect(service.received[0]).include({ target: 'SageMaker.DescribeInferenceRecommendationsJob' });
          expect(service.received[0]?.body).deep.equal(job);
        });

        it('lists jobs, times as seconds', async () => {
          const body = { InferenceRecommendationsJobs: [{ JobName: 'a' }], NextToken: 'next' };
          service.answer = answering(200, body);
          const input = { CreationTimeAfter: new Date(1500), NameContains: 'a', NextToken: 't' };
          expect(await api().listJobs(input, callOptions())).deep.equal(body);
          expect(service.received[0]).include({ target: 'SageMaker.ListInferenceRecommendationsJobs' });
          expect(service.received[0]?.body).deep.equal({ ...input, CreationTimeAfter: 1.5 });
        });

        for (const [method, target, member] of [
          ['listAiRecommendationJobs', 'ListAIRecommendationJobs', 'AIRecommendationJobs'],
          ['listAiBenchmarkJobs', 'ListAIBenchmarkJobs', 'AIBenchmarkJobs'],
        ] as const)
          it(`asks ${target}, times as seconds, and gives its page as received`, async () => {
            const body = { [member]: [{ Name: 'a', New: { of: 'AWS' } }, null], NextToken: 'next' };
            service.answer = answering(200, { ...body, Other: true });
            const input = { CreationTimeAfter: new Date(1500), StatusEquals: 'InProgress', MaxResults: 7 };
            expect(await api()[method](input, callOptions())).deep.equal(body);
            expect(service.received[0]).include({ target: `SageMaker.${target}` });
            expect(service.received[0]?.body).deep.equal({ ...input, CreationTimeAfter: 1.5 });
            service.answer = answering(200, { [member]: {} });
            expect(await failure(api()[method]({}, callOptions()))).include({
              code: 'MALFORMED_RESPONSE',
              message: `The answer's ${member} is not a list.`,
            });
          });

        for (const [method, input, target] of [
          ['describeAiRecommendationJob', { AIRecommendationJobName: 'a' }, 'DescribeAIRecommendationJob'],
          ['describeAiBenchmarkJob', { AIBenchmarkJobName: 'a' }, 'DescribeAIBenchmarkJob'],
          [
            'getScaling',
            {
              InferenceRecommendationsJobName: 'a',
              EndpointName: 'e',
              TargetCpuUtilizationPerCore: 50,
              ScalingPolicyObjective: { MinInvocationsPerMinute: 1, MaxInvocationsPerMinute: 9 },
            },
            'GetScalingConfigurationRecommendation',
          ],
        ] as const)
          it(`asks ${target}, and gives the answer as received`, async () => {
            const body = { Anything: { New: true }, CreationTime: 'bad' };
            service.answer = answering(200, body);
            expect(await api()[method](input as never, callOptions())).deep.equal(body);
            expect(service.received[0]).include({ target: `SageMaker.${target}` });
            expect(service.received[0]?.body).deep.equal(input);
          });

        for (const NextToken of [null, '', undefined])
          it(`reads a NextToken of ${JSON.stringify(NextToken)} as none`, async () => {
            service.answer = answering(200, { Steps: [], NextToken });
            expect(await api().listSteps(job, callOptions())).deep.equal({ Steps: [] });
          });

        it('leaves it to others what missing Steps mean', async () => {
          service.answer = answering(200, { Steps: null, NextToken: 'next' });
          expect(await api().listSteps(job, callOptions())).deep.equal({ NextToken: 'next' });
        });
      });

      describe('fails with a typed error', () => {
        it('without a request, where the installed SDK lacks the operation', async () => {
          const old = sageMakerApi(client, now, {
            ...OPERATIONS,
            listAiBenchmarkJobs: { Command: undefined },
          });
          const error = await failure(old.listAiBenchmarkJobs({}, callOptions()));
          expect(error).include({ code: 'MISSING_PEER', neededVersion: '3.1034.0' });
          expect(service.received).empty;
          service.answer = answering(200, { Steps: [] });
          expect(await old.listSteps(job, callOptions())).deep.equal({ Steps: [] });
        });

        for (const [name, method, list] of [
          ['ai-recommendation-job/a', 'describeAiRecommendationJob', 'ai.jobs$()'],
          ['ai-benchmark-job/a', 'describeAiBenchmarkJob', 'ai.benchmarks$()'],
        ] as const)
          it(`where there is no ${name}, with where to look`, async () => {
            service.answer = answering(400, { __type: 'ResourceNotFound', Message: 'none' });
            const input = { AIRecommendationJobName: 'a' } as const;
            const asked = method === 'describeAiRecommendationJob' ? input : { AIBenchmarkJobName: 'a' };
            expect(await failure(api()[method](asked as never, callOptions())))
              .include({ code: 'NOT_FOUND' })
              .property('message')
              .equal(
                `There is no job '${name}' in this account and region; ${list} lists those that are: none`,
              );
          });

        it('where there is no such result to scale, without denying the job', async () => {
          service.answer = answering(400, { __type: 'ResourceNotFound', Message: 'none' });
          const asked = { InferenceRecommendationsJobName: 'my-job' } as const;
          for (const result of [{ EndpointName: 'e-1' }, { RecommendationId: 'e-1' }])
            expect(await failure(api().getScaling({ ...asked, ...result }, callOptions())))
              .include({ code: 'NOT_FOUND' })
              .property('message')
              .equal(
                "There is no job 'my-job' in this account and region, or 'e-1' is none of its recommendations, which job$('my-job') shows: none",
              );
        });

        it('where a success has an error', async () => {
          service.answer = answering(200, {
            __type: 'com.amazon#ThrottlingException',
            message: 'Rate exceeded',
          });
          const error = await failure(api().listSteps(job, callOptions()));
          expect(error).include({ code: 'THROTTLED' });
          service.answer = answering(200, {
            __type: 'com.amazonaws.sagemaker#ResourceNotFound',
            Message: 'none',
          });
          expect(await failure(api().listSteps(job, callOptions())))
            .include({ code: 'NOT_FOUND' })
            .property('message')
            .match(/^There is no job 'my-job' .*: none$/);
          service.answer = answering(200, { __type: 'AccessDeniedException' });
          expect(await failure(api().listJobs({}, callOptions()))).include({ code: 'ACCESS_DENIED' });
          // A field that AWS may add is no error where the page is there.
          service.answer = answering(200, { __type: 'Page', Steps: [] });
          expect(await api().listSteps(job, callOptions())).deep.equal({ Steps: [] });
        });

        const cut: Answer = response => {
          response.writeHead(200, { 'content-length': '1000' });
          response.write('{"Steps":[', () => response.destroy());
        };
        const cutChunk: Answer = response => {
          response.writeHead(200);
          response.write('{"Steps":[', () => response.destroy());
        };
        const malformed = (message: string): object => ({ code: 'MALFORMED_RESPONSE', message });
        const answers: readonly (readonly [what: string, answer: Answer, expected: object])[] = [
          [
            'Steps that are no list',
            answering(200, { Steps: {} }),
            malformed("The answer's Steps is not a list."),
          ],
          [
            'a NextToken that is no string',
            answering(200, { Steps: [], NextToken: 7 }),
            malformed("The answer's NextToken is not a string."),
          ],
          ['no JSON', answering(200, '{"Steps":['), malformed('The answer is not JSON (10 characters).')],
          ['an empty body', answering(200, ''), malformed('The answer is not JSON (0 characters).')],
          ['a list', answering(200, []), malformed('The answer is not a JSON object.')],
          ['null', answering(200, 'null'), malformed('The answer is not a JSON object.')],
          ['a text', answering(200, '"text"'), malformed('The answer is not a JSON object.')],
          ['a body that is cut', cut, { code: 'NETWORK' }],
          ['a body that is cut, of unknown length', cutChunk, { code: 'NETWORK' }],
        ];
        for (const [what, answer, expected] of answers)
          it(`on ${what}`, async () => {
            service.answer = answer;
            expect(await failure(api().listSteps(job, callOptions()))).include(expected);
          });

        it('on jobs that are no list', async () => {
          service.answer = answering(200, { InferenceRecommendationsJobs: 'none' });
          expect(await failure(api().listJobs({}, callOptions()))).include(
            malformed("The answer's InferenceRecommendationsJobs is not a list."),
          );
        });

        it('keeps what JSON.parse said', async () => {
          service.answer = answering(200, '<html>');
          expect(await failure(api().listSteps(job, callOptions())))
            .property('cause')
            .instanceOf(SyntaxError);
        });

        it('that names the job, and blames a token only where one was sent', async () => {
          service.answer = answering(400, { __type: 'ResourceNotFound', message: 'none' });
          for (const call of [api().listSteps(job, callOptions()), api().describeJob(job, callOptions())])
            expect(await failure(call))
              .property('message')
              .contain("'my-job'");

          service.answer = answering(400, { __type: 'ValidationException', message: 'bad token' });
          const codes = [
            api().listSteps(job, callOptions()),
            api().listSteps({ ...job, NextToken: 't' }, callOptions()),
            api().listJobs({}, callOptions()),
            api().listJobs({ NextToken: 't' }, callOptions()),
          ].map(async call => ((await failure(call)) as { code: string }).code);
          expect(await Promise.all(codes)).deep.equal([
            'VALIDATION',
            'INVALID_TOKEN',
            'VALIDATION',
            'INVALID_TOKEN',
          ]);
        });
      });

      describe('ends with an abort', () => {
        /** Resolves when a client of this process has the headers of a response. */
        const headers = (): Promise<void> =>
          new Promise(resolve => {
            const channel = 'http.client.response.finish';
            const onResponse = (): void => {
              unsubscribe(channel, onResponse);
              resolve();
            };
            subscribe(channel, onResponse);
          });
        const places: readonly (readonly [where: string, answer: Answer, there: () => Promise<void>])[] = [
          ['waiting for headers', () => undefined, () => Promise.resolve()],
          ['in the body', response => response.writeHead(200).write('{"Steps":['), headers],
        ];
        for (const [where, answer, there] of places)
          it(`${where}: at once, and the server sees it`, async () => {
            const controller = new AbortController();
            const arrived = new Promise<void>(resolve => {
              service.answer = response => {
                answer(response);
                setImmediate(resolve);
              };
            });
            const reached = there();
            const call = failure(api().listSteps(job, controller));
            await arrived;
            await reached;
            controller.abort();
            expect(await call).include({ code: 'ABORTED', message: 'The call was aborted.' });
            expect(await service.received[0]?.ended).false;
          });

        it('before the call: nothing is sent', async () => {
          const error = await failure(api().listSteps(job, { signal: AbortSignal.abort() }));
          expect(error).property('code', 'ABORTED');
          expect(error).property('cause').property('name', 'AbortError');
          expect(service.received).empty;
        });
      });

      it('gives each of several calls at once its own answer, and ends one of them alone', async () => {
        const waiting: ServerResponse[] = [];
        const all = new Promise<void>(resolve => {
          service.answer = response => {
            if (waiting.push(response) === 3) resolve();
          };
        });
        const controller = new AbortController();
        const ended = failure(api().listSteps({ ...job, MaxResults: 1 }, controller));
        const answered = [2, 3].map(MaxResults => api().listSteps({ ...job, MaxResults }, callOptions()));
        await all;
        controller.abort();
        expect(await ended).property('code', 'ABORTED');
        waiting.forEach((response, i) => {
          const { MaxResults } = service.received[i]!.body as { MaxResults: number };
          answering(200, { Steps: [MaxResults] })(response);
        });
        expect(await Promise.all(answered)).deep.equal([{ Steps: [2] }, { Steps: [3] }]);
      });
    });

  describe('with a client of the caller', () => {
    it('never changes it', async () => {
      const client = service.client();
      const before = client.middlewareStack.identify();
      service.answer = answering(200, { Steps: [] });
      await sageMakerApi(client, now).listSteps(job, callOptions());
      service.answer = answering(500, {});
      await failure(sageMakerApi(client, now).describeJob(job, callOptions()));
      expect(client.middlewareStack.identify()).deep.equal(before);
    });

    it('takes the output of a mock, which has no body to take', async () => {
      const sent: unknown[] = [];
      const { signal } = new AbortController();
      const mock: RecommenderClient = {
        send: async (command, options) => {
          sent.push(command, options);
          return { $metadata: {}, Steps: [{ JobName: 'my-job' }], NextToken: undefined };
        },
      };
      expect(await sageMakerApi(mock, now).listSteps(job, { signal })).deep.equal({
        Steps: [{ JobName: 'my-job' }],
      });
      expect(sent[0]).instanceOf(ListInferenceRecommendationsJobStepsCommand).deep.include({ input: job });
      expect(sent[1]).deep.equal({ abortSignal: signal });
    });

    it('fails as malformed where a mock answers no object', async () => {
      const mock: RecommenderClient = { send: () => Promise.resolve(undefined) };
      expect(await failure(sageMakerApi(mock, now).describeJob(job, callOptions()))).property(
        'code',
        'MALFORMED_RESPONSE',
      );
    });

    it('makes one of our errors of what a mock throws, at once or later', async () => {
      const error = Object.assign(new Error('Rate exceeded'), { name: 'ThrottlingException' });
      const throwing: RecommenderClient = {
        send: () => {
          throw error;
        },
      };
      const rejecting: RecommenderClient = { send: () => Promise.reject(error) };
      for (const client of [throwing, rejecting])
        expect(await failure(sageMakerApi(client, now).describeJob(job, callOptions()))).include({
          code: 'THROTTLED',
          cause: error,
        });
    });

    it('makes a command of its own for each call', async () => {
      const commands = new Set<object>();
      const mock: RecommenderClient = { send: command => Promise.resolve(commands.add(command)) };
      for (let n = 0; n < 2; n += 1) await sageMakerApi(mock, now).describeJob(job, callOptions());
      expect(commands.size).equal(2);
      for (const command of commands) expect(command).instanceOf(DescribeInferenceRecommendationsJobCommand);
    });
  });

  describe('tells of each attempt', () => {
    const events = useTrace();

    it('which operation, job and attempt it is', async () => {
      const mock: RecommenderClient = { send: async () => ({}) };
      await sageMakerApi(mock, now).listSteps(job, callOptions({ attempt: 2 }));
      await sageMakerApi(mock, now).describeJob(job, callOptions({ attempt: 1 }));
      await sageMakerApi(mock, now).listJobs({}, callOptions());
      expect(started(events)).deep.equal([
        { kind: 'attempt', operation: 'listSteps', jobName: 'my-job', attempt: 2, call: undefined },
        { kind: 'attempt', operation: 'describeJob', jobName: 'my-job', attempt: 1, call: undefined },
        { kind: 'attempt', operation: 'listJobs', jobName: undefined, attempt: undefined, call: undefined },
      ]);
    });
  });
});

describe('ownClient', () => {
  useEnvironment({ ...BARE, AWS_REGION: 'us-west-2' });

  it('tries once, in the region and at the endpoint that are given', async () => {
    const { client, dispose } = ownClient({ region: 'eu-north-1', endpoint: 'http://127.0.0.1:1/' });
    const { config } = client as unknown as SageMakerClient;
    expect(await config.maxAttempts()).equal(1);
    expect(await config.region()).equal('eu-north-1');
    expect(await config.endpoint?.()).include({ hostname: '127.0.0.1', port: 1 });
    dispose();
  });

  it('reads the environment where nothing is given', async () => {
    const { client, dispose } = ownClient({});
    const { config } = client as unknown as SageMakerClient;
    expect(await config.region()).equal('us-west-2');
    expect(config.endpoint).undefined;
    dispose();
  });

  it('puts the middleware of a kind of calls together once', async () => {
    const { client, dispose } = ownClient({}, { credentials: () => Promise.reject(new Error('none')) });
    const { middlewareStack } = client as unknown as SageMakerClient;
    const { concat } = middlewareStack;
    let times = 0;
    middlewareStack.concat = stack => {
      times += 1;
      return concat(stack);
    };
    const api = sageMakerApi(client, now);
    for (let n = 0; n < 3; n += 1) await failure(api.listSteps(job, callOptions()));
    expect(times).equal(1);
    await failure(api.describeJob(job, callOptions()));
    expect(times).equal(2);
    dispose();
  });

  it('is destroyed in the end', () => {
    const { client, dispose } = ownClient({});
    let destroyed = 0;
    Object.assign(client, { destroy: () => (destroyed += 1) });
    dispose();
    expect(destroyed).equal(1);
  });
});

describe('borrowedClient', () => {
  it('is never destroyed', () => {
    let destroyed = 0;
    const client = { send: async () => ({}), destroy: () => (destroyed += 1) };
    const held = borrowedClient(client);
    expect(held.client).equal(client);
    held.dispose();
    expect(destroyed).equal(0);
  });
});
