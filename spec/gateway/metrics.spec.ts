import { expect } from 'chai';
import { request as send } from 'node:http';
import { InvalidInputError } from '../../src/core/errors.js';
import { createGateway } from '../../src/gateway/createGateway.js';
import type { MetricsSource } from '../../src/gateway/gatewayOptions.js';
import { FakeWatch } from '../support/fakeWatch.js';
import { served } from '../support/gatewayOf.js';

interface Answer {
  readonly status: number | undefined;
  readonly body: string;
  readonly headers: NodeJS.Dict<string | string[]>;
}

/** Sends a request, with any `Host`. */
const ask = (url: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const request = send(url, { method, headers, agent: false }, response => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => (body += text));
      response.on('end', () => {
        resolve({ status: response.statusCode, body, headers: response.headers });
      });
    });
    request.on('error', reject).end();
  });

describe('the metrics of a gateway', () => {
  const metrics: MetricsSource = {
    getMetricsRequestHandler: (_, response) => {
      response.setHeader('content-type', 'text/plain').end('jobs 1\n');
    },
  };

  it('are answered by the exporter, with the headers of every answer', async () => {
    await served({ metrics, basePath: '/base' }, async ({ url }) => {
      const { status, body, headers } = await ask(`${url}/base/metrics`);
      expect([status, body]).deep.equal([200, 'jobs 1\n']);
      expect(headers).include({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' });
    });
  });

  it('are no address without an exporter', async () => {
    await served({}, async ({ url }) => {
      expect((await ask(`${url}/metrics`)).status).equal(404);
    });
  });

  it('are closed to those whom authorize refuses, which is asked without a job', async () => {
    const asked: unknown[] = [];
    const authorize = (request: { url?: string }, jobName: string | undefined): boolean => {
      asked.push([request.url, jobName]);
      return request.url === '/metrics?key=1';
    };
    await served({ metrics, authorize }, async ({ url }) => {
      expect((await ask(`${url}/metrics`)).status).equal(403);
      expect((await ask(`${url}/metrics?key=1`)).status).equal(200);
      expect(asked).deep.equal([
        ['/metrics', undefined],
        ['/metrics?key=1', undefined],
      ]);
    });
  });

  it('are closed without the token, to pages of other sites, and to other names of this machine', async () => {
    const token = 'a-token-of-sixteen-letters';
    await served({ metrics, token }, async ({ url }) => {
      expect((await ask(`${url}/metrics`)).status).equal(403);
      const authorization = `Bearer ${token}`;
      expect((await ask(`${url}/metrics`, { authorization })).status).equal(200);
      const origin = 'https://evil.example.com';
      expect((await ask(`${url}/metrics`, { authorization, origin })).status).equal(403);
      expect((await ask(`${url}/metrics`, { authorization, host: 'evil.example.com' })).status).equal(403);
      expect((await ask(`${url}/metrics`, { authorization }, 'POST')).status).equal(405);
    });
  });

  it('fail as a whole where the exporter throws', async () => {
    const broken: MetricsSource = {
      getMetricsRequestHandler: () => {
        throw new Error('secret');
      },
    };
    await served({ metrics: broken }, async ({ url }) => {
      const { status, body } = await ask(`${url}/metrics`);
      expect(status).equal(500);
      expect(body).not.contain('secret');
    });
  });

  it('must be an exporter', () => {
    const recommender = new FakeWatch();
    expect(() => createGateway({ recommender, metrics: {} as MetricsSource }))
      .throw(InvalidInputError)
      .with.property('option', 'gateway.metrics');
  });
});
