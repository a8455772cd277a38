import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { makeApp } from '../../docs/servers/observed.js';
import { connect, type Recommender } from '../../src/index.js';
import { instrument } from '../../src/opentelemetry/index.js';
import { redisQuota } from '../../src/redis/index.js';
import { fakeRecommender } from '../../src/testing/index.js';
import { WsClient } from '../support/gatewayClients.js';
import { sdk } from '../support/openTelemetrySdk.js';
import { isPrometheusInstalled, startPrometheus, type Prometheus } from '../support/prometheus.js';
import { until } from '../support/simulated.js';
import { skip } from '../support/skip.js';
import { useRedis } from '../support/useRedis.js';

interface Dashboard {
  readonly panels: readonly {
    readonly title: string;
    readonly targets: readonly { readonly expr: string }[];
  }[];
}

const read = (path: string): string => readFileSync(join(import.meta.dirname, '../..', path), 'utf8');
const dashboard = JSON.parse(read('docs/dashboard.json')) as Dashboard;
const expressions = dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));

describe('docs/dashboard.json', () => {
  const redis = useRedis();
  let app: FastifyInstance;
  let recommender: Recommender;
  let client: WsClient;
  let prometheus: Prometheus | undefined;
  let stop: () => void;
  let text: string;

  before(async function () {
    if (!isPrometheusInstalled()) skip(this, 'prometheus is not installed: apt-get install prometheus');
    const metrics = new sdk.prometheus.PrometheusExporter({ preventServerStart: true });
    stop = instrument({ meterProvider: new sdk.metrics.MeterProvider({ readers: [metrics] }) });
    const fake = fakeRecommender({ jobs: [{ name: 'job', steps: 20 }] });
    fake.fault('throttle', { call: 2 });
    const shared = redisQuota({ redis: redis.admin, key: 'dashboard' });
    recommender = connect({
      client: fake,
      quota: { perSecond: 1000, burst: 10, shared },
      retry: { baseMs: 1 },
    });
    app = await makeApp({ recommender, tracer: sdk.api.trace.getTracer('service'), metrics });
    await app.listen({ port: 0, host: '127.0.0.1' });
    const { port } = app.server.address() as AddressInfo;
    const target = `127.0.0.1:${String(port)}`;
    client = await new WsClient(`http://${target}/live/jobs/job`).open();
    prometheus = await startPrometheus(target, '/live/metrics');
    const { query } = prometheus;
    // What happens between two scrapes has a rate.
    await until(async () => (await query('stepstream_gateway_clients')).length > 0);
    const answer = await app.inject('/cheapest/job');
    expect(answer.json()).have.property('instance').a('string');
    const samples = 'count_over_time(stepstream_throttles_total[1m]) >= 2';
    await until(async () => (await query(samples)).length > 0);
    text = await (await fetch(`http://${target}/live/metrics`, { headers: { connection: 'close' } })).text();
  });
  after(async () => {
    await prometheus?.stop();
    if (prometheus === undefined) return;
    client.drop();
    await app.close();
    await recommender.close();
    stop();
  });

  for (const expression of expressions)
    it(`has series for ${expression}`, async () => {
      const asked = expression.replaceAll('$__rate_interval', '1m');
      expect(await prometheus?.query(asked)).not.empty;
    });

  it('shows every metric, and docs/observability.md has each with its unit', () => {
    const named = [...text.matchAll(/^# TYPE (stepstream_\w+) /gm)].map(([, name]) => name!);
    const missing = named.filter(name => !expressions.some(expression => expression.includes(name)));
    expect(missing).deep.equal([]);
    const unitOf = new Map([...text.matchAll(/^# UNIT (\w+) (.+)$/gm)].map(([, name, unit]) => [name, unit]));
    const told = [...text.matchAll(/^# TYPE (stepstream_\w+) (\w+)$/gm)].map(([, name = '', kind]) => [
      name.replace(/_total$/, ''),
      kind,
      unitOf.get(name),
    ]);
    const rows = read('docs/observability.md').matchAll(/^- `(stepstream\.[\w.]+)` (\w+) `(\S+)`:/gm);
    const documented = [...rows].map(([, name = '', kind, unit]) => [name.replaceAll('.', '_'), kind, unit]);
    expect(told.toSorted()).deep.equal(documented.toSorted());
  });
});
