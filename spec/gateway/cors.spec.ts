import { expect } from 'chai';
import { served } from '../support/gatewayOf.js';

const origin = 'https://tools.example.com';
const OPEN = { allowedOrigins: [origin], authorize: () => true };
const preflight = (url: string, headers: Record<string, string>): Promise<Response> =>
  fetch(url, { method: 'OPTIONS', headers });

describe('CORS of a gateway', () => {
  it('allows pages of allowed origins to send GET with Authorization', async () => {
    await served({ ...OPEN, authorize: () => false }, async ({ url }) => {
      for (const path of ['/jobs', '/jobs/j', '/health']) {
        const asked = { origin, 'access-control-request-method': 'GET' };
        const { status, headers } = await preflight(url + path, {
          ...asked,
          'access-control-request-headers': 'authorization',
        });
        expect(status, path).equal(204);
        expect(Object.fromEntries(headers)).include({
          'access-control-allow-origin': origin,
          'access-control-allow-credentials': 'true',
          'access-control-allow-methods': 'GET, HEAD',
          'access-control-allow-headers': 'Authorization, Last-Event-ID',
          vary: 'origin',
        });
      }
    });
  });

  it('answers no preflight request for another method, of another origin, or at no address', async () => {
    await served({ ...OPEN, files: {} }, async ({ url }) => {
      const get = { 'access-control-request-method': 'GET' };
      const cases = [
        ['/jobs', { origin, 'access-control-request-method': 'DELETE' }, 405],
        ['/jobs', { origin }, 405],
        ['/jobs', get, 405],
        ['/jobs', { ...get, origin: url }, 405],
        ['/jobs', { ...get, origin: 'https://example.com' }, 403],
        ['/nowhere', { ...get, origin }, 404],
      ] as const;
      for (const [path, headers, status] of cases) {
        const response = await preflight(url + path, headers);
        expect(response.status, JSON.stringify(headers)).equal(status);
        expect(response.headers.get('access-control-allow-methods')).null;
      }
    });
  });

  it('lets pages of allowed origins read why a request was refused', async () => {
    await served({ ...OPEN, authorize: () => false }, async ({ url }) => {
      const response = await fetch(`${url}/jobs`, { headers: { origin } });
      expect([response.status, response.headers.get('access-control-allow-origin')]).deep.equal([
        403,
        origin,
      ]);
    });
  });

  it('allows origins of this machine without authorize', async () => {
    const local = 'http://localhost:5173';
    await served({ allowedOrigins: [local, 'http://app.localhost', 'http://[::1]:1'] }, async ({ url }) => {
      const response = await fetch(`${url}/jobs`, { headers: { origin: local } });
      expect(response.headers.get('access-control-allow-origin')).equal(local);
    });
  });
});
