import { expect } from 'chai';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { of, throwError } from 'rxjs';
import { WebSocket } from 'ws';
import { AccessDeniedError, NotFoundError, ThrottledError } from '../../src/core/errors.js';
import { createGateway, type GatewayOptions } from '../../src/gateway/index.js';
import { failure, thrown } from '../support/failure.js';
import { FakeWatch } from '../support/fakeWatch.js';
import { SseClient, WsClient } from '../support/gatewayClients.js';
import { served } from '../support/gatewayOf.js';
import { fullSummary, fullWireSummary } from '../support/jobs.js';
import { MemoryLogs } from '../support/memoryJobLog.js';
import { until } from '../support/simulated.js';
import { skip } from '../support/skip.js';
import { virtualTime } from '../support/virtualTime.js';

const types = (messages: readonly { readonly type: string }[]): string[] => messages.map(({ type }) => type);
const AWS_DETAIL = 'User: arn:aws:iam::123456789012:role/Secret is not authorized';

/** Runs a spec on a server that doesn't listen yet. */
async function withServer<T>(
  server: Server,
  work: (listen: (host?: string) => Promise<number>) => Promise<T>,
) {
  try {
    return await work(async (host = '127.0.0.1') => {
      await once(server.listen(0, host), 'listening');
      return (server.address() as AddressInfo).port;
    });
  } finally {
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
  }
}

describe('createGateway', () => {
  for (const [form, open] of [
    ['WebSocket', (url: string) => new WsClient(url)],
    ['SSE', (url: string) => new SseClient(url)],
  ] as const)
    describe(`over ${form}`, () => {
      it('sends hello, a snapshot, then each event, and bye at the end', async () => {
        await served({}, async ({ watch, url }) => {
          const job = watch.job('j');
          job.put('a', NaN);
          const client = open(`${url}/jobs/j`);
          const [hello, snapshot] = await client.first(2);
          expect(hello).include({
            type: 'hello',
            protocol: 1,
            jobName: 'j',
            resumed: false,
            heartbeatMs: 10_000,
          });
          const step = job.steps.get('a');
          expect(snapshot).deep.include({
            type: 'snapshot',
            seq: 2,
            more: false,
            steps: [{ key: 'a', step }],
          });
          expect(snapshot).deep.include({ watch: { job: job.job, synced: false, done: false } });
          job.sync();
          job.put('a', 0.5);
          job.done();
          const rest = (await client.first(6)).slice(2);
          expect(
            rest.map(message => message.type === 'event' && [message.seq, message.event.type]),
          ).deep.equal([[3, 'synced'], [4, 'step'], [5, 'done'], false]);
          expect(rest[1]).not.nested.property('event.previous');
          expect(rest[3]).deep.equal({ type: 'bye', reason: 'done', retry: false });
          expect(await client.ended).deep.equal(
            form === 'SSE' ? { code: 200, reason: 'whole' } : { code: 1000, reason: 'done' },
          );
        });
      });

      it('sends an error as its code, without the message of AWS', async () => {
        const cases = [
          [new NotFoundError(AWS_DETAIL), 'NOT_FOUND', false, 4404],
          [new AccessDeniedError(AWS_DETAIL), 'ACCESS_DENIED', false, 1011],
          [new ThrottledError(AWS_DETAIL), 'THROTTLED', true, 1013],
          [new Error(AWS_DETAIL), 'INTERNAL', false, 1011],
        ] as const;
        await served({}, async ({ watch, url }) => {
          for (const [error, code, retry, close] of cases) {
            watch.job(code.replaceAll('_', '-')).fail(error);
            const client = open(`${url}/jobs/${code.replaceAll('_', '-')}`);
            const [, , message] = await client.first(3);
            expect(message).include({ type: 'error', code, retry });
            expect(JSON.stringify(message)).not.include('arn');
            const ended = await client.ended;
            if (form === 'SSE')
              expect((client as SseClient).lastEventId).equal(retry ? lastOf(client) : 'end');
            else expect(ended).deep.equal({ code: close, reason: code });
          }
        });
      });

      it('sends bye when it closes, and cuts off clients that stay connected', async () => {
        const closing = await served({}, async ({ gateway, watch, url }) => {
          watch.job('j');
          const client = open(`${url}/jobs/j`);
          await client.first(2);
          await gateway.close();
          expect(gateway.stats()).deep.equal({ clients: 0, behind: 0, jobs: 0, polled: 0 });
          expect(watch.job('j').readers).equal(0);
          expect(await failure(gateway.listen())).include({ code: 'CLOSED' });
          const ended = await client.ended;
          expect(client.messages.at(-1)).deep.equal({ type: 'bye', reason: 'closing', retry: true });
          return ended;
        });
        expect(closing).deep.equal(
          form === 'SSE' ? { code: 200, reason: 'whole' } : { code: 1001, reason: 'closing' },
        );
      });

      it('limits the number of clients, of clients of a job, and of jobs', async () => {
        await served({ maxClients: 3, maxClientsPerJob: 2, maxJobs: 2 }, async ({ gateway, url }) => {
          const statusOf = async (name: string): Promise<number> => {
            const response = await fetch(`${url}/jobs/${name}`, { headers: { accept: 'text/event-stream' } });
            const { status } = response;
            if (status !== 200) {
              expect(response.headers.get('retry-after')).equal('5');
              expect(await response.json()).include({ code: 'FULL' });
            }
            await response.body?.cancel().catch(() => undefined);
            return status;
          };
          const [a, b] = [open(`${url}/jobs/a`), open(`${url}/jobs/a`)];
          await Promise.all([a.first(2), b.first(2)]);
          expect(await statusOf('a')).equal(503);
          const c = open(`${url}/jobs/b`);
          await c.first(2);
          expect(await statusOf('b')).equal(503);
          a.drop();
          await until(() => gateway.stats().clients === 2);
          expect(await statusOf('c')).equal(503);
          expect(await statusOf('a')).equal(200);
          for (const client of [b, c]) client.drop();
        });
      });

      it('calls authorize for each job, and grants access for true alone', async () => {
        const asked: (string | undefined)[] = [];
        const authorize: GatewayOptions['authorize'] = (request, jobName) => {
          asked.push(jobName);
          if (jobName === 'throws') throw new Error(AWS_DETAIL);
          if (jobName === 'rejects') return Promise.reject(new Error(AWS_DETAIL));
          return (jobName === 'mine' ? request.headers['x-user'] === 'me' : 'yes') as boolean;
        };
        await served({ authorize }, async ({ url, watch }) => {
          const headers = { 'x-user': 'me' };
          const mine =
            form === 'SSE'
              ? new SseClient(`${url}/jobs/mine`, headers)
              : new WsClient(`${url}/jobs/mine`, { headers });
          await mine.first(2);
          for (const name of ['mine', 'other', 'throws', 'rejects']) {
            const response = await fetch(`${url}/jobs/${name}`, { headers: { accept: 'text/event-stream' } });
            expect([response.status, (await response.json()) as object]).deep.equal([
              403,
              { code: 'DENIED', message: 'Access denied.' },
            ]);
          }
          expect(asked).deep.equal(['mine', 'mine', 'other', 'throws', 'rejects']);
          expect([...watch.jobs.keys()]).deep.equal(['mine']);
          mine.drop();
        });
      });
    });

  it('follows a job once for all of its clients, and stops some time after the last one has left', async () => {
    await served({ lingerMs: 10_000 }, async ({ gateway, watch, time, url }) => {
      const job = watch.job('j');
      const clients = Array.from({ length: 12 }, (_, n) =>
        n % 2 ? new WsClient(`${url}/jobs/j`) : new SseClient(`${url}/jobs/j`),
      );
      await Promise.all(clients.map(client => client.first(2)));
      expect(job).include({ readers: 1, subscriptions: 1 });
      for (const client of clients) client.drop();
      await until(() => gateway.stats().clients === 0);
      await time.pass(9_999);
      expect(job.readers).equal(1);
      const back = new WsClient(`${url}/jobs/j`);
      await back.first(2);
      expect(job).include({ readers: 1, subscriptions: 1 });
      back.drop();
      await until(() => gateway.stats().clients === 0);
      await time.pass(9_999);
      expect(job.readers).equal(1);
      await time.pass(1);
      expect([job.readers, gateway.stats().jobs]).deep.equal([0, 0]);
    });
  });

  it('encodes an event once for all clients', async () => {
    await served({}, async ({ watch, url }) => {
      const readsWith = async (count: number): Promise<number> => {
        const job = watch.job(`j${count}`);
        const clients = Array.from({ length: count }, (_, n) =>
          n % 2 ? new WsClient(`${url}/jobs/j${count}`) : new SseClient(`${url}/jobs/j${count}`),
        );
        await Promise.all(clients.map(client => client.first(2)));
        let reads = 0;
        const step = { StepType: 'BENCHMARK', JobName: 'j', Status: 'PENDING' };
        Object.defineProperty(step, 'Note', { enumerable: true, get: () => (reads += 1) });
        job.happen({ type: 'step', jobName: 'j', change: 'added', key: 'a', step, changed: [] });
        await Promise.all(clients.map(client => client.first(3)));
        for (const client of clients) client.drop();
        return reads;
      };
      expect(await readsWith(20)).equal(await readsWith(2));
    });
  });

  it('follows a job again after its watch has failed, but not at once', async () => {
    await served({ lingerMs: 10_000 }, async ({ gateway, watch, time, url }) => {
      const job = watch.job('j');
      job.fail(new NotFoundError('no'));
      for (let n = 0; n < 3; n++) await new WsClient(`${url}/jobs/j`).ended;
      await time.pass(9_999);
      await new WsClient(`${url}/jobs/j`).ended;
      expect(job.subscriptions).equal(1);
      await time.pass(1);
      expect(gateway.stats().jobs).equal(0);
      await new WsClient(`${url}/jobs/j`).ended;
      expect(job.subscriptions).equal(2);
    });
  });

  it('sends the whole of a job that has ended, and answers 204 to a browser that has it already', async () => {
    await served({}, async ({ watch, url }) => {
      const job = watch.job('j');
      job.put('a', 1);
      job.sync();
      job.done();
      const client = new SseClient(`${url}/jobs/j`);
      await client.ended;
      expect(types(client.messages)).deep.equal(['hello', 'snapshot', 'bye']);
      expect(client.messages[1]).nested.include({ 'watch.done': true, 'watch.synced': true });
      expect(client.lastEventId).equal('end');
      const again = new SseClient(`${url}/jobs/j`, { 'last-event-id': 'end' });
      expect(await again.ended).include({ code: 204 });
    });
  });

  it('answers a ping, and sends heartbeats', async () => {
    await served({}, async ({ url, time }) => {
      const client = await new WsClient(`${url}/jobs/j`).open();
      await client.first(2);
      client.socket.send('{"type":"ping"}');
      expect((await client.first(3))[2]).deep.equal({ type: 'beat' });
      const pongs: string[] = [];
      client.socket.on('pong', data => pongs.push(data.toString()));
      client.socket.ping('are you there?');
      const idle = new SseClient(`${url}/jobs/j`);
      await idle.first(2);
      for (const beats of [1, 2, 3]) {
        await time.pass(10_000);
        await Promise.all([client.first(3 + beats), idle.first(2 + beats)]);
      }
      await until(() => pongs.length > 0);
      expect(types(idle.messages.slice(2))).deep.equal(['beat', 'beat', 'beat']);
      expect(pongs).deep.equal(['are you there?']);
      client.drop();
      idle.drop();
    });
  });

  it('cuts off a client that stays connected after its connection was ended', async () => {
    await served({}, async ({ gateway, url, time }) => {
      const client = await new WsClient(`${url}/jobs/j`).open();
      await client.first(2);
      client.socket.send('nonsense');
      client.stopSending();
      await until(() => client.socket.readyState === WebSocket.CLOSING);
      // Ten checks of half a second, and the one that detects it.
      await time.pass(5_499);
      expect(gateway.stats().clients).equal(1);
      await time.pass(1);
      await until(() => gateway.stats().clients === 0);
      client.drop();
    });
  });

  it('releases the connection of a client that leaves during authorize, or whose handshake fails', async () => {
    const asked: ((yes: boolean) => void)[] = [];
    const authorize = (): Promise<boolean> => new Promise(resolve => asked.push(resolve));
    const admit = async (nth: number): Promise<void> => {
      await until(() => asked.length === nth);
      asked.at(-1)?.(true);
    };
    await served({ maxClients: 1, authorize }, async ({ url, port }) => {
      const leaving = new WsClient(`${url}/jobs/j`);
      leaving.socket.on('error', () => undefined);
      await until(() => asked.length === 1);
      leaving.drop();
      await leaving.ended;
      await admit(1);
      const socket = connect(port, '127.0.0.1');
      socket.write(
        `GET /jobs/j HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
      );
      const answered = once(socket, 'data');
      const closed = once(socket, 'close');
      await admit(2);
      expect(String((await answered)[0])).match(/^HTTP\/1.1 400 /);
      await closed;
      const client = new WsClient(`${url}/jobs/j`);
      await admit(3);
      await client.first(2);
      client.drop();
    });
  });

  it('lists the jobs that authorize allows, and asks the service once for all clients', async () => {
    const authorize: GatewayOptions['authorize'] = (_, jobName) => jobName !== 'job-1';
    await served({ authorize }, async ({ watch, url }) => {
      const jobs = [0, 1, 2].map(n => ({ ...fullSummary, JobName: `job-${n}` }));
      watch.list$ = () => of({ index: 0, jobs, nextToken: 'aws', resumeToken: 'next' });
      const list = async (query = ''): Promise<unknown> => (await fetch(`${url}/jobs${query}`)).json();
      const [answer] = await Promise.all([list(), list()]);
      expect(answer).deep.equal({
        jobs: [0, 2].map(n => ({ ...fullWireSummary, JobName: `job-${n}` })),
        after: 'next',
      });
      await list('?after=next&status=FAILED&nameContains=j&pageSize=1');
      expect(watch.asked).deep.equal([
        { pageSize: 50 },
        { pageSize: 50, startingToken: 'next', status: 'FAILED', nameContains: 'j' },
      ]);
      watch.list$ = () => throwError(() => new AccessDeniedError(AWS_DETAIL));
      const response = await fetch(`${url}/jobs?status=X`);
      expect(response.status).equal(502);
      expect(await response.text()).not.include('arn');
    });
    await served({ authorize: () => false }, async ({ watch, url }) => {
      expect((await fetch(`${url}/jobs`)).status).equal(403);
      expect(watch.asked).empty;
    });
  });

  it('serves the given files, with security headers', async () => {
    const body = new TextEncoder().encode('<!doctype html>');
    const files = { '/': { contentType: 'text/html; charset=utf-8', body } };
    await served({ files, basePath: '/live' }, async ({ url }) => {
      const response = await fetch(`${url}/live/`);
      expect(await response.text()).equal('<!doctype html>');
      expect(response.headers.get('content-type')).equal('text/html; charset=utf-8');
      const head = await fetch(`${url}/live/`, { method: 'HEAD' });
      expect([head.status, head.headers.get('content-length'), await head.text()]).deep.equal([
        200,
        '15',
        '',
      ]);
      for (const path of ['/', '/live', '/live/x', '/live//', '/jobs', '/health'])
        expect((await fetch(url + path)).status, path).equal(404);
      for (const path of ['/live/', '/live/health', '/live/jobs', '/nowhere']) {
        const { headers } = await fetch(url + path);
        expect(headers.get('content-security-policy')).match(/^default-src 'none'; script-src 'self';/);
        expect(headers.get('content-security-policy')).not.match(/unsafe|\*|https?:/);
        expect(headers.get('x-content-type-options')).equal('nosniff');
        expect(headers.get('x-frame-options')).equal('DENY');
        expect(headers.get('referrer-policy')).equal('no-referrer');
        expect(headers.get('cross-origin-resource-policy')).equal('same-origin');
      }
      expect(await (await fetch(`${url}/live/health`)).json()).deep.equal({ status: 'ok' });
    });
  });

  it('allows pages of allowed origins to read, with CORS headers', async () => {
    const origin = 'https://tools.example.com';
    await served({ allowedOrigins: [origin], authorize: () => true }, async ({ url, watch }) => {
      watch.job('j');
      const allowed = await fetch(`${url}/jobs`, { headers: { origin } });
      expect(allowed.headers.get('access-control-allow-origin')).equal(origin);
      expect(allowed.headers.get('vary')).equal('origin');
      const own = await fetch(`${url}/jobs`, { headers: { origin: url } });
      expect([own.status, own.headers.get('access-control-allow-origin')]).deep.equal([200, null]);
      expect((await fetch(`${url}/jobs`, { headers: { origin: `${origin}:8443` } })).status).equal(403);
      for (const given of [origin, url]) {
        const client = new WsClient(`${url}/jobs/j`, { origin: given });
        await client.first(2);
        client.drop();
      }
      expect(await new WsClient(`${url}/jobs/j`, { origin: 'https://example.com' }).ended).include({
        code: 1006,
      });
    });
  });

  describe('listening', () => {
    it('ends with the block that declares the gateway with await using', async () => {
      let url: string;
      {
        await using gateway = createGateway({ recommender: new FakeWatch() });
        ({ url } = await gateway.listen());
        expect((await fetch(`${url}/health`)).status).equal(200);
      }
      expect(await failure(fetch(`${url}/health`))).instanceOf(TypeError);
    });

    it('refuses to listen on other addresses than loopback without authorize', async () => {
      const gateway = createGateway({ recommender: new FakeWatch() });
      for (const host of ['0.0.0.0', '::', '192.168.1.1', 'example.com']) {
        const error = await failure(gateway.listen({ host }));
        expect(error).include({ code: 'INVALID_INPUT', option: 'gateway.authorize' });
      }
      const server = createServer();
      await withServer(server, async listen => {
        await listen('0.0.0.0');
        expect(await failure(gateway.attach(server))).include({ option: 'gateway.authorize' });
        expect(server.listenerCount('upgrade')).equal(0);
      });
      await gateway.close();
    });

    it('listens on any address with authorize', async () => {
      const gateway = createGateway({ recommender: new FakeWatch(), authorize: () => true });
      const { port, host } = await gateway.listen({ host: '0.0.0.0' });
      expect(host).equal('0.0.0.0');
      expect((await fetch(`http://127.0.0.1:${port}/health`)).status).equal(200);
      await gateway.close();
    });

    it('serves no other machine without authorize, where the server listens on another address as well', async function () {
      const outside = Object.values(networkInterfaces())
        .flatMap(all => all ?? [])
        .find(({ internal, family }) => !internal && family === 'IPv4')?.address;
      if (outside === undefined) skip(this, 'this machine has no address but loopback');
      const gateway = createGateway({ recommender: new FakeWatch() });
      const server = createServer();
      await gateway.attach(server);
      await withServer(server, async listen => {
        const port = await listen('0.0.0.0');
        expect((await fetch(`http://${outside}:${port}/health`)).status).equal(403);
        expect(await new WsClient(`http://${outside}:${port}/jobs/j`).ended).include({ code: 1006 });
        expect((await fetch(`http://127.0.0.1:${port}/health`)).status).equal(200);
      });
      await gateway.close();
    });

    it('rejects with the error of Node where the port is in use, and can listen again', async () => {
      await served({}, async ({ port }) => {
        const gateway = createGateway({ recommender: new FakeWatch() });
        expect(await failure(gateway.listen({ port }))).include({ code: 'EADDRINUSE' });
        const { url } = await gateway.listen();
        expect((await fetch(`${url}/health`)).status).equal(200);
        await gateway.close();
      });
    });
  });

  describe('attached to a server', () => {
    it('handles its own addresses, leaves all others to earlier listeners, and restores the server', async () => {
      const server = createServer((_, response) => response.end('app'));
      const before = server.listeners('request');
      const gateway = createGateway({ recommender: new FakeWatch(), basePath: '/gw' });
      await gateway.attach(server);
      await withServer(server, async listen => {
        const url = `http://127.0.0.1:${await listen()}`;
        expect(await (await fetch(`${url}/jobs`)).text()).equal('app');
        expect(await (await fetch(`${url}/gw/health`)).json()).deep.equal({ status: 'ok' });
        const client = new WsClient(`${url}/gw/jobs/j`);
        await client.first(2);
        await gateway.close();
        expect(await client.ended).include({ code: 1001 });
        expect(server.listeners('request')).deep.equal(before);
        expect(server.listenerCount('upgrade')).equal(0);
        expect(await (await fetch(`${url}/gw/health`)).text()).equal('app');
      });
    });

    it('refuses upgrades that no listener handles, and leaves those of other listeners', async () => {
      const server = createServer();
      const gateway = createGateway({ recommender: new FakeWatch() });
      await gateway.attach(server);
      await withServer(server, async listen => {
        const url = `http://127.0.0.1:${await listen()}`;
        expect(await new WsClient(`${url}/elsewhere`).ended).include({ code: 1006 });
        let theirs = 0;
        server.on('upgrade', (request, socket) => {
          if (request.url !== '/elsewhere') return;
          theirs += 1;
          socket.destroy();
        });
        await new WsClient(`${url}/elsewhere`).ended;
        expect(theirs).equal(1);
        const client = new WsClient(`${url}/jobs/j`);
        await client.first(2);
        client.drop();
      });
      await gateway.close();
    });
  });

  it('refuses invalid options', () => {
    const recommender = new FakeWatch();
    const wrong: readonly (readonly [option: string, options: object])[] = [
      ['recommender', {}],
      ['recommender', { recommender: {} }],
      ['relay', { recommender, relay: {} }],
      ['relay', { recommender, relay: null }],
      ['recommender', { recommender, relay: new MemoryLogs(virtualTime()).link('a') }],
      ['authorize', { recommender, authorize: true }],
      ['allowedOrigins', { recommender, allowedOrigins: ['*'] }],
      ['allowedOrigins', { recommender, allowedOrigins: ['https://a.example/'] }],
      ['allowedOrigins', { recommender, allowedOrigins: ['null'] }],
      ['allowedHosts', { recommender, allowedHosts: ['a.example:80'] }],
      ['allowedHosts', { recommender, allowedHosts: ['localhost', 'jobs.example.com'] }],
      ['allowedHosts', { recommender, allowedHosts: ['10.0.0.1'] }],
      ['allowedOrigins', { recommender, allowedOrigins: ['https://jobs.example.com'] }],
      ['reauthorizeMs', { recommender, reauthorizeMs: 1_000 }],
      ['token', { recommender, token: 'too-short' }],
      ['token', { recommender, token: 'a text with spaces' }],
      ['basePath', { recommender, basePath: 'x' }],
      ['basePath', { recommender, basePath: '/x/' }],
      ['files', { recommender, files: { x: { contentType: 'a', body: '' } } }],
      ['files', { recommender, files: { '/x': { contentType: 'a\r\nb: c', body: '' } } }],
      ['files', { recommender, files: { '/x': '/etc/passwd' } }],
      ['maxClients', { recommender, maxClients: 0 }],
      ['stallMs', { recommender, stallMs: -1 }],
      ['speed', { recommender, speed: 1 }],
    ];
    for (const [option, options] of wrong)
      expect(
        thrown(() => createGateway(options as GatewayOptions)),
        option,
      ).include({
        code: 'INVALID_INPUT',
        option: `gateway.${option}`,
      });
  });
});

/** The id of the last message that had one. */
function lastOf(client: SseClient | WsClient): string {
  const placed = client.messages.findLast(message => message.type === 'snapshot') as {
    epoch: string;
    seq: number;
  };
  return `${placed.epoch}-${placed.seq}`;
}
