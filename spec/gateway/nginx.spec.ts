import { expect } from 'chai';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startChild, type Child } from '../support/child.js';
import { SseClient, WsClient } from '../support/gatewayClients.js';
import { served } from '../support/gatewayOf.js';
import { skip } from '../support/skip.js';

const NGINX = '/usr/sbin/nginx';
const PLAIN = 'location / { proxy_pass http://127.0.0.1:8080; }';
const PLAIN_HTTP_1_1 = 'location / { proxy_pass http://127.0.0.1:8080; proxy_http_version 1.1; }';
/** The block of docs/gateway.md, for the root. */
const DOCUMENTED = (): string =>
  /```nginx\n([^]*?)```/
    .exec(readFileSync(new URL('../../docs/gateway.md', import.meta.url), 'utf8'))![1]!
    .replace('/recommender/', '/');

/** A port that is free now. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise(resolve => server.close(resolve));
  return port;
}

/** Runs a spec on the address of an nginx with this location, in front of a gateway's port. */
async function proxied<T>(location: string, port: number, work: (url: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'nginx-'));
  const listen = await freePort();
  const temp = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    name => `${name}_temp_path ${folder}/${name};`,
  );
  writeFileSync(
    join(folder, 'nginx.conf'),
    `daemon off;
     master_process off;
     pid ${folder}/pid;
     error_log stderr notice;
     events {}
     http {
       access_log off;
       ${temp.join('\n')}
       map $http_upgrade $connection_upgrade { default upgrade; '' close; }
       server {
         listen 127.0.0.1:${listen};
         ${location.replace('8080', String(port))}
       }
     }`,
  );
  let nginx: Child | undefined;
  try {
    nginx = startChild(NGINX, ['-p', folder, '-c', join(folder, 'nginx.conf')]);
    await nginx.said(/getrlimit/);
    return await work(`http://127.0.0.1:${listen}`);
  } finally {
    nginx?.process.kill();
    await nginx?.ended;
    rmSync(folder, { recursive: true });
  }
}

describe('a gateway behind nginx', () => {
  before(function () {
    if (!existsSync(NGINX)) skip(this, 'nginx is not installed');
  });

  for (const [name, location] of [
    ['a plain proxy_pass', () => PLAIN],
    [
      'a proxy_pass over HTTP/1.1 with the Host of the client',
      () => `${PLAIN_HTTP_1_1.slice(0, -1)} proxy_set_header Host $host; }`,
    ],
    ['the block of the docs', DOCUMENTED],
  ] as const)
    it(`serves nothing through ${name} without authorize`, async () => {
      await served({}, async ({ port, watch }) => {
        await proxied(location(), port, async url => {
          for (const path of ['/health', '/jobs', '/jobs/j'])
            for (const host of ['', 'localhost', 'jobs.example.com']) {
              const headers = { accept: 'text/event-stream', ...(host !== '' && { host }) };
              const client = new SseClient(url + path, headers);
              expect((await client.response).statusCode, `${path} as ${host}`).equal(403);
              client.drop();
            }
          expect(await new WsClient(`${url}/jobs/j`).ended).include({ code: 1006 });
        });
        expect([watch.jobs.size, watch.asked]).deep.equal([0, []]);
      });
    });

  it('serves both forms through the block of the docs with authorize', async () => {
    const forwarded: unknown[] = [];
    const authorize = ({ headers }: { readonly headers: NodeJS.Dict<unknown> }): boolean => {
      forwarded.push(headers['x-forwarded-for']);
      return true;
    };
    await served({ authorize, allowedHosts: ['jobs.example.com'] }, async ({ port, watch }) => {
      watch.job('j').put('a', 1);
      await proxied(DOCUMENTED(), port, async url => {
        const headers = { host: 'jobs.example.com' };
        const clients = [new WsClient(`${url}/jobs/j`, { headers }), new SseClient(`${url}/jobs/j`, headers)];
        for (const client of clients) {
          await client.first(2);
          watch.job('j').put('a', 2);
          expect((await client.first(3))[2]).include({ type: 'event' });
          client.drop();
        }
      });
      expect(forwarded).deep.equal(['127.0.0.1', '127.0.0.1']);
    });
  });
});
