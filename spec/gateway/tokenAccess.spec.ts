import { expect } from 'chai';
import { WsClient } from '../support/gatewayClients.js';
import { served } from '../support/gatewayOf.js';

const token = 'Zr5-a_token.of~24letters';
const bearer = { authorization: `Bearer ${token}` };
const login = (url: string, headers: Record<string, string>): Promise<Response> =>
  fetch(`${url}/session`, { method: 'POST', headers });

describe('a gateway with a token', () => {
  it('serves jobs for the token alone, and health and files to every client', async () => {
    const files = { '/': { contentType: 'text/html', body: 'page' } };
    await served({ token, files }, async ({ url, watch }) => {
      const wrong: readonly Record<string, string>[] = [
        {},
        { authorization: token },
        { authorization: `Bearer ${token}x` },
        { cookie: token },
      ];
      for (const headers of wrong) {
        const response = await fetch(`${url}/jobs`, { headers });
        expect(response.status).equal(403);
        expect(await response.json())
          .include({ code: 'DENIED' })
          .property('message')
          .match(/^Access denied: no valid token\. .*#token=TOKEN.*Bearer TOKEN\.$/);
      }
      expect(await new WsClient(`${url}/jobs/j`).ended).include({ code: 1006 });
      expect(watch.jobs.size).equal(0);
      expect((await fetch(`${url}/jobs`, { headers: bearer })).status).equal(200);
      const client = new WsClient(`${url}/jobs/j`, { headers: bearer });
      await client.first(1);
      client.drop();
      for (const path of ['/health', '/']) expect((await fetch(url + path)).status, path).equal(200);
    });
  });

  it('exchanges the token for a cookie that scripts and other sites have no use of', async () => {
    await served({ token, basePath: '/live' }, async ({ url }) => {
      const response = await login(`${url}/live`, bearer);
      expect([response.status, response.headers.get('cache-control')]).deep.equal([204, 'no-store']);
      const [setCookie = ''] = response.headers.getSetCookie();
      const [pair = '', ...attributes] = setCookie.split('; ');
      expect(attributes).deep.equal(['Path=/live/', 'HttpOnly', 'SameSite=Strict']);
      expect(setCookie).not.include(token);
      for (const cookie of [pair, `other=1; ${pair}`, `${pair};last=2`])
        expect((await fetch(`${url}/live/jobs`, { headers: { cookie } })).status, cookie).equal(200);
      const client = new WsClient(`${url}/live/jobs/j`, { headers: { cookie: pair, origin: url } });
      await client.first(1);
      client.drop();
      expect((await fetch(`${url}/live/jobs`, { headers: { cookie: `${pair}x` } })).status).equal(403);
      // The cookie of a gateway with another token has another name.
      await served({ token: `${token}2` }, async other => {
        expect((await fetch(`${other.url}/jobs`, { headers: { cookie: pair } })).status).equal(403);
        const second = (
          await login(other.url, { authorization: `Bearer ${token}2` })
        ).headers.getSetCookie()[0];
        expect(second?.split('=')[0]).not.equal(pair.split('=')[0]);
      });
    });
  });

  it('gives no cookie without the token, to another site, or for another method', async () => {
    await served({ token }, async ({ url }) => {
      const refused = [
        [await login(url, {}), 403],
        [await login(url, { authorization: `Bearer ${token.slice(1)}` }), 403],
        [await login(url, { ...bearer, origin: 'https://example.com' }), 403],
        [await fetch(`${url}/session`, { headers: bearer }), 405],
      ] as const;
      for (const [response, status] of refused)
        expect([response.status, response.headers.getSetCookie()]).deep.equal([status, []]);
    });
    await served({ authorize: () => true }, async ({ url }) => {
      expect((await login(url, bearer)).status).equal(405);
    });
  });

  it('asks authorize as well, where there is one', async () => {
    await served({ token, authorize: (_, jobName) => jobName !== 'secret' }, async ({ url, watch }) => {
      const events = { accept: 'text/event-stream' };
      expect((await fetch(`${url}/jobs/open`, { headers: events })).status).equal(403);
      const secret = await fetch(`${url}/jobs/secret`, { headers: { ...events, ...bearer } });
      expect(secret.status).equal(403);
      expect(await secret.json()).deep.equal({ code: 'DENIED', message: 'Access denied.' });
      const client = new WsClient(`${url}/jobs/open`, { headers: bearer });
      await client.first(1);
      client.drop();
      expect([...watch.jobs.keys()]).deep.equal(['open']);
    });
  });
});
