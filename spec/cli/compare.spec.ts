import { expect } from 'chai';
import { EMPTY } from 'rxjs';
import { compareCommand } from '../../src/cli/commands/compareCommand.js';
import { errorLine } from '../../src/cli/errorLine.js';
import { compareLoads } from '../../src/cli/comparedLoads.js';
import type { JobSource } from '../../src/cli/jobSource.js';
import { exitCodeOf } from '../../src/cli/process/exitCodes.js';
import type { CompareSettings } from '../../src/cli/commands/compareCommand.js';
import { percent } from '../../src/cli/flags/flagValues.js';
import { comparisonText } from '../../src/cli/tables/comparisonText.js';
import { judgeComparison } from '../../src/cli/judgeComparison.js';
import { plainPaint, type Paint } from '../../src/cli/process/terminal.js';
import type { Step } from '../../src/core/step.js';
import { decodeStep } from '../../src/decode/decodeStep.js';
import { compareWith } from '../../src/operators/compareWith.js';
import type { Comparison } from '../../src/operators/comparing/comparison.js';
import { startSimulator, type Simulator, type StepScript } from '../../src/testing/index.js';
import { failure, thrown } from '../support/failure.js';
import { fullJob } from '../support/jobs.js';
import { play } from '../support/play.js';
import { priced, step } from '../support/steps.js';
import { outputOf } from '../../src/cli/output/output.js';
import { writeComparison } from '../../src/cli/output/writeComparison.js';
import { fakeOutput } from './support/fakeOutput.js';
import { parseCsv } from './support/parseCsv.js';
import { fakeHost } from './support/fakeHost.js';
import { runCommand, type Ended } from './support/runCommand.js';

const environment = { OMP_NUM_THREADS: '1', SAGEMAKER_MODEL_SERVER_WORKERS: '4' };
const measured = (ModelLatency: number, millions: number): Pick<StepScript, 'metrics'> => ({
  metrics: { ModelLatency, CostPerInference: millions * 1e-6, MaxInvocations: 2947 },
});
const serverless = { memoryMb: 2048, maxConcurrency: 10 };

const BASELINE: readonly StepScript[] = [
  { instanceType: 'ml.c5.xlarge', environment, ...measured(94, 1.15) },
  { serverless, ...measured(294, 1.15) },
  { instanceType: 'ml.g5.xlarge', ...measured(3, 0.2) },
  { instanceType: 'ml.m5.large', ...measured(50, 1) },
];
/** One slower by 14.9%, one quicker, one added, one not tested any more, one that fails now. */
const WORSE: readonly StepScript[] = [
  { instanceType: 'ml.c5.xlarge', environment, ...measured(108, 1.16) },
  { serverless, ...measured(280, 1.15) },
  { instanceType: 'ml.g6.xlarge', ...measured(3, 0.2) },
  { instanceType: 'ml.m5.large', fails: 'outOfMemory' },
];

/** A plain and a compiled step; each run gives the compiled one another name. */
const twins = (names: Partial<StepScript>, slower = 1): readonly [StepScript, StepScript] => [
  { instanceType: 'ml.c5.xlarge', ...measured(92, 0.19) },
  { instanceType: 'ml.c5.xlarge', ...measured(42 * slower, 0.16 * slower), ...names },
];
const MONDAY = { inferenceSpecificationName: 'neo-00011122-2333-4445-5566-677788899900' };
const TUESDAY = { inferenceSpecificationName: 'neo-fedcba98-7654-3210-fedc-ba9876543210' };
const WEDNESDAY = { compilationJobName: 'wednesday' };

interface Document {
  readonly job: string;
  readonly baseline: string;
  readonly verdict: string;
  readonly sentence: string;
  readonly bounds: unknown;
  readonly configurations: readonly {
    readonly change: string;
    readonly configuration: string;
    readonly key: string;
    readonly deltas?: Readonly<Record<string, unknown>>;
    readonly step?: unknown;
    readonly baseline?: unknown;
  }[];
  readonly regressions: readonly object[];
}

const COMMANDS = {
  table: 'worse old --output table',
  allowed: 'worse old --output table --max-latency-regression 15% --missing ignore',
  exact: 'at-the-bound old --output table',
  json: 'worse old --output json --max-latency-regression 5 --max-cost-regression 0.5% --max-throughput-regression 1',
  ndjson: 'worse old',
  csv: 'worse old --output csv',
  asked: 'worse old --missing any --output table --query configurations[?change==`missing`].configuration',
  endpoint: 'beside --existing-endpoint --output json',
  endpointCost: 'beside --existing-endpoint --output table --max-cost-regression 5',
  other: 'other old',
  noEndpoint: 'old --existing-endpoint --output table',
  failed: 'broken old',
  running: 'old running',
  partial: 'broken old --partial --output json',
  nobody: 'old nobody',
  twins: 'tuesday monday --output csv',
  reversed: 'wednesday monday --output table',
  slower: 'slower monday --output table',
  slowerReversed: 'slower-reversed wednesday --output table',
};

describe('stepstream compare', () => {
  let simulator: Simulator;
  let runs: Readonly<Record<keyof typeof COMMANDS, Ended>>;
  before(async () => {
    simulator = await startSimulator({
      speed: 0,
      jobs: [
        { name: 'old', steps: BASELINE },
        { name: 'worse', steps: WORSE },
        { name: 'at-the-bound', steps: [{ ...BASELINE[3], ...measured(52.5, 1.05) }] },
        { name: 'other', steps: [{ instanceType: 'ml.r5.large', ...measured(1, 1) }] },
        { name: 'beside', steps: [{ existingEndpoint: 'live', ...measured(300, 1) }, ...BASELINE] },
        { name: 'broken', steps: WORSE, status: 'FAILED', failureReason: 'No role.' },
        { name: 'running', steps: BASELINE, live: true },
        { name: 'monday', steps: twins(MONDAY) },
        { name: 'tuesday', steps: twins(TUESDAY) },
        { name: 'wednesday', steps: twins(WEDNESDAY).toReversed() },
        { name: 'slower', steps: twins(TUESDAY, 2) },
        { name: 'slower-reversed', steps: twins({ compilationJobName: 'thursday' }, 2).toReversed() },
      ],
    });
    const options = { endpoint: simulator.endpoint, env: { COLUMNS: '80' } };
    const ended = await Promise.all(
      Object.entries(COMMANDS).map(
        async ([name, args]) => [name, await runCommand(['compare', ...args.split(' ')], options)] as const,
      ),
    );
    runs = Object.fromEntries(ended) as typeof runs;
  });
  after(() => simulator.close());
  const lastLine = ({ stdout }: Ended): string | undefined => stdout.trimEnd().split('\n').at(-1);

  it('prints a table that fits, what is worse, and fails with 4', () => {
    const { code, stdout, stderr } = runs.table;
    expect([code, stderr]).deep.equal([4, '']);
    expect(stdout.split('\n')).deep.equal([
      'worse against old',
      'Load: Advanced: traffic chosen by AWS; ends at flat invocations',
      '',
      '     latency                $ per             inv per',
      '          ms              million              minute',
      '───────────────────────────────────────────────────────────',
      'ml.c5.xlarge  env A',
      '    94 → 108  +14.9%  1.15 → 1.16  +0.9%  2947 → 2947  0.0%',
      'serverless 2048 MB x 10',
      '   294 → 280   -4.8%  1.15 → 1.15   0.0%  2947 → 2947  0.0%',
      'env A: OMP_NUM_THREADS=1 SAGEMAKER_MODEL_SERVER_WORKERS=4',
      '',
      'added    ml.g6.xlarge: $0.20 for a million inferences, 2947 invocations a minute',
      '         at 3 ms; AWS gave no CostPerHour',
      'missing  ml.g5.xlarge: not there now',
      'worse    ml.c5.xlarge with OMP_NUM_THREADS=1 SAGEMAKER_MODEL_SERVER_WORKERS=4:',
      '         latency 94 -> 108 ms, 14.9% worse, 5% is allowed',
      'worse    ml.m5.large: FAILED: OutOfMemoryError: The container was killed for its',
      '         use of memory on ml.m5.large. Use a type with more memory or fewer',
      '         workers.',
      '',
      'Failed: 1 by latency, 1 now FAILED (allowed: latency +5%, cost +5%).',
      '',
    ]);
  });

  it('passes with 0 where nothing is worse than allowed, a bound that is met exactly included', () => {
    for (const ended of [runs.allowed, runs.exact]) expect(ended).include({ code: 0, stderr: '' });
    expect(lastLine(runs.allowed)).equal('Passed: 2 configurations compared (allowed: latency +15%).');
    expect(lastLine(runs.exact)).equal('Passed: 1 configuration compared (allowed: latency +5%, cost +5%).');
  });

  it('writes one document, of a stable shape, and says on stderr why it failed', () => {
    const { code, stdout, stderr } = runs.json;
    const { configurations, regressions, ...head } = JSON.parse(stdout) as Document;
    expect(code).equal(4);
    expect(head).deep.equal({
      job: 'worse',
      baseline: 'old',
      verdict: 'regression',
      sentence:
        'Failed: 1 by latency, 1 by cost, 1 now FAILED (allowed: latency +5%, cost +0.5%, throughput -1%).',
      loads: { job: { JobType: 'Advanced' }, baseline: { JobType: 'Advanced' }, differences: [] },
      bounds: { latencyPercent: 5, costPercent: 0.5, throughputPercent: 1, missing: 'failed' },
    });
    expect(configurations.map(({ change, configuration }) => `${change} ${configuration}`)).deep.equal([
      'compared ml.c5.xlarge with OMP_NUM_THREADS=1 SAGEMAKER_MODEL_SERVER_WORKERS=4',
      'compared serverless 2048 MB x 10',
      'added ml.g6.xlarge',
      'missing ml.g5.xlarge',
      'missing ml.m5.large',
    ]);
    const [slower, , , gone, broken] = configurations;
    expect(Object.keys(slower!)).deep.equal(['change', 'configuration', 'key', 'deltas', 'step', 'baseline']);
    expect(slower!.deltas!['ModelLatency']).deep.equal({
      before: 94,
      after: 108,
      percent: (14 / 94) * 100,
      verdict: 'worse',
    });
    for (const one of [slower!.step, slower!.baseline, gone!.baseline, broken!.step, broken!.baseline])
      expect(decodeStep(one)).property('_tag', 'Right');
    expect(gone).not.property('step');
    expect(regressions[0]).deep.equal({
      kind: 'worse',
      key: slower!.key,
      metric: 'ModelLatency',
      before: 94,
      after: 108,
      percent: (14 / 94) * 100,
      allowedPercent: 5,
      text:
        'ml.c5.xlarge with OMP_NUM_THREADS=1 SAGEMAKER_MODEL_SERVER_WORKERS=4: ' +
        'latency 94 -> 108 ms, 14.9% worse, 5% is allowed',
    });
    expect(regressions[1]).include({ kind: 'worse', metric: 'CostPerInference' });
    expect(regressions[2]).include({ kind: 'failed', key: broken!.key });
    expect(stderr).match(
      /^stepstream: Failed: 1 by latency, 1 by cost, 1 now FAILED [^\n]*14\.9% worse[^\n]*; ml\.m5\.large: FAILED: [^\n]*\n$/,
    );
  });

  it('tells on stderr no more than five of many regressions, and how many there are', async () => {
    const said: string[] = [];
    const output = outputOf(
      { output: 'json' },
      {
        stdout: fakeOutput({ take: () => undefined }),
        stderr: fakeOutput({ take: () => undefined }),
        env: {},
      },
    );
    const write = writeComparison(output, fakeOutput({ take: text => void said.push(text) }));
    const regressions = Array.from({ length: 7 }, (_, i) => ({
      ...({ kind: 'missing', key: String(i) } as const),
      baseline: priced(`m${String(i)}`, 1e-6),
    }));
    await write({
      ...{
        job: 'j',
        baseline: 'b',
        bounds: {},
        comparison: { rows: [], added: [], missing: [], failed: [] },
      },
      loads: compareLoads({ name: 'j', jobName: 'j', job: undefined, steps$: EMPTY }, undefined),
      judgement: { verdict: 'regression', regressions, sentence: 'Failed.', exitCode: 4 },
    });
    expect(said.join('').match(/is not there now/g)).length(5);
    expect(said.join('')).match(/; and 2 more\n$/);
  });

  it('writes a line for each configuration as ndjson and as CSV, and answers a query', () => {
    const { ndjson, csv, asked } = runs;
    for (const { code, stderr } of [ndjson, csv, asked]) {
      expect(code).equal(4);
      expect(stderr).match(/^stepstream: Failed: \d by [^\n]*\n$/);
    }
    const lines = ndjson.stdout
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line) as { change: string });
    const rows = parseCsv(csv.stdout);
    const changes = ['compared', 'compared', 'added', 'missing', 'missing'];
    expect(lines.map(({ change }) => change)).deep.equal(changes);
    expect(rows.map(row => row['Change'])).deep.equal(changes);
    expect(rows[0]).include({
      InstanceType: 'ml.c5.xlarge',
      InitialInstanceCount: '1',
      Environment: 'OMP_NUM_THREADS=1 SAGEMAKER_MODEL_SERVER_WORKERS=4',
      Status: 'COMPLETED',
      BaselineStatus: 'COMPLETED',
      ModelLatencyBefore: '94',
      ModelLatencyAfter: '108',
      ModelLatencyVerdict: 'worse',
      CostPerHourBefore: '',
    });
    expect(Number(rows[0]!['ModelLatencyPercent'])).closeTo(14.9, 0.01);
    expect(rows[1]).include({
      InstanceType: '',
      ServerlessMemorySizeInMB: '2048',
      ServerlessMaxConcurrency: '10',
    });
    expect(rows[3]).include({ InstanceType: 'ml.g5.xlarge', Status: '', BaselineStatus: 'COMPLETED' });
    expect(rows[4])
      .include({ Status: 'FAILED' })
      .property('FailureReason')
      .match(/^OutOfMemoryError/);
    expect(asked.stdout).equal('ml.g5.xlarge\nml.m5.large\n');
  });

  it('counts any missing configuration with --missing any', () => {
    expect(runs.asked.stderr).match(
      /^stepstream: Failed: 1 by latency, 1 now FAILED, 1 not there now .*ml\.g5\.xlarge: completed in the /,
    );
  });

  it('compares with the existing endpoint that the job measured', () => {
    const document = JSON.parse(runs.endpoint.stdout) as Document;
    expect(runs.endpoint).include({ code: 0, stderr: '' });
    expect(document).include({ baseline: 'existing-endpoint', verdict: 'passed' });
    expect(document.bounds).deep.equal({ latencyPercent: 5, throughputPercent: 5, missing: 'failed' });
    expect(document.configurations.map(({ baseline }) => baseline)).deep.equal(
      Array<unknown>(4).fill({ MaxInvocations: 2947, ModelLatency: 300 }),
    );
    expect(runs.endpointCost).include({ code: 3, stderr: '' });
    expect(runs.endpointCost.stdout)
      .match(/^beside against the existing endpoint\n/)
      .match(/300 → 94 +-68\.7% +n\/a → 1\.15 +n\/a/);
    expect(lastLine(runs.endpointCost)).match(/^Failed: Nothing to compare by CostPerInference: /);
  });

  it('compares compiled models with compiled ones, in any order and by any name', () => {
    expect([runs.twins.code, runs.reversed.code]).deep.equal([0, 0]);
    expect(parseCsv(runs.twins.stdout).map(row => [row['Change'], row['Compiled']])).deep.equal([
      ['compared', 'false'],
      ['compared', 'true'],
    ]);
    expect(lastLine(runs.reversed)).match(/^Passed: 2 configurations compared/);
    for (const { code, stdout } of [runs.slower, runs.slowerReversed]) {
      expect(code).equal(4);
      expect(stdout.replace(/\s+/g, ' ')).contain(
        'worse ml.c5.xlarge compiled: latency 42 -> 84 ms, 100% worse',
      );
    }
  });

  it('says with 3 that there is nothing to compare', () => {
    const { code, stdout, stderr } = runs.other;
    expect([code, stderr]).deep.equal([
      3,
      'stepstream: Failed: Nothing to compare: 1 completed only in the job, 4 only in the baseline.\n',
    ]);
    expect(stdout.trimEnd().split('\n')).length(5);
    expect(runs.noEndpoint).include({ code: 3, stderr: '' });
    expect(lastLine(runs.noEndpoint)).equal(
      'Failed: Nothing to compare: the baseline has nothing that was measured, the job 4.',
    );
  });

  it('refuses a job or a baseline that has not completed, unless --partial is given', () => {
    const { failed, running, partial } = runs;
    expect(failed).include({ code: 2, stdout: '' });
    expect(failed.stderr).match(/^stepstream: job 'broken' is FAILED \(No role\); --partial takes [^\n]*\n$/);
    expect(running).include({ code: 1, stdout: '' });
    expect(running.stderr).match(/^stepstream: job 'running' is PENDING, [^\n]*--partial\n$/);
    expect(partial.code).equal(4);
    expect(partial.stderr).match(
      /^stepstream: job 'broken' is FAILED \(No role\): only [^\n]*\nstepstream: Failed: /,
    );
  });

  it('says with 5 that there is no such job', () => {
    expect(runs.nobody).include({ code: 5, stdout: '' });
    expect(runs.nobody.stderr).match(/^stepstream: There is no job 'nobody' [^\n]*\n$/);
  });

  it('refuses what can not be meant, before any call, in the words of the command', async () => {
    const refused: readonly (readonly [
      line: RegExp,
      job?: string,
      baseline?: string,
      flags?: CompareSettings,
    ])[] = [
      [/^JOB: which job\?/],
      [/^BASELINE: compare it with which job\? Or give --existing-endpoint$/, 'a'],
      [/^--existing-endpoint: stands instead of BASELINE/, 'a', 'b', { existingEndpoint: true }],
      [/^JOB: must be a name \(up to 64 letters/, 'no job', 'b'],
      [/^JOB: must be a name \(up to 64 letters.*"no baseline"$/, 'a', 'no baseline'],
      [/^JOB: must be a name \(up to 64 letters.*""$/, 'a', ''],
      [
        /^--max-throughput-regression: must be .* below 100; got 100$/,
        'a',
        'b',
        { maxThroughputRegression: 100 },
      ],
      [/^--max-latency-regression: must be a finite/, 'a', 'b', { maxLatencyRegression: Infinity }],
      [/^--max-cost-regression: must be a finite/, 'a', 'b', { maxCostRegression: Infinity }],
      [/^--query: the expression can't be read/, 'a', 'b', { query: 'x[' }],
    ];
    for (const [line, job, baseline, flags = {}] of refused) {
      // It has no account to connect to.
      const error = await failure(compareCommand(job, baseline, flags, fakeHost()));
      expect(exitCodeOf(error)).equal(2);
      expect(errorLine(error)).match(line);
    }
  });
});

describe('a percentage on the command line', () => {
  it('is a number of 0 or more, with or without %', () => {
    expect(['5', '5%', '5 %', '0', '.5%', '12.5'].map(percent)).deep.equal([5, 5, 5, 0, 0.5, 12.5]);
    for (const wrong of ['', '%', '-5', '5%%', '5 percent', '1e3', 'Infinity', ' 5'])
      expect(
        thrown(() => percent(wrong)),
        wrong,
      ).property('code', 'commander.invalidArgument');
  });
});

describe('the table of a comparison', () => {
  const on = (InstanceType: string, ModelLatency: number, more: Parameters<typeof step>[1] = {}): Step =>
    step('', {
      EndpointConfiguration: { EndpointName: 'e', VariantName: 'v', InstanceType },
      Metrics: { ModelLatency, CostPerInference: 1.234e-6, MaxInvocations: 98_765 },
      ...more,
    });
  const ModelConfiguration = {
    EnvironmentParameters: [{ Key: 'SOME_LONG_NAME', ValueType: 'String', Value: 'and its value' }],
  };
  const text = (
    job: readonly Step[],
    baseline: readonly Step[],
    columns: number,
    paint: Paint = plainPaint,
  ): string => {
    const comparison = play(job, compareWith(baseline)).emitted.at(-1) as Comparison;
    const bounds = { latencyPercent: 5 };
    const judgement = judgeComparison(comparison, bounds);
    const terminal = { isTerminal: true, columns, paint };
    const described = { ...fullJob, JobType: 'Default', InputConfig: {}, StoppingConditions: {} };
    const source = (name: string): JobSource => ({ name, jobName: name, job: described, steps$: EMPTY });
    const loads = compareLoads(source('j'), source('b'));
    return comparisonText({ job: 'j', baseline: 'b', loads, bounds, comparison, judgement }, terminal);
  };
  const job = [
    on('ml.c5.24xlarge', 1234, { ModelConfiguration }),
    on('ml.g5.48xlarge', 3.25),
    on('ml.x', 9, { Status: 'FAILED', FailureReason: 'a\u001b[2Jb\r\nc' }),
  ];
  const old = [on('ml.c5.24xlarge', 1000, { ModelConfiguration }), on('ml.g5.48xlarge', 3), on('ml.y', 4)];

  for (const columns of [64, 80, 100, 120, 160])
    it(`fits ${columns} columns and leaves nothing out`, () => {
      const lines = text(job, old, columns).split('\n');
      for (const line of lines) expect(line.length, line).most(columns);
      const all = lines.join(' ');
      for (const part of ['1000 → 1234  +23.4%', '3 → 3.25', '+8.3%', '1.23 → 1.23', '98765 → 98765', '0.0%'])
        expect(all).contain(part);
      expect(all)
        .contain('missing  ml.y: not there now')
        .match(/SOME_LONG_NAME=and its value/);
    });

  it('keeps what a terminal would obey out of it', () => {
    const shown = text(job, old, 80);
    expect(shown).contain('failed   ml.x: FAILED: a [2Jb; c');
    expect(shown.replaceAll('\n', '')).not.match(/\p{Cc}/u);
  });

  it('says n/a where there is no figure, and of a huge change that it is one', () => {
    const shown = text([on('a', NaN), on('b', 1e9)], [on('a', 5), on('b', 1)], 120);
    expect(shown)
      .match(/5 → n\/a +n\/a/)
      .contain('>1000000%');
  });

  it('is red where it got worse, green where it got better, and plain otherwise', () => {
    const paint: Paint = (style, words) => `<${style} ${words}>`;
    const bad = text([on('a', 120), on('b', 50)], [on('a', 100), on('b', 100)], 120, paint);
    expect(bad)
      .contain('<red +20.0%>')
      .contain('<green -50.0%>')
      .match(/\n<red Failed: 1 by latency[^\n]*>$/);
    expect(bad).match(/ 0\.0%/);
    expect(text([on('a', 1)], [on('a', 1)], 120, paint)).match(/\n<green Passed: [^\n]*>$/);
  });

  it('of narrower terminals still shows every number', () => {
    expect(text(job, old, 20).replace(/\s+/g, ' '))
      .contain('1000 → 1234')
      .contain('98765 → 98765');
  });

  it('has no table where there is no row', () => {
    expect(text([on('a', 1)], [on('b', 1)], 80)).equal(
      'j against b\nLoad: Default: traffic chosen by AWS\n\n' +
        'added    a: $1.23 for a million inferences, 98765 invocations a minute at 1 ms;\n         AWS gave no CostPerHour\n' +
        'missing  b: not there now\n\n' +
        'Failed: Nothing to compare: 1 completed only in the job, 1 only in the baseline.',
    );
  });
});
