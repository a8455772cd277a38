import { expect } from 'chai';
import { Step, type WireStep } from '../../src/decode/step.js';
import { demoJob, startSimulator, type SimulatedCall, type Simulator } from '../../src/testing/index.js';
import { parseCsv } from './support/parseCsv.js';
import { runCommand, type Ended } from './support/runCommand.js';

interface Placed {
  readonly figure: number;
  readonly byPercent?: number;
  readonly step: WireStep;
}
interface Document {
  readonly pick: Placed | null;
  readonly runnerUp: Placed | null;
}

const DEMO = 'text-classifier-benchmark';

describe('stepstream best', () => {
  let simulator: Simulator;
  let calls: SimulatedCall[] = [];
  before(async () => {
    simulator = await startSimulator({
      speed: 0,
      jobs: [
        demoJob(),
        { name: 'failed', status: 'FAILED', steps: 12, failureReason: 'The quota of the account was met.' },
        { name: 'live', steps: 30, live: true },
      ],
      onCall: call => calls.push(call),
    });
    // Far enough into the job for some of its steps to have completed.
    simulator.advance(1_500_000);
  });
  beforeEach(() => {
    calls = [];
  });
  after(() => simulator.close());
  const run = (...args: readonly string[]): Promise<Ended> =>
    runCommand(['best', ...args], { endpoint: simulator.endpoint });
  const typeOf = (place: Placed | null): string | undefined =>
    place?.step.InferenceBenchmark?.EndpointConfiguration?.InstanceType;

  it('passes every flag on, and writes one document', async () => {
    const { code, stdout, stderr } = await run(
      ...[DEMO, '--traffic', '3000', '--headroom', '10%', '--hours-per-month', '100', '--min-instances', '2'],
      ...['--max-latency-ms', '100', '--min-invocations', '1000', '--max-cost-per-hour', '0.204'],
      ...['--max-cost-per-million-inferences', '1.2', '--max-cpu', '370', '--max-memory', '20'],
      ...['--instances', 'c6i.xlarge,ml.c5.xlarge,ml.g5.xlarge', '--families', 'c5, c6i,m5'],
      ...['--endpoint', 'realtime', '--include-unmeasured', '--output', 'json'],
    );
    expect([code, stderr]).deep.equal([0, '']);
    const { pick, runnerUp, ...document } = JSON.parse(stdout) as Document;
    // Both cost the same a month, and the first is quicker.
    expect([typeOf(pick), typeOf(runnerUp)]).deep.equal(['ml.c6i.xlarge', 'ml.c5.xlarge']);
    const at = (bound: string, limit: unknown, steps: number, nearest?: number): object => ({
      ...{ kind: 'bound', bound, limit, steps, unmeasured: 0 },
      ...(nearest !== undefined && { nearest }),
    });
    expect(document).deep.equal({
      job: { name: DEMO, status: 'COMPLETED' },
      load: { JobType: 'Advanced' },
      by: 'monthly',
      unit: 'US dollars per month',
      traffic: { requestsPerMinute: 3000, headroom: 0.1, hoursPerMonth: 100, minInstances: 2 },
      bounds: {
        maxLatencyMs: 100,
        minInvocationsPerMinute: 1000,
        maxCostPerHour: 0.204,
        maxCostPerInference: 1.2e-6,
        maxCpuPercent: 370,
        maxMemoryPercent: 20,
        instances: ['c6i.xlarge', 'ml.c5.xlarge', 'ml.g5.xlarge'],
        families: ['c5', 'c6i', 'm5'],
        endpoint: 'realtime',
        includeUnmeasured: true,
      },
      considered: 40,
      ranked: 2,
      excluded: [
        { kind: 'status', status: 'FAILED', steps: 6 },
        { kind: 'metric', metric: 'MaxInvocations', steps: 2 },
        { kind: 'metric', metric: 'CostPerHour', steps: 2 },
        at('instances', 'c6i.xlarge, ml.c5.xlarge, ml.g5.xlarge', 29),
        at('families', 'c5, c6i, m5', 21),
        at('maxCostPerHour', 0.204, 18, 0.23000000417232513),
        at('maxCostPerInference', 1.2e-6, 17, 0.0000012001412414974766),
        at('maxCpuPercent', 370, 9, 371.7466125488281),
        at('maxLatencyMs', 100, 6, 103),
        at('endpoint', 'realtime', 5),
        at('maxMemoryPercent', 20, 2, 27.784006118774414),
      ],
    });
    expect(calls.map(({ operation }) => operation)).deep.equal([
      'DescribeInferenceRecommendationsJob',
      'ListInferenceRecommendationsJobSteps',
    ]);
  });

  it('writes a line of JSON in a pipe, whose steps can be read again, and CSV of the whole ranking', async () => {
    const [ndjson, csv] = await Promise.all([run(DEMO), run(DEMO, '--output', 'csv')]);
    expect(ndjson.stdout).match(/^[^\n]+\n$/);
    const { pick, runnerUp } = JSON.parse(ndjson.stdout) as Document;
    for (const place of [pick, runnerUp]) expect(Step.decode(place?.step)).property('_tag', 'Right');
    expect(runnerUp?.byPercent).closeTo((runnerUp!.figure / pick!.figure - 1) * 100, 1e-9);
    const rows = parseCsv(csv.stdout);
    expect(rows).length(32);
    expect(rows.slice(0, 2).map(row => row['InstanceType'])).deep.equal([pick, runnerUp].map(typeOf));
  });

  it('says with 3 that nothing fits, and which bound leaves out most', async () => {
    const [table, json] = await Promise.all([
      run(DEMO, '--max-latency-ms', '2', '--min-invocations', '20000', '--output', 'table'),
      run(DEMO, '--max-latency-ms', '2', '--output', 'json'),
    ]);
    expect(table).deep.equal({
      code: 3,
      stdout: '',
      stderr:
        `stepstream: nothing fits: --max-latency-ms 2 leaves out 34 of 34 completed steps of '${DEMO}' ` +
        '(2 not measured; the nearest: 3); --min-invocations 20000 leaves out 29 ' +
        '(2 not measured; the nearest: 18817); 2 have no CostPerInference\n',
    });
    expect(json).property('code', 3);
    expect(JSON.parse(json.stdout)).include({ pick: null, runnerUp: null, ranked: 0, considered: 40 });
  });

  it('refuses a job that has not completed, before it lists, and takes it with --partial', async () => {
    const [live, failed, nobody] = await Promise.all([run('live'), run('failed'), run('nobody')]);
    expect(live).include({ code: 1, stdout: '' });
    expect(live.stderr).match(/^stepstream: job 'live' is IN_PROGRESS, so .* with --partial\n$/);
    expect(failed).include({ code: 2, stdout: '' });
    expect(failed.stderr).match(
      /^stepstream: job 'failed' is FAILED \(The quota of the account was met\); --p/,
    );
    expect(nobody).include({ code: 5, stdout: '' });
    expect(calls.map(({ operation }) => operation)).not.include('ListInferenceRecommendationsJobSteps');

    const [liveSoFar, failedAsItIs] = await Promise.all(
      ['live', 'failed'].map(job => run(job, '--partial', '--output', 'table')),
    );
    expect(liveSoFar).property('code', 0);
    expect(liveSoFar!.stdout).match(/^Best so far, cheapest per inference: /);
    expect(liveSoFar!.stderr).equal(
      "stepstream: job 'live' is IN_PROGRESS: only the steps that it has count\n",
    );
    expect(failedAsItIs).property('code', 0);
    expect(failedAsItIs!.stdout).match(/^Cheapest per inference: /);
    expect(failedAsItIs!.stderr).match(/^stepstream: job 'failed' is FAILED \(.*\): only the steps/);
  });

  const refused: readonly (readonly [why: RegExp, ...args: string[]])[] = [
    [/^stepstream: --by: monthly needs --traffic too/, '--by', 'monthly'],
    [/'--headroom <percent>' argument '0\.2' is invalid/, '--traffic', '5', '--headroom', '0.2'],
    [/^stepstream: --query: /, '--query', 'a['],
  ];
  it('refuses what can not be meant with 2, in one line, before any call', async () => {
    const ended = await Promise.all(refused.map(([, ...args]) => run(DEMO, ...args)));
    ended.forEach(({ code, stdout, stderr }, i) => {
      expect([code, stdout]).deep.equal([2, '']);
      expect(stderr).match(refused[i]![0]);
      expect(stderr).match(/^[^\n]+\n$/);
    });
    expect(calls).deep.equal([]);
  });
});
