import { expect } from 'chai';
import { decisionCsv } from '../../../src/cli/decision/decisionCsv.js';
import { decisionDocument } from '../../../src/cli/decision/decisionDocument.js';
import { Step } from '../../../src/decode/step.js';
import { priced, step } from '../../support/steps.js';
import { parseCsv } from '../support/parseCsv.js';
import { decide } from './decisions.js';

const a = priced('a', { CostPerInference: 2e-7, CostPerHour: 0.3, MaxInvocations: 500, CpuUtilization: NaN });
const b = priced('b', { CostPerInference: 3e-7, CostPerHour: 0.4, MaxInvocations: 2_000, ModelLatency: 40 });
const failed = step('c', { Status: 'FAILED' });

const month = (requestsPerMinute: number, one: typeof a, monthly: object): object => ({
  ...{ requestsPerMinute, monthly },
  step: Step.encode(one),
});

describe('decisionDocument', () => {
  it('has the shape that the docs promise', async () => {
    expect(decisionDocument(await decide([b, a, failed]))).deep.equal({
      job: { name: 'job', status: 'COMPLETED' },
      load: { JobType: 'Default' },
      by: 'cost',
      unit: 'US dollars per inference',
      bounds: {},
      pick: { figure: 2e-7, step: Step.encode(a) },
      runnerUp: { byPercent: 50, figure: 3e-7, step: Step.encode(b) },
      cheapestMonths: [
        month(100, a, { instances: 1, costPerMonth: 219, spareInvocationsPerMinute: 400 }),
        month(1_000, b, { instances: 1, costPerMonth: 292, spareInvocationsPerMinute: 1_000 }),
        month(10_000, b, { instances: 5, costPerMonth: 1_460, spareInvocationsPerMinute: 0 }),
      ],
      considered: 3,
      ranked: 2,
      excluded: [{ kind: 'status', status: 'FAILED', steps: 1 }],
    });
  });

  it('has the month where it counts', async () => {
    const document = decisionDocument(await decide([a, b], { traffic: 1_500, minInstances: 2 }));
    expect(document).not.property('cheapestMonths');
    expect(document).deep.include({
      by: 'monthly',
      unit: 'US dollars per month',
      traffic: { requestsPerMinute: 1_500, headroom: 0, hoursPerMonth: 730, minInstances: 2 },
      pick: {
        figure: 584,
        monthly: { instances: 2, costPerMonth: 584, spareInvocationsPerMinute: 2_500 },
        step: Step.encode(b),
      },
    });
  });

  it('says of a serverless endpoint its concurrency, and no number of instances', async () => {
    const metrics = { CostPerInference: 2e-5, MaxInvocations: 2_000 };
    const ServerlessConfig = { MemorySizeInMB: 2048, MaxConcurrency: 160 };
    const EndpointConfiguration = { EndpointName: 's', VariantName: 'main', ServerlessConfig };
    const serverless = priced('s', metrics, { EndpointConfiguration });
    expect(decisionDocument(await decide([serverless], { traffic: 7_500 })))
      .property('pick')
      .deep.include({
        monthly: {
          serverless: { concurrency: 640, endpoints: 4, concurrencyPerEndpoint: 160 },
          costPerMonth: 6_570.000000000001,
          spareInvocationsPerMinute: 500,
        },
      });
  });

  it('has null where there is nothing, and never a number that JSON lacks', async () => {
    const none = decisionDocument(await decide([failed], {}, { maxLatencyMs: 5 }, 'FAILED'));
    expect(none).deep.include({
      job: { name: 'job', status: 'FAILED' },
      bounds: { maxLatencyMs: 5 },
      pick: null,
      runnerUp: null,
      considered: 1,
      ranked: 0,
    });
    const huge = decisionDocument(await decide([a, b], { traffic: 1e308, hoursPerMonth: 1e10 }));
    expect(huge).nested.include({ 'pick.figure': null, 'pick.monthly.costPerMonth': null });
    const far = [priced('x', 5e-324), priced('y', 1e308)];
    expect(decisionDocument(await decide(far))).nested.include({ 'runnerUp.byPercent': null });
    for (const document of [none, huge]) expect(JSON.parse(JSON.stringify(document))).deep.equal(document);
  });
});

describe('decisionCsv', () => {
  it('has a row for each step that is ranked, the best first', async () => {
    const rows = parseCsv(decisionCsv(await decide([b, failed, a])));
    expect(rows).length(2);
    expect(rows[0]).include({ Rank: '1', By: 'cost', Figure: '2e-7', ByPercent: '0', EndpointName: 'a' });
    expect(rows[1]).include({ Rank: '2', ByPercent: '50', EndpointName: 'b' });
    expect(rows[0]).include({ Unit: 'US dollars per inference', CpuUtilization: '' });
    expect(rows[0]).not.property('Instances');
  });

  it('has the instances and what is spare where the month counts', async () => {
    const [row] = parseCsv(decisionCsv(await decide([a], { traffic: 600 })));
    expect(row).include({ By: 'monthly', Instances: '2', SpareInvocationsPerMinute: '400' });
  });

  it('is a header alone where nothing fits', async () => {
    expect(decisionCsv(await decide([failed]))).match(/^Rank,By,Figure,Unit,ByPercent,JobName,[^\n]*\n$/);
  });
});
