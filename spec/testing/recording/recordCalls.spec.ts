import { DescribeInferenceRecommendationsJobCommand } from '@aws-sdk/client-sagemaker';
import { expect } from 'chai';
import { recordCalls } from '../../../src/testing/index.js';
import { failure, thrown } from '../../support/failure.js';
import { answering, useLocalService } from '../../support/localService.js';
import { connect } from '../../../src/recommender.js';
import { command, linesOf, parsedCalls } from './recorded.js';
import { lastValueFrom } from 'rxjs';

const describeJob = (JobName = 'my-job'): DescribeInferenceRecommendationsJobCommand =>
  new DescribeInferenceRecommendationsJobCommand({ JobName });

describe('recordCalls', () => {
  const service = useLocalService();

  it('records what came over the wire, as it was spelt, and the SDK reads it all the same', async () => {
    const lines: string[] = [];
    const client = recordCalls(service.client(), { write: line => lines.push(line), redact: false });
    service.answer = answering(200, '{"JobName" :"my-job", "CreationTime":1.50,"Newer":{"a":1e2}}', {
      'x-amzn-requestid': 'id-1',
      'x-secret': 'no',
    });
    const output = (await client.send(describeJob())) as { CreationTime: Date };
    expect(output.CreationTime.getTime()).equal(1500);
    const [{ at, ms, ...call } = {}] = parsedCalls(lines);
    expect([typeof at, typeof ms]).deep.equal(['number', 'number']);
    expect(call).deep.equal({
      operation: 'DescribeInferenceRecommendationsJob',
      input: { JobName: 'my-job' },
      status: 200,
      headers: { 'x-amzn-requestid': 'id-1', 'content-type': 'application/x-amz-json-1.1' },
      body: '{"JobName" :"my-job", "CreationTime":1.50,"Newer":{"a":1e2}}',
    });
    expect(lines.every(line => line.endsWith('}\n'))).equal(true);
  });

  it('records what stepstream reads, bodies that the SDK would refuse included', async () => {
    const lines: string[] = [];
    const client = recordCalls(service.client(), { write: line => lines.push(line), redact: false });
    service.answer = answering(200, '{"JobName":"my-job","CreationTime":"yesterday","JobType":7}');
    const recommender = connect({ client });
    const error = await failure(lastValueFrom(recommender.job$('my-job')));
    expect(error).property('code', 'DECODE');
    expect(parsedCalls(lines)[0]).property('body').include('yesterday');
    await recommender.close();
  });

  it('records an error as the service sent it, and throws it on', async () => {
    const lines: string[] = [];
    const client = recordCalls(service.client(), { write: line => lines.push(line) });
    const body = { __type: 'com.amazonaws.sagemaker#ResourceNotFound', Message: 'Could not find my job.' };
    service.answer = answering(400, body, { 'retry-after': '7' });
    expect(await failure(client.send(describeJob()))).property('name', 'ResourceNotFound');
    expect(parsedCalls(lines)[0]).deep.include({
      status: 400,
      body: '{"__type":"com.amazonaws.sagemaker#ResourceNotFound","Message":"Could not find … text-1"}',
    });
    expect(parsedCalls(lines)[0]).nested.property('headers.retry-after', '7');
  });

  it('holds nothing of the signature, even where the service repeats it', async () => {
    const lines: string[] = [];
    const client = recordCalls(service.client(), { write: line => lines.push(line), redact: false });
    const seen: string[] = [];
    service.answer = response => {
      const { authorization = '' } = response.req.headers;
      seen.push(
        ...authorization
          .split(/[\s,]+/)
          .slice(1)
          .map(part => part.replace(/^\w+=/, '')),
      );
      answering(403, { __type: 'SignatureDoesNotMatch', message: `The header was ${authorization}.` })(
        response,
      );
    };
    await failure(client.send(describeJob()));
    const [credential, , signature] = seen;
    expect(signature).match(/^[0-9a-f]{64}$/);
    const text = lines.join('');
    expect([text.includes(credential!), text.includes(signature!)]).deep.equal([false, false]);
  });

  it('records a failure without a response, and a call that was given up', async () => {
    const lines: string[] = [];
    const client = recordCalls(service.client(), { write: line => lines.push(line) });
    service.answer = response => response.socket?.destroy();
    await failure(client.send(describeJob()));
    service.answer = () => undefined;
    const giveUp = new AbortController();
    const sent = client.send(describeJob(), { abortSignal: giveUp.signal });
    while (service.received.length < 2) await new Promise(resolve => setImmediate(resolve));
    giveUp.abort();
    await failure(sent);
    const [reset, aborted] = parsedCalls(lines);
    expect(reset).nested.property('error.code', 'ECONNRESET');
    expect(reset).not.property('status');
    expect(aborted).property('aborted', true);
  });

  it('neither changes the client nor a command, which can be sent again', async () => {
    const lines: string[] = [];
    const original = service.client();
    const client = recordCalls(original, { write: line => lines.push(line) });
    service.answer = answering(200, { JobName: 'my-job' });
    const again = describeJob();
    const middleware = (): readonly string[] => again.middlewareStack.identify();
    await original.send(again); // The SDK adds its own with the first one.
    const before = middleware();
    for (let i = 0; i < 2; i++) await client.send(again);
    await original.send(again);
    expect(new Set(middleware())).deep.equal(new Set(before));
    expect(lines).length(3);
    expect(client.config).equal(original.config);
  });

  it('records the output of a mock, with times and NaN as the wire has them', async () => {
    const answer = {
      $metadata: { requestId: 'x' },
      CreationTime: new Date(1500),
      Cost: Number.NaN,
      Gone: undefined,
    };
    const [call] = parsedCalls(await linesOf([{ operation: 'X', input: { After: new Date(2000) }, answer }]));
    expect(call).deep.include({
      input: { After: 2 },
      status: 200,
      body: '{"CreationTime":1.5,"Cost":"NaN"}',
    });
  });

  it('dates calls by the time that passes, whatever the time of day does', async () => {
    const answer = {};
    const calls = parsedCalls(
      await linesOf([
        { operation: 'X', answer, at: 5 },
        { operation: 'X', answer, at: 900 },
      ]),
    );
    expect(calls.map(({ at }) => at)).deep.equal(
      [1_000_000, 1_000_005].map((_, i) => 1_000_000 + [5, 900][i]!),
    );
  });

  it('fails a call whose line cannot be written', async () => {
    let full = false;
    const write = (): void => {
      if (full) throw new Error('no space');
    };
    const client = recordCalls({ send: () => Promise.resolve({}) }, { write });
    full = true;
    expect(await failure(client.send(command('X', {})))).property('message', 'no space');
  });

  it('refuses what is no client, and options without write', () => {
    const write = (): void => undefined;
    expect(thrown(() => recordCalls({} as never, { write }))).property('option', 'client');
    expect(thrown(() => recordCalls({ send: () => Promise.resolve() }, {} as never))).property(
      'option',
      'write',
    );
  });
});
