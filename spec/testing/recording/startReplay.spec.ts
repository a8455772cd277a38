import { expect } from 'chai';
import { FAULT_KINDS, startSimulator, type Simulator } from '../../../src/testing/index.js';
import { connect } from '../../../src/recommender.js';
import { recordCalls } from '../../../src/testing/recording/recordCalls.js';
import { startReplay } from '../../../src/testing/recording/startReplay.js';
import { lastValueFrom } from 'rxjs';
import { failure } from '../../support/failure.js';
import { clientOf } from '../../support/simulated.js';
import { post, DESCRIBE } from '../support.js';
import { linesOf } from './recorded.js';

describe('startReplay', () => {
  it('answers byte for byte as the service did, to any client', async () => {
    const answer = { JobName: 'j', Newer: [1.5, 'é'] };
    const lines = await linesOf([{ operation: DESCRIBE, input: { JobName: 'j' }, answer }], false);
    const server = await startReplay(lines);
    const got = await post(server.endpoint, DESCRIBE, { JobName: 'j' });
    expect([got.status, got.text]).deep.equal([200, JSON.stringify(answer)]);
    const unknown = await post(server.endpoint, DESCRIBE, { JobName: 'k' });
    expect(unknown.status).equal(400);
    expect(unknown.json).property('__type', 'NotRecordedException');
    expect((await post(server.endpoint, DESCRIBE, 'not JSON')).status).equal(400);
    await server.close();
  });

  it('answers GetCallerIdentity with the account of the recorded ARNs', async () => {
    const JobArn = 'arn:aws:sagemaker:eu-west-1:210987654321:inference-recommendations-job/j';
    const lines = await linesOf(
      [{ operation: DESCRIBE, input: { JobName: 'j' }, answer: { JobName: 'j', JobArn } }],
      false,
    );
    const server = await startReplay(lines);
    const form = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
    const body = 'Action=GetCallerIdentity&Version=2011-06-15';
    const answer = await fetch(server.endpoint, { method: 'POST', headers: form, body });
    const text = await answer.text();
    await server.close();
    expect([answer.status, answer.headers.get('content-type')]).deep.equal([200, 'text/xml']);
    expect(text).contain('<Account>210987654321</Account>').contain('arn:aws:iam::210987654321:user/');
  });

  it('fails as the service did, with each kind of fault', async () => {
    const quiet = ['stalledHeaders', 'stalledBody'];
    const simulator = await startSimulator({ jobs: [{ name: 'j', steps: 3 }] });
    const client = clientOf(simulator);
    for (const kind of FAULT_KINDS.filter(name => !quiet.includes(name))) {
      simulator.clearFaults();
      simulator.fault(kind);
      const lines: string[] = [];
      const recording = recordCalls(client, { write: line => lines.push(line), redact: false });
      const before = await outcome(recording);
      const server = await startReplay(lines);
      const again = clientOf({ endpoint: server.endpoint } as Simulator);
      expect(await outcome(again), kind).deep.equal(before);
      again.destroy();
      await server.close();
    }
    client.destroy();
    await simulator.close();
  });

  it('says where it cannot listen', async () => {
    const [header = ''] = await linesOf([]);
    const first = await startReplay(header);
    const { port } = new URL(first.endpoint);
    expect(await failure(startReplay(header, { port: Number(port) }))).property('code', 'EADDRINUSE');
    await first.close();
  });

  it('takes a recording of anyone’s making: headers and states that Node would throw for', async () => {
    const [header = ''] = await linesOf([]);
    const call = { operation: DESCRIBE, input: {}, at: 1, ms: 1, status: 200, body: '{}' };
    const server = await startReplay([
      header,
      JSON.stringify({ ...call, headers: { 'retry-after': 'a\r\nb: c' } }),
    ]);
    expect(await post(server.endpoint, DESCRIBE, {})).property('status', 200);
    await server.close();
    for (const status of [99, 199, 600, 200.5])
      expect(await failure(startReplay([header, JSON.stringify({ ...call, status })]))).property(
        'code',
        'INVALID_INPUT',
      );
  });
});

/** What a description comes to, once. */
async function outcome(client: Parameters<typeof recordCalls>[0]): Promise<unknown> {
  const recommender = connect({ client, quota: { perSecond: Infinity }, retry: { attempts: 1 } });
  try {
    return JSON.stringify(await lastValueFrom(recommender.job$('j')));
  } catch (error) {
    const { code, message, cause } = error as { code: string; message: string; cause?: Error };
    return [code, code === 'NETWORK' ? '' : message, cause?.name];
  } finally {
    await recommender.close();
  }
}
