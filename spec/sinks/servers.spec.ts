import { Logger } from '@nestjs/common';
import { expect } from 'chai';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { get, type IncomingMessage, type Server } from 'node:http';
import { Observable, of, throwError } from 'rxjs';
import { WebSocket } from 'ws';
import { makeApp as makeFastify } from '../../docs/servers/fastify.js';
import { makeApp as makeNest } from '../../docs/servers/nest.js';
import { serve } from '../../docs/servers/ws.js';
import { NotFoundError } from '../../src/core/errors.js';
import type { StepsPage } from '../../src/core/page.js';
import { until } from '../support/simulated.js';
import { page } from '../support/steps.js';
import { fullWire } from '../support/wire.js';

/** A recommender with two jobs: one that ends, and one that never does. */
function jobs(): {
  readonly steps$: (name: string) => Observable<StepsPage>;
  readonly readers: () => number;
} {
  let readers = 0;
  const pages = page([fullWire]);
  const endless$ = new Observable<StepsPage>(out => {
    readers += 1;
    out.add(() => (readers -= 1));
    out.next(pages);
  });
  return {
    readers: () => readers,
    steps$: name =>
      name === 'ends'
        ? of(pages)
        : name === 'endless'
          ? endless$
          : throwError(() => new NotFoundError('arn:aws:iam::123456789012:role/x')),
  };
}

const NOT_FOUND = { type: 'error', code: 'NOT_FOUND', message: 'There is no such job.', retry: false };

/** The messages of a WebSocket until it is closed, or until `enough`. */
async function hear(
  url: string,
  enough = Infinity,
): Promise<{ heard: unknown[]; code?: number; socket: WebSocket }> {
  const socket = new WebSocket(url);
  const heard: unknown[] = [];
  socket.on('message', (data: Buffer) => heard.push(JSON.parse(data.toString())));
  const closed = once(socket, 'close') as Promise<[number]>;
  if (enough < Infinity) {
    await until(() => heard.length >= enough);
    return { heard, socket };
  }
  return { heard, code: (await closed)[0], socket };
}

/** The server-sent events until the end, or until `enough`. */
async function read(
  url: string,
  enough = Infinity,
): Promise<{ heard: unknown[]; type?: string; drop: () => void }> {
  const request = get(url, { agent: false });
  request.on('error', () => undefined);
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  let text = '';
  response.setEncoding('utf8').on('data', (part: string) => (text += part));
  response.on('error', () => undefined);
  const heard = (): unknown[] =>
    text
      .split('\n')
      .flatMap(line => (line.startsWith('data: ') ? [JSON.parse(line.slice(6)) as unknown] : []));
  if (enough < Infinity) await until(() => heard().length >= enough);
  else await once(response, 'close');
  return { heard: heard(), type: response.headers['content-type'], drop: () => request.destroy() };
}

describe('the servers of docs/servers', () => {
  it('plain ws', async () => {
    const recommender = jobs();
    const server = serve(recommender, 0);
    await once(server, 'listening');
    const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
    expect(await hear(`${url}/ends`)).deep.include({ heard: [fullWire], code: 1000 });
    expect(await hear(`${url}/none`)).deep.include({ heard: [NOT_FOUND], code: 4404 });
    const { socket } = await hear(`${url}/endless`, 1);
    expect(recommender.readers()).equal(1);
    socket.terminate();
    await until(() => recommender.readers() === 0);
    server.close();
  });

  it('Fastify, both ways', async () => {
    const recommender = jobs();
    const app = await makeFastify(recommender);
    const url = (await app.listen({ port: 0, host: '127.0.0.1' })).replace('http', 'ws');
    expect(await hear(`${url}/jobs/ends`)).deep.include({ heard: [fullWire], code: 1000 });
    expect(await hear(`${url}/jobs/none`)).deep.include({ heard: [NOT_FOUND], code: 4404 });
    const { socket } = await hear(`${url}/jobs/endless`, 1);
    const events = url.replace('ws', 'http') + '/events';
    expect(await read(`${events}/ends`)).deep.include({
      heard: [fullWire],
      type: 'text/event-stream; charset=utf-8',
    });
    expect((await read(`${events}/none`)).heard).deep.equal([NOT_FOUND]);
    const { drop } = await read(`${events}/endless`, 1);
    expect(recommender.readers()).equal(2);
    socket.terminate();
    drop();
    await until(() => recommender.readers() === 0);
    await app.close();
  });

  it('Nest, with @Sse()', async () => {
    const recommender = jobs();
    Logger.overrideLogger(false);
    const app = await makeNest(recommender);
    await app.listen(0, '127.0.0.1');
    const url = `http://127.0.0.1:${((app.getHttpServer() as Server).address() as AddressInfo).port}/jobs`;
    expect((await read(`${url}/ends`)).heard).deep.equal([fullWire]);
    expect((await read(`${url}/none`)).heard).deep.equal([NOT_FOUND]);
    const { drop } = await read(`${url}/endless`, 1);
    expect(recommender.readers()).equal(1);
    drop();
    await until(() => recommender.readers() === 0);
    await app.close();
  });
});
