import { expect } from 'chai';
import type { IncomingMessage } from 'node:http';
import { Authorizer } from '../../src/gateway/authorizer.js';
import type { GatewayOptions } from '../../src/gateway/index.js';
import { REFUSALS } from '../../src/gateway/refusal.js';
import { SseClient, WsClient } from '../support/gatewayClients.js';
import { served } from '../support/gatewayOf.js';
import { until } from '../support/simulated.js';
import { virtualTime } from '../support/virtualTime.js';

const EVENTS = { accept: 'text/event-stream' };
const codeOf = async (response: Response): Promise<unknown> =>
  ((await response.json()) as { readonly code: unknown }).code;

const FORMS = [
  ['WebSocket', (url: string) => new WsClient(url, { headers: { 'x-user': 'out' } })],
  ['SSE', (url: string) => new SseClient(url, { 'x-user': 'out' })],
] as const;

describe('access to a gateway', () => {
  it('is denied alike whether or not a job is followed and the gateway is full', async () => {
    const authorize: GatewayOptions['authorize'] = ({ headers }) => headers['x-user'] === 'me';
    await served({ authorize, maxClients: 1, maxJobs: 1 }, async ({ url, watch }) => {
      const mine = new SseClient(`${url}/jobs/followed`, { 'x-user': 'me' });
      await mine.first(2);
      for (const name of ['followed', 'other'])
        expect(await codeOf(await fetch(`${url}/jobs/${name}`, { headers: EVENTS }))).equal('DENIED');
      const known = { headers: { ...EVENTS, 'x-user': 'me' } };
      expect(await codeOf(await fetch(`${url}/jobs/other`, known))).equal('FULL');
      expect([...watch.jobs.keys()]).deep.equal(['followed']);
      mine.drop();
    });
  });

  it('is denied before the form of a request is looked at, so that a page learns why', async () => {
    await served({ authorize: (_, jobName) => jobName === 'mine' }, async ({ url }) => {
      const ask = (name: string): Promise<Response> =>
        fetch(`${url}/jobs/${name}`, { headers: { accept: 'application/json' } });
      expect([(await ask('mine')).status, (await ask('other')).status]).deep.equal([406, 403]);
    });
  });

  it('takes no place of a client while authorize is asked', async () => {
    const asked: ((yes: boolean) => void)[] = [];
    const authorize: GatewayOptions['authorize'] = ({ headers }) =>
      headers['x-user'] === 'me' || new Promise(resolve => asked.push(resolve));
    await served({ authorize, maxClients: 1 }, async ({ url }) => {
      const waiting = Array.from({ length: 5 }, () => new WsClient(`${url}/jobs/j`));
      await until(() => asked.length === 5);
      const mine = new SseClient(`${url}/jobs/j`, { 'x-user': 'me' });
      expect((await mine.first(1))[0]).include({ type: 'hello' });
      for (const answer of asked) answer(false);
      for (const client of waiting) expect(await client.ended).include({ code: 1006 });
      mine.drop();
    });
  });

  for (const [form, open] of FORMS)
    it(`is asked for again over ${form} where rights change while authorize answers`, async () => {
      const answers: ((yes: boolean) => void)[] = [];
      const authorize = (): Promise<boolean> => new Promise(resolve => answers.push(resolve));
      await served({ authorize }, async ({ gateway, watch, url }) => {
        const client = open(`${url}/jobs/j`);
        await until(() => answers.length === 1);
        await gateway.reauthorize();
        answers[0]!(true);
        await until(() => answers.length === 2);
        answers[1]!(false);
        await client.ended;
        expect([client.messages, watch.jobs.size]).deep.equal([[], 0]);
      });
    });

  it('is refused as BUSY while the most requests that may wait for authorize do', async () => {
    const answers: ((yes: boolean) => void)[] = [];
    const authorizer = new Authorizer(() => new Promise(resolve => answers.push(resolve)), virtualTime(), 2);
    const ask = (): Promise<unknown> => authorizer.refusalOf({} as unknown as IncomingMessage, 'j');
    const first = [ask(), ask()];
    expect(await ask()).equal(REFUSALS.authorizing);
    answers[0]!(true);
    expect(await first[0]).undefined;
    const third = ask();
    for (const answer of answers) answer(false);
    expect(await Promise.all([first[1], third])).deep.equal([REFUSALS.denied, REFUSALS.denied]);
  });

  for (const [form, open] of FORMS)
    describe(`over ${form}, asked again`, () => {
      const revocable = (): { allowed: boolean; asked: number; authorize: GatewayOptions['authorize'] } => {
        const rights = {
          allowed: true,
          asked: 0,
          authorize: ({ headers }: IncomingMessage) => {
            rights.asked += 1;
            return headers['x-user'] !== 'out' || rights.allowed;
          },
        };
        return rights;
      };

      it('ends at the interval for a client that is denied by then, and for no other', async () => {
        const rights = revocable();
        const { authorize } = rights;
        await served({ authorize, reauthorizeMs: 60_000 }, async ({ gateway, watch, time, url }) => {
          const [out, stays] = [open(`${url}/jobs/j`), new WsClient(`${url}/jobs/j`)];
          await Promise.all([out.first(2), stays.first(2)]);
          await time.pass(60_000);
          expect([rights.asked, gateway.stats().clients]).deep.equal([4, 2]);
          rights.allowed = false;
          await time.pass(59_999);
          expect([rights.asked, gateway.stats().clients]).deep.equal([4, 2]);
          await time.pass(1);
          const ended = await out.ended;
          expect(out.messages.at(-1)).deep.equal({
            type: 'error',
            code: 'DENIED',
            message: 'Access denied.',
            retry: false,
          });
          if (form === 'WebSocket') expect(ended).deep.equal({ code: 1008, reason: 'DENIED' });
          else expect([ended.reason, (out as SseClient).lastEventId]).deep.equal(['whole', 'end']);
          await until(() => gateway.stats().clients === 1);
          watch.job('j').put('a', 1);
          await until(() => stays.messages.some(({ type }) => type === 'event'));
          stays.drop();
        });
      });

      it('ends at reauthorize(), and nothing more of the job is sent', async () => {
        const rights = revocable();
        const { authorize } = rights;
        await served({ authorize }, async ({ gateway, watch, time, url }) => {
          const out = open(`${url}/jobs/j`);
          await out.first(2);
          await time.pass(3_600_000);
          expect(rights.asked).equal(1);
          await gateway.reauthorize();
          expect([rights.asked, gateway.stats().clients]).deep.equal([2, 1]);
          rights.allowed = false;
          await gateway.reauthorize();
          watch.job('j').put('secret', 1);
          await out.ended;
          expect(out.messages.at(-1)).include({ type: 'error', code: 'DENIED' });
          expect(JSON.stringify(out.messages)).not.include('secret');
          await until(() => gateway.stats().clients === 0);
        });
      });
    });
});
