import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { SseClient, WsClient } from '../support/gatewayClients.js';
import { served } from '../support/gatewayOf.js';
import { hasNginx, PLAIN_HTTP_1_1, proxied } from '../support/nginx.js';
import { skip } from '../support/skip.js';

const PLAIN = 'location / { proxy_pass http://127.0.0.1:8080; }';
/** The file that docs/gateway.md links, for the root. */
const DOCUMENTED = (): string =>
  readFileSync(new URL('../../docs/servers/gateway.nginx.conf', import.meta.url), 'utf8').replace(
    '/recommender/',
    '/',
  );

describe('a gateway behind nginx', () => {
  before(function () {
    if (!hasNginx()) skip(this, 'nginx is not installed');
  });

  for (const [name, location] of [
    ['a plain proxy_pass', () => PLAIN],
    [
      'a proxy_pass over HTTP/1.1 with the Host of the client',
      () => `${PLAIN_HTTP_1_1.slice(0, -1)} proxy_set_header Host $host; }`,
    ],
    ['the file of the docs', DOCUMENTED],
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

  it('serves both forms through the file of the docs with authorize', async () => {
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
