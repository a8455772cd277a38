import { expect } from 'chai';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WireStep } from '../../src/decode/step.js';
import {
  publishedAiJob,
  startSimulator,
  type SimulatedCall,
  type Simulator,
} from '../../src/testing/index.js';
import { parseCsv } from './support/parseCsv.js';
import { runCommand, type Ended } from './support/runCommand.js';

const ARN = 'arn:aws:sagemaker:us-east-1:123456789012';
const JOB = 'ai-recommendation-job/nightly';
const TYPES = ['ml.g6.24xlarge', 'ml.g6e.12xlarge', 'ml.g5.12xlarge'];
const PRICES = { 'ml.g6.24xlarge': 8.344, 'g6e.12xlarge': 13.12, 'ml.g5.12xlarge': 7.09 };

describe('stepstream with AI jobs', () => {
  let simulator: Simulator;
  let calls: SimulatedCall[];
  let folder: string;
  let prices: string;
  before(async () => {
    simulator = await startSimulator({
      speed: 0,
      jobs: [
        { name: 'nightly', steps: 2 },
        { name: 'other', steps: 1 },
      ],
      aiJobs: [
        { name: 'nightly', instanceTypes: TYPES },
        { name: 'next', instanceTypes: TYPES, seed: 77, workloadConfig: 'longer-prompts' },
        publishedAiJob({ name: 'published' }),
        { name: 'empty', recommendations: 'empty' },
        { name: 'denied', roleLacks: 'servicequotas:GetServiceQuota' },
        { name: 'live', live: true },
      ],
      aiBenchmarks: [{ name: 'gate', instanceType: 'ml.g6.24xlarge', invalidAnswers: 10 }],
      onCall: call => calls.push(call),
    });
    folder = mkdtempSync(join(tmpdir(), 'stepstream-ai-'));
    prices = join(folder, 'prices.json');
    writeFileSync(prices, JSON.stringify(PRICES));
  });
  beforeEach(() => {
    calls = [];
  });
  after(async () => {
    await simulator.close();
    rmSync(folder, { recursive: true });
  });
  const run = (...args: readonly string[]): Promise<Ended> =>
    runCommand(args, { endpoint: simulator.endpoint, env: { AWS_REGION: 'us-east-1', COLUMNS: '80' } });
  const operations = (): readonly string[] => calls.map(({ operation }) => operation);
  const save = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };

  describe('jobs --kind', () => {
    it('lists classic jobs alone unless asked, and each AI kind under the name of AWS', async () => {
      const [classic, ai, benchmarks] = await Promise.all([
        run('jobs', '--output', 'json'),
        run('jobs', '--kind', 'recommendation', '--output', 'json', '--status', 'IN_PROGRESS'),
        run('jobs', '--kind', 'benchmark', '--output', 'csv', '--name-contains', 'gate'),
      ]);
      expect(Object.keys(JSON.parse(classic.stdout) as object)).deep.equal(['InferenceRecommendationsJobs']);
      const {
        AIRecommendationJobs: [live, ...more],
      } = JSON.parse(ai.stdout) as {
        AIRecommendationJobs: object[];
      };
      expect(live).include({ AIRecommendationJobName: 'live', AIRecommendationJobStatus: 'InProgress' });
      expect(more).deep.equal([]);
      expect(calls.find(({ operation }) => operation === 'ListAIRecommendationJobs')?.input).deep.equal({
        StatusEquals: 'InProgress',
        MaxResults: 100,
      });
      const rows = parseCsv(benchmarks.stdout);
      expect(rows).length(1);
      expect(rows[0]).include({ AIBenchmarkJobName: 'gate', AIBenchmarkJobStatus: 'Failed' });
    });

    it('all: one kind after the other, names as other commands take them, and goes on anywhere', async () => {
      const whole = await run('jobs', '--kind', 'all', '--name-contains', 'nightly', '--output', 'csv');
      const rows = parseCsv(whole.stdout);
      expect(new Set(rows.map(({ Kind }) => Kind))).deep.equal(
        new Set(['classic', 'recommendation', 'benchmark']),
      );
      expect(rows.find(({ JobName }) => JobName === JOB)).include({
        Kind: 'recommendation',
        Status: 'COMPLETED',
      });
      for (const size of [1, 3, rows.length - 1]) {
        const names: string[] = [];
        for (let token: string | undefined, left = rows.length; left > 0; left -= size) {
          const page: Ended = await run(
            ...[
              'jobs',
              '--kind',
              'all',
              '--name-contains',
              'nightly',
              '--output',
              'csv',
              '--max-items',
              String(size),
            ],
            ...(token === undefined ? [] : ['--starting-token', token]),
          );
          names.push(...parseCsv(page.stdout).map(({ JobName }) => JobName!));
          token = /--starting-token (\S+)/.exec(page.stderr)?.[1];
        }
        expect(names, String(size)).deep.equal(rows.map(({ JobName }) => JobName));
      }
    });

    it('all: asks for no kind beyond --max-items', async () => {
      const { stdout, stderr } = await run('jobs', '--kind', 'all', '--max-items', '2');
      expect(stdout.match(/\n/g)).length(2);
      expect(stderr).match(/there are more\. Go on with: --starting-token recommendation\//);
      expect(operations()).deep.equal(['ListInferenceRecommendationsJobs']);
    });

    it('refuses with 2 what a kind does not have, before any call', async () => {
      const refused = await Promise.all([
        run('jobs', '--kind', 'all', '--model-name-equals', 'm'),
        run('jobs', '--kind', 'benchmark', '--last-modified-time-after', '2026-01-01'),
        run('jobs', '--kind', 'all', '--starting-token', 'abc'),
        run('watch', JOB, '--kind', 'all'),
      ]);
      expect(refused.map(({ code }) => code)).deep.equal([2, 2, 2, 2]);
      expect(refused.map(({ stderr }) => stderr.split(':')[1])).deep.equal([
        ' --model-name-equals',
        ' --last-modified-time-after',
        ' --starting-token',
        ' --kind',
      ]);
      expect(calls).deep.equal([]);
    });
  });

  describe('JOB', () => {
    it('is an ARN of any kind, and a plain name is a classic job', async () => {
      const described = await Promise.all(
        [
          `${ARN}:ai-recommendation-job/nightly`,
          `${ARN}:ai-benchmark-job/gate`,
          `${ARN}:inference-recommendations-job/nightly`,
          'nightly',
        ].map(job => run('describe', job, '--output', 'json')),
      );
      expect(described.map(({ code }) => code)).deep.equal([0, 0, 0, 0]);
      expect(operations()).have.members([
        'DescribeAIRecommendationJob',
        'DescribeAIBenchmarkJob',
        'DescribeInferenceRecommendationsJob',
        'DescribeInferenceRecommendationsJob',
      ]);
    });

    for (const [command, ...args] of [
      ['describe', `${ARN.replace('us-east-1', 'eu-west-1')}:ai-recommendation-job/nightly`],
      ['steps', `${ARN.replace('us-east-1', 'eu-west-1')}:inference-recommendations-job/nightly`],
      ['best', `${ARN.replace('us-east-1', 'eu-west-1')}:ai-recommendation-job/nightly`, '--by', 'ttft'],
      ['watch', `${ARN.replace('us-east-1', 'eu-west-1')}:ai-recommendation-job/nightly`],
    ] as const)
      it(`of another region is refused by ${command} before any call`, async () => {
        const { code, stderr } = await run(command, ...args);
        expect([code, calls]).deep.equal([2, []]);
        expect(stderr).match(
          /^stepstream: JOB: the ARN of '[^']+' is of the region eu-west-1, .* --region eu-west-1\n$/,
        );
      });

    for (const [command, ...args] of [
      ['describe', `${ARN.replace('1234', '9999')}:ai-benchmark-job/gate`],
      ['steps', `${ARN.replace('1234', '9999')}:ai-recommendation-job/nightly`],
      ['steps', `${ARN.replace('1234', '9999')}:inference-recommendations-job/nightly`],
      ['best', `${ARN.replace('1234', '9999')}:inference-recommendations-job/nightly`],
      ['compare', `${ARN.replace('1234', '9999')}:ai-recommendation-job/nightly`, JOB],
      ['watch', `${ARN.replace('1234', '9999')}:ai-recommendation-job/nightly`],
    ] as const)
      it(`of another account is refused by ${command} ${args[0].split(':').at(-1)!}`, async () => {
        const { code, stdout, stderr } = await run(command, ...args);
        expect([code, stdout]).deep.equal([2, '']);
        expect(stderr).match(/is of the account 999956789012, and the credentials are those of 123456789012/);
      });

    it('that is not there is said with 5, and how to list those that are', async () => {
      const { code, stderr } = await run('describe', 'ai-benchmark-job/nobody');
      expect(code).equal(5);
      expect(stderr).match(/'stepstream jobs --kind benchmark' lists those that are/);
    });
  });

  describe('describe', () => {
    it('shows a job with what it recommends, within 80 columns', async () => {
      const { stdout } = await run('describe', JOB, '--output', 'table');
      expect(stdout).match(/^job {10}ai-recommendation-job\/nightly\nstatus {7}COMPLETED\n/);
      expect(stdout)
        .match(/^workload {5}workload-1$/m)
        .match(/^ml\.g6e\.12xlarge KernelTuning +A( +\d+){3} +\d+\.\d\d +\d+$/m);
      for (const line of stdout.split('\n')) expect(line.length, line).most(80);
      const json = await run('describe', JOB, '--query', 'Recommendations[0].ExpectedPerformance[0].Value');
      expect(json.stdout).match(/^"[\d.]+"\n$/);
    });

    it('says what to do about a failure, and where the figures of a benchmark are', async () => {
      const [denied, gate] = await Promise.all(
        ['ai-recommendation-job/denied', 'ai-benchmark-job/gate'].map(job =>
          run('describe', job, '--output', 'table'),
        ),
      );
      expect(denied!.stdout).match(/^what to do {3}Allow servicequotas:GetServiceQuota /m);
      expect(denied!.stdout).match(/^A job has recommendations once it has completed\.$/m);
      expect(gate!.stdout)
        .match(/^figures {6}profile_export_aiperf\.json /m)
        .match(/^what to do {3}Too many answers/m);
    });
  });

  describe('steps', () => {
    it('lists recommendations in the order of AWS, in one call', async () => {
      const { code, stdout, stderr } = await run('steps', JOB);
      expect([code, stderr, operations()]).deep.equal([0, '', ['DescribeAIRecommendationJob']]);
      const steps = stdout
        .trim()
        .split('\n')
        .map(line => JSON.parse(line) as WireStep);
      expect(steps).length(6);
      for (const step of steps)
        expect(step).include({ StepType: 'RECOMMENDATION', JobName: JOB, Status: 'COMPLETED' });
      const csv = parseCsv((await run('steps', JOB, '--output', 'csv')).stdout);
      expect(csv.map(row => Number(row['TimeToFirstTokenP50']))).deep.equal(
        steps.map(({ figures }) => figures?.TimeToFirstToken?.['p50']),
      );
      expect(csv[0]).include({
        InferenceSpecificationName: 'high-otps-on-g6e-12xlarge-1',
        TimeToFirstTokenP99: '',
      });
    });

    it('says what --max-items leaves out, and filters', async () => {
      const [few, none] = await Promise.all([
        run('steps', JOB, '--max-items', '4'),
        run('steps', JOB, '--status', 'FAILED', '--output', 'json'),
      ]);
      expect(few.stdout.match(/\n/g)).length(4);
      expect([few.code, few.stderr]).deep.equal([
        0,
        'stepstream: --max-items leaves out 2 recommendations\n',
      ]);
      expect([none.code, JSON.parse(none.stdout)]).deep.equal([0, { Steps: [] }]);
    });

    const without: readonly (readonly [job: string, code: number, line: RegExp])[] = [
      ['ai-recommendation-job/empty', 3, /^stepstream: '[^']+': AWS gives no recommendations, although /],
      [
        'ai-recommendation-job/denied',
        2,
        /is FAILED \(.*\), so it has no recommendations\. Allow servicequotas/,
      ],
      [
        'ai-recommendation-job/live',
        1,
        /is IN_PROGRESS: .*'stepstream watch ai-recommendation-job\/live' waits for it/,
      ],
      [
        'ai-benchmark-job/gate',
        2,
        /^stepstream: JOB: 'ai-benchmark-job\/gate' is an AI benchmark job, .*aiperf\.json/,
      ],
    ];
    for (const command of ['steps', 'best'])
      it(`says why there are none: ${command}`, async () => {
        const ended = await Promise.all(
          without.map(([job]) =>
            run(command, job, ...(command === 'best' ? ['--by', 'ttft', '--output', 'table'] : [])),
          ),
        );
        ended.forEach(({ code, stdout, stderr }, i) => {
          const [job, expected, line] = without[i]!;
          expect([code, stdout], job).deep.equal([expected, '']);
          expect(stderr, job).match(
            command === 'best' && expected === 3 ? /nothing fits: .*AWS gives no rec/ : line,
          );
        });
      });

    it('refuses what a listing without pages does not have', async () => {
      const ended = await Promise.all([
        run('steps', JOB, '--page-size', '5'),
        run('steps', JOB, '--starting-token', 'abc'),
      ]);
      expect(ended.map(({ code, stderr }) => [code, stderr.split(':')[1]])).deep.equal([
        [2, ' --page-size'],
        [2, ' --starting-token'],
      ]);
      expect(calls).deep.equal([]);
    });
  });

  describe('best', () => {
    interface Document {
      readonly unit: string;
      readonly load: unknown;
      readonly excluded: unknown;
      readonly bounds: unknown;
      readonly pick: { readonly figure: number; readonly monthly?: unknown; readonly step: WireStep } | null;
    }
    const best = async (...args: readonly string[]): Promise<Document> =>
      JSON.parse((await run('best', ...args, '--output', 'json')).stdout) as Document;
    const typeOf = ({ pick }: Document): unknown =>
      pick?.step.InferenceBenchmark?.EndpointConfiguration?.InstanceType;

    it('ranks by figures, by their statistics and within their bounds', async () => {
      const [ttft, p90, tokens, quick] = await Promise.all([
        best(JOB, '--by', 'ttft'),
        best(JOB, '--by', 'ttft', '--stat', 'p90'),
        best(JOB, '--by', 'tokens', '--max-ttft-ms', '99'),
        best(JOB, '--by', 'request-latency', '--min-tokens-per-second', '3300'),
      ]);
      const rows = parseCsv((await run('steps', JOB, '--output', 'csv')).stdout);
      const least = (column: string): number => Math.min(...rows.map(row => Number(row[column])));
      expect([ttft, p90, tokens].map(({ pick }) => pick?.figure)).deep.equal([
        least('TimeToFirstTokenP50'),
        least('TimeToFirstTokenP90'),
        Math.max(
          ...rows
            .filter(row => Number(row['TimeToFirstTokenP50']) <= 99)
            .map(row => Number(row['OutputTokenThroughput'])),
        ),
      ]);
      expect([tokens, quick].map(typeOf)).deep.equal(['ml.g5.12xlarge', 'ml.g6e.12xlarge']);
      expect([ttft.unit, tokens.unit]).deep.equal(['milliseconds', 'tokens per second']);
      expect(ttft.load).deep.equal({ AIWorkloadConfigIdentifier: 'workload-1' });
    });

    it('takes prices from a file: a million tokens of the published answer are $1.2243', async () => {
      const { pick, unit, bounds } = await best(
        'ai-recommendation-job/published',
        '--prices',
        prices,
        '--max-cost-per-hour',
        '9',
      );
      expect(pick?.figure).closeTo(1.2243, 5e-5);
      expect([unit, bounds]).deep.equal(['US dollars per million output tokens', { maxCostPerHour: 9 }]);
      const month = await best('ai-recommendation-job/published', '--prices', prices, '--traffic', '900');
      // One deployment takes 7.5114 x 60 = 450.7 requests a minute.
      expect(month.pick?.monthly).deep.include({ deployments: 2, instances: 2 });
      expect(month.pick?.figure).closeTo(2 * 8.344 * 730, 1e-6);
    });

    it('says what to give where prices are needed, with an example that is read', async () => {
      const asked = await Promise.all([
        run('best', JOB),
        run('best', JOB, '--by', 'cost-per-hour'),
        run('best', JOB, '--traffic', '900'),
        run('best', JOB, '--by', 'ttft', '--max-cost-per-hour', '9'),
      ]);
      for (const { code, stderr } of asked) {
        expect(code).equal(2);
        expect(stderr)
          .match(/AWS gives no price for AI recommendations/)
          .match(/^[^\n]+\n$/)
          .contain('--prices FILE');
      }
      expect(calls).deep.equal([]);
      const example = /such as (\{.*?\})/.exec(asked[0].stderr)![1]!;
      const partly = await run('best', JOB, '--prices', save('example.json', example), '--output', 'json');
      expect(JSON.parse(partly.stdout)).deep.nested.include({
        ranked: 2,
        'excluded[0]': { kind: 'price', steps: 4 },
      });
    });

    it('says beside the pick what was left out for want of a price or a figure, and for that alone', async () => {
      const few = save('few.json', '{ "ml.g6e.12xlarge": 13.12 }');
      const unpriced = await run('best', JOB, '--prices', few, '--output', 'table');
      expect(unpriced.stdout).match(
        /\nDeploy: [^\n]+\nLeft out: 4 of 6 recommendations, without a price: AWS gives none for recommendations\n$/,
      );
      const described = JSON.parse((await run('describe', JOB, '--output', 'json')).stdout) as {
        Recommendations: { ExpectedPerformance: { Metric: string; Stat?: string }[] }[];
      };
      for (const recommendation of described.Recommendations.slice(0, 2))
        recommendation.ExpectedPerformance = recommendation.ExpectedPerformance.filter(
          ({ Metric, Stat }) => !(Metric === 'RequestLatency' && Stat === 'p99'),
        );
      const file = save('partly.json', JSON.stringify(described));
      const byP99 = ['best', file, '--stat', 'p99', '--output', 'table'] as const;
      const unmeasured = await run(...byP99, '--by', 'request-latency');
      expect(unmeasured.stdout).match(/\nLeft out: 2 of 6 recommendations, without RequestLatency p99\n$/);
      const explained = await run('best', JOB, '--prices', few, '--explain', '--output', 'table');
      expect(explained.stdout).contain('Left out are 4 of 6').not.contain('Left out: ');
      const [bounded, both] = await Promise.all([
        run('best', JOB, '--by', 'tokens', '--max-ttft-ms', '99', '--output', 'table'),
        run(...byP99, '--by', 'tokens', '--max-request-latency-ms', '99999'),
      ]);
      expect(bounded.stdout).not.contain('Left out');
      expect(both.stdout).match(
        /^Bounds: --max-request-latency-ms 99999 leaves out 2 \(not measured\); 4 of 6 recommendations fit$/m,
      );
    });

    it('leaves out what lacks the statistic, and says so with 3', async () => {
      const { code, stdout, stderr } = await run(
        ...['best', 'ai-recommendation-job/published', '--by', 'ttft', '--stat', 'p99', '--output', 'table'],
      );
      expect([code, stdout]).deep.equal([3, '']);
      expect(stderr).match(/nothing fits: 1 of 1 recommendation of '.*' has no TimeToFirstToken p99\n$/);
    });

    it('tells people what to deploy, and why, in tables of 80 columns', async () => {
      const ended = await Promise.all([
        run('best', JOB, '--by', 'tokens', '--explain', '--output', 'table'),
        run('best', JOB, '--prices', prices, '--explain', '--output', 'table'),
        run('best', JOB, '--prices', prices, '--traffic', '3000', '--explain', '--output', 'table'),
      ]);
      for (const { code, stdout } of ended) {
        expect(code).equal(0);
        expect(stdout).match(
          /^Deploy: arn:aws:sagemaker:\S+:model-package\/nightly\/1, specification high-otps-on-/m,
        );
        const [, table = ''] = stdout.split('that fit:\n');
        expect(table)
          .match(/^─{50,}$/m)
          .not.match(/NaN|n\/a/);
        for (const line of table.split('\n')) expect(line.length, line).most(80);
      }
      expect(ended[2].stdout).match(/^ {2}\d+ deployments x \$7\.090 an hour x 730 hours = \$\d+\.\d\d$/m);
    });

    it('writes a row for each in CSV, with figures', async () => {
      const { stdout } = await run('best', JOB, '--prices', prices, '--traffic', '3000', '--output', 'csv');
      const rows = parseCsv(stdout);
      expect(rows).length(6);
      expect(rows[0]).include({ Rank: '1', By: 'monthly', Framework: 'VLLM' });
      for (const column of ['Deployments', 'TimeToFirstTokenP50']) expect(Number(rows[0]![column])).above(1);
    });

    const refused: readonly (readonly [line: RegExp, ...args: string[]])[] = [
      [/--by: latency goes with classic jobs/, JOB, '--by', 'latency'],
      [
        /--by: ttft goes with AI recommendation jobs, named ai-recommendation-job\/NAME;/,
        'nightly',
        '--by',
        'ttft',
      ],
      [/--prices: goes with AI jobs/, 'nightly', '--prices', 'PRICES'],
    ];
    for (const [line, ...args] of refused)
      it(`refuses ${args.join(' ')} with 2, before any call`, async () => {
        const { code, stderr } = await run('best', ...args.map(arg => (arg === 'PRICES' ? prices : arg)));
        expect([code, calls]).deep.equal([2, []]);
        expect(stderr)
          .match(line)
          .match(/^[^\n]+\n$/);
      });
  });

  describe('compare', () => {
    const NEXT = 'ai-recommendation-job/next';

    it('judges by bounds of its own, warns of another workload, and refuses it when asked', async () => {
      const [judged, refused] = await Promise.all([
        run('compare', NEXT, JOB, '--output', 'table'),
        run('compare', NEXT, JOB, '--same-load'),
      ]);
      expect(judged.code).equal(4);
      expect(judged.stderr).match(/different loads \(AIWorkloadConfigIdentifier\)/);
      expect(judged.stdout)
        .match(/^Load of ai-recommendation-job\/next: workload configuration longer-prompts$/m)
        .match(/^Failed: \d by first token[^(]* \(allowed: first token \+5%, tokens a second -5%\)\.$/m);
      for (const line of judged.stdout.split('\n').slice(3)) expect(line.length, line).most(80);
      expect(refused.code).equal(3);
      expect(refused.stderr).match(
        /the loads differ in AIWorkloadConfigIdentifier\. Job: workload configuration longer/,
      );
    });

    it('passes what is no worse, takes its own flags, and has figures in every format', async () => {
      const flags = ['--max-ttft-regression', '5', '--max-request-latency-regression', '1%', '--stat', 'p90'];
      const [json, csv] = await Promise.all([
        run('compare', JOB, JOB, ...flags, '--output', 'json'),
        run('compare', NEXT, JOB, '--max-tokens-regression', '1', '--output', 'csv'),
      ]);
      expect([json.code, csv.code]).deep.equal([0, 0]);
      const document = JSON.parse(json.stdout) as { readonly configurations: readonly object[] };
      expect(document).deep.include({
        bounds: { ttftPercent: 5, requestLatencyPercent: 1, stat: 'p90', missing: 'failed' },
        verdict: 'passed',
      });
      expect(document.configurations[0]).nested.include({ 'figures.TimeToFirstToken.p50.verdict': 'same' });
      expect(document.configurations[0]).not.property('deltas');
      expect(parseCsv(csv.stdout)[0]).include({
        Change: 'compared',
        InstanceType: 'ml.g6e.12xlarge',
        Optimizations: 'KernelTuning',
        TimeToFirstTokenP50Verdict: 'worse',
        OutputTokenThroughputVerdict: 'better',
      });
    });

    const refused: readonly (readonly [line: RegExp, ...args: string[]])[] = [
      [/BASELINE: is a classic job, and JOB is an AI job/, JOB, 'nightly'],
      [/BASELINE: is an AI job, and JOB is a classic job/, 'nightly', JOB],
      [
        /--max-latency-regression: goes with classic jobs, and these are AI jobs/,
        JOB,
        NEXT,
        '--max-latency-regression',
        '5',
      ],
      [
        /--max-ttft-regression: goes with AI jobs, and these are classic/,
        'nightly',
        'other',
        '--max-ttft-regression',
        '5',
      ],
      [/--stat: goes with AI jobs/, 'nightly', 'other', '--stat', 'p90'],
      [/--existing-endpoint: goes with classic jobs/, JOB, '--existing-endpoint'],
    ];
    for (const [line, ...args] of refused)
      it(`refuses ${args.join(' ')} with 2, before any call`, async () => {
        const { code, stderr } = await run('compare', ...args);
        expect([code, calls]).deep.equal([2, []]);
        expect(stderr).match(line);
      });
  });

  describe('files', () => {
    it('hold the steps, or the description that has them, as both generations save them', async () => {
      const [steps, description] = await Promise.all([
        run('steps', JOB, '--output', 'json'),
        run('describe', JOB, '--output', 'json'),
      ]);
      const [saved, described] = [save('steps.json', steps.stdout), save('job.json', description.stdout)];
      const both = save('both.ndjson', `${description.stdout}${steps.stdout}`);
      calls = [];
      const ended = await Promise.all(
        [saved, described, both].map(file => run('best', file, '--by', 'tokens', '--output', 'table')),
      );
      for (const { code, stdout } of ended) {
        expect(code).equal(0);
        expect(stdout).match(
          /^Most tokens a second: ml\.g6e\.12xlarge KernelTuning \(high-otps-on-g6e-12xlarge-1\) at /,
        );
      }
      expect(ended.map(({ stdout }) => /^Load: (\w+)/m.exec(stdout)![1])).deep.equal([
        'unknown',
        'workload',
        'workload',
      ]);
      const compared = await run('compare', described, saved, '--output', 'table');
      expect(compared).include({ code: 0 });
      const mixed = await run('compare', described, 'nightly');
      expect(mixed.stderr).match(/BASELINE: is a classic job/);
      expect(operations()).not.include('DescribeAIRecommendationJob');
    });

    it('of a job that runs, has failed, or can not be decoded are refused', async () => {
      const [live, denied, nightly] = await Promise.all(
        ['live', 'denied', 'nightly'].map(name =>
          run('describe', `ai-recommendation-job/${name}`, '--output', 'json'),
        ),
      );
      const bad = nightly!.stdout.replace('"OptimizationDetails": [', '"OptimizationDetails": [7,');
      const ended = await Promise.all(
        [live!.stdout, denied!.stdout, bad].map((text, i) =>
          run('best', save(`bad${i}.json`, text), '--by', 'ttft'),
        ),
      );
      expect(ended.map(({ code }) => code)).deep.equal([1, 2, 2]);
      expect(ended[2]!.stderr).match(/can't be decoded: Recommendations\[0\]/);
    });
  });
});
