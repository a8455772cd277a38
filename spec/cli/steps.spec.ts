import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { decodeStep } from '../../src/decode/decodeStep.js';
import { demoJob, startSimulator, type Simulator, type SimulatedCall } from '../../src/testing/index.js';
import { parseCsv } from './support/parseCsv.js';
import { runCommand, type Ended } from './support/runCommand.js';

const JOB = 'demo';
interface Document {
  readonly Steps: readonly { readonly Status: string }[];
  readonly NextToken?: string;
}

describe('stepstream steps in a pipe', function () {
  this.timeout(20_000);
  let simulator: Simulator;
  let calls: SimulatedCall[];
  before(async () => {
    simulator = await startSimulator({
      speed: 0,
      jobs: [demoJob({ name: JOB })],
      onCall: call => calls.push(call),
    });
  });
  beforeEach(() => {
    calls = [];
  });
  after(() => simulator.close());

  const steps = (...args: readonly string[]): Promise<Ended> =>
    runCommand(['steps', ...args], { endpoint: simulator.endpoint });
  const inputs = (): unknown[] => calls.map(({ input }) => input);

  it('writes a line of JSON for each step by default, and nothing else', async () => {
    const { code, stdout, stderr } = await steps(JOB, '--page-size', '20');
    expect([code, stderr]).deep.equal([0, '']);
    const lines = stdout.trimEnd().split('\n');
    expect(lines).length(40);
    for (const line of lines) expect(decodeStep(JSON.parse(line))).property('_tag', 'Right');
    expect(stdout).not.contain('\u001b');
    expect(calls).length(2);
  });

  it('writes one document as aws-cli does, with the token to go on with', async () => {
    const first = await steps(
      '--job-name',
      JOB,
      '--output',
      'json',
      '--max-items',
      '15',
      '--page-size',
      '10',
    );
    expect([first.code, first.stderr]).deep.equal([0, '']);
    const { Steps, NextToken } = JSON.parse(first.stdout) as Document;
    expect(Steps).length(15);
    const rest = await steps(JOB, '--output', 'json', '--page-size', '13', '--starting-token', NextToken!);
    const second = JSON.parse(rest.stdout) as Document;
    expect(second).not.property('NextToken');
    const whole = JSON.parse((await steps(JOB, '--output', 'json')).stdout) as Document;
    expect([...Steps, ...second.Steps]).deep.equal(whole.Steps);
  });

  it('writes CSV with a header, quoted as RFC 4180 has it', async () => {
    const [csv, json] = await Promise.all([steps(JOB, '--output', 'csv'), steps(JOB, '--output', 'json')]);
    const rows = parseCsv(csv.stdout);
    const { Steps } = JSON.parse(json.stdout) as { Steps: WireStep[] };
    expect(rows).length(40);
    rows.forEach((row, i) => {
      const { Status, InferenceBenchmark: benchmark } = Steps[i]!;
      expect(row['Status']).equal(Status);
      expect(row['FailureReason']).equal(benchmark.FailureReason ?? '');
      expect(row['InstanceType']).equal(benchmark.EndpointConfiguration?.InstanceType ?? '');
      const cost = benchmark.Metrics?.CostPerInference;
      expect(row['CostPerInference']).equal(cost === undefined ? '' : String(cost));
      if (benchmark.Metrics?.CpuUtilization === 'NaN') expect(row['CpuUtilization']).equal('');
    });
    expect(rows.some(row => row['CostPerInference'] !== '' && row['CpuUtilization'] === '')).true;
  });

  it('passes the filters on, and counts in items', async () => {
    const { stdout, stderr } = await steps(
      JOB,
      '--status',
      'FAILED',
      '--step-type',
      'BENCHMARK',
      '--max-items',
      '4',
    );
    expect(inputs()).deep.equal([{ JobName: JOB, Status: 'FAILED', StepType: 'BENCHMARK', MaxResults: 4 }]);
    expect(stdout.match(/"Status":"FAILED"/g)).length(4);
    expect(stderr).match(/^stepstream: there are more\. Go on with: --starting-token \S+\n$/);
  });

  it('makes no call for no items', async () => {
    const { stdout } = await steps(JOB, '--max-items', '0', '--output', 'json');
    expect(JSON.parse(stdout)).deep.equal({ Steps: [] });
    expect(calls).length(0);
  });

  it('asks the whole result with --query, also over pages', async () => {
    const query = 'Steps[?Status==`COMPLETED`] | length(@)';
    const count = await steps(JOB, '--page-size', '20', '--query', query);
    expect(count).deep.equal({ code: 0, stdout: '34\n', stderr: '' });
    expect(calls).length(2);
  });

  it('finds the service by --endpoint-url, the region by --region', async () => {
    const flags = ['--endpoint-url', simulator.endpoint, '--region', 'us-west-2'];
    const { code } = await runCommand(['steps', JOB, ...flags], { env: { AWS_REGION: undefined } });
    expect([code, calls.length]).deep.equal([0, 1]);
  });

  it('takes credentials and region from --profile, whatever keys the environment has', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'stepstream-profile-'));
    const write = (name: string, text: string): string => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    };
    const env = {
      AWS_ENDPOINT_URL: simulator.endpoint,
      AWS_REGION: undefined,
      AWS_CONFIG_FILE: write('config', '[profile lab]\nregion = eu-north-1\n'),
      AWS_SHARED_CREDENTIALS_FILE: write(
        'credentials',
        '[lab]\naws_access_key_id=a\naws_secret_access_key=b\n',
      ),
    };
    const { code, stderr } = await runCommand(['steps', JOB, '--profile', 'lab'], { env });
    rmSync(folder, { recursive: true });
    expect([code, stderr, calls.length]).deep.equal([0, '', 1]);
  });

  it('writes a table as wide as COLUMNS says, without colour', async () => {
    const { stdout } = await runCommand(['steps', JOB, '--output', 'table'], {
      endpoint: simulator.endpoint,
      env: { COLUMNS: '100', FORCE_COLOR: '1' },
    });
    const lines = stdout.trimEnd().split('\n');
    expect(Math.max(...lines.map(line => line.length))).within(90, 100);
    expect(lines.at(-1)).equal('40 steps: 34 COMPLETED, 6 FAILED');
    expect(stdout).not.contain('\u001b');
  });
});

interface WireStep {
  readonly Status: string;
  readonly InferenceBenchmark: {
    readonly FailureReason?: string;
    readonly EndpointConfiguration?: { readonly InstanceType?: string };
    readonly Metrics?: Readonly<Record<string, number | string | undefined>>;
  };
}
