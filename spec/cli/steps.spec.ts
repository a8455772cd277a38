import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { WireStep } from '../../src/decode/step.js';
import { decodeStep } from '../../src/decode/decodeStep.js';
import { demoJob, startSimulator, type Simulator } from '../../src/testing/index.js';
import { parseCsv } from './support/parseCsv.js';
import { runCommand, runInEnvironment, type Ended, type RunOptions } from './support/runCommand.js';

interface Document {
  readonly Steps: readonly WireStep[];
  readonly NextToken?: string;
}

describe('stepstream steps in a pipe', () => {
  let simulator: Simulator;
  const inputs: unknown[] = [];
  let runs: Readonly<
    Record<'ndjson' | 'json' | 'csv' | 'filtered' | 'query' | 'profile' | 'table' | 'none', Ended>
  >;
  const profile = mkdtempSync(join(tmpdir(), 'stepstream-profile-'));

  before(async () => {
    simulator = await startSimulator({
      speed: 0,
      jobs: ['json', 'ndjson', 'filtered', 'query', 'profile', 'table', 'none'].map(name =>
        demoJob({ name }),
      ),
      onCall: ({ input }) => inputs.push(input),
    });
    const { endpoint } = simulator;
    const steps = (args: readonly string[], options: RunOptions = { endpoint }): Promise<Ended> =>
      runCommand(['steps', ...args], options);
    const file = (name: string, text: string): string => {
      writeFileSync(join(profile, name), text);
      return join(profile, name);
    };
    const env = {
      AWS_REGION: undefined,
      AWS_CONFIG_FILE: file('config', '[profile lab]\nregion = eu-north-1\n'),
      AWS_SHARED_CREDENTIALS_FILE: file(
        'credentials',
        '[lab]\naws_access_key_id=a\naws_secret_access_key=b\n',
      ),
    };
    const [ndjson, json, filtered, query, profiled, table, none] = await Promise.all([
      steps(['ndjson', '--page-size', '20']),
      steps(['--job-name', 'json', '--output', 'json', '--max-items', '15', '--page-size', '10']),
      steps(['filtered', '--status', 'FAILED', '--step-type', 'BENCHMARK', '--max-items', '4']),
      steps(['query', '--page-size', '20', '--query', 'Steps[?Status==`COMPLETED`] | length(@)']),
      runInEnvironment(['steps', 'profile', '--profile', 'lab', '--endpoint-url', endpoint], { env }),
      steps(['table', '--output', 'table'], { endpoint, env: { COLUMNS: '130' } }),
      steps(['none', '--max-items', '0', '--output', 'json']),
    ]);
    const { NextToken } = JSON.parse(json.stdout) as Document;
    const csv = await steps(['json', '--output', 'csv', '--page-size', '13', '--starting-token', NextToken!]);
    runs = { ndjson, json, csv, filtered, query, profile: profiled, table, none };
  });
  after(async () => {
    rmSync(profile, { recursive: true });
    await simulator.close();
  });

  const of = (job: string): unknown[] =>
    inputs.filter(input => (input as { JobName: string }).JobName === job);
  /** Steps of different jobs of one script, without what says which job it was. */
  const anonymous = (step: WireStep): unknown => [
    step.Status,
    step.InferenceBenchmark?.FailureReason,
    step.InferenceBenchmark?.EndpointConfiguration?.InstanceType,
  ];

  it('writes a line of JSON for each step by default, and nothing else', () => {
    const { code, stdout, stderr } = runs.ndjson;
    expect([code, stderr]).deep.equal([0, '']);
    const lines = stdout.trimEnd().split('\n');
    expect(lines).length(40);
    for (const line of lines) expect(decodeStep(JSON.parse(line))).property('_tag', 'Right');
    expect(stdout).not.contain('\u001b');
    expect(of('ndjson')).length(2);
  });

  it('writes one document as aws-cli does, with the token to go on with', () => {
    const { code, stdout, stderr } = runs.json;
    expect([code, stderr]).deep.equal([0, '']);
    const { Steps, NextToken } = JSON.parse(stdout) as Document;
    expect(NextToken).match(/^stepstream1\./);
    const all = runs.ndjson.stdout
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line) as WireStep);
    expect(Steps.map(anonymous)).deep.equal(all.slice(0, 15).map(anonymous));
    expect(stdout).match(/^\{\n {4}"Steps": \[\n {8}\{\n/);
  });

  it('goes on with the rest, as CSV with a header, quoted as RFC 4180 has it', () => {
    const { code, stdout, stderr } = runs.csv;
    expect([code, stderr]).deep.equal([0, '']);
    const rest = runs.ndjson.stdout
      .trimEnd()
      .split('\n')
      .slice(15)
      .map(line => JSON.parse(line) as WireStep);
    const rows = parseCsv(stdout);
    expect(rows).length(25);
    rows.forEach((row, i) => {
      const { Status, InferenceBenchmark: benchmark } = rest[i]!;
      const { Metrics: metrics, EndpointConfiguration: endpoint, FailureReason: reason } = benchmark!;
      expect(row).include({
        JobName: 'json',
        Status,
        FailureReason: (reason ?? '').replace('ndjson', 'json'),
      });
      expect(row['InstanceType']).equal(endpoint?.InstanceType ?? '');
      expect(row['ModelLatency'] === '').equal(metrics === undefined);
      if (metrics?.CpuUtilization === 'NaN') expect(row['CpuUtilization']).equal('');
    });
    expect(rows.some(row => row['CostPerInference'] !== '' && row['CpuUtilization'] === '')).true;
  });

  it('passes the filters on, counts in items, and says that there are more', () => {
    expect(of('filtered')).deep.equal([
      { JobName: 'filtered', Status: 'FAILED', StepType: 'BENCHMARK', MaxResults: 4 },
    ]);
    expect(runs.filtered.stdout.match(/"Status":"FAILED"/g)).length(4);
    expect(runs.filtered.stderr).match(/^stepstream: there are more\. Go on with: --starting-token \S+\n$/);
  });

  it('asks the whole result with --query, also over pages', () => {
    expect(runs.query).deep.equal({ code: 0, stdout: '34\n', stderr: '' });
    expect(of('query')).length(2);
  });

  it('takes credentials and region from --profile, whatever keys the environment has', () => {
    expect([runs.profile.code, runs.profile.stderr, of('profile').length]).deep.equal([0, '', 1]);
  });

  it('writes a table as wide as COLUMNS says, without colour in a pipe', () => {
    const lines = runs.table.stdout.trimEnd().split('\n');
    expect(Math.max(...lines.map(line => line.length))).within(110, 130);
    expect(lines.at(-1)).equal('40 steps: 34 COMPLETED, 6 FAILED');
    expect(runs.table.stdout).not.contain('\u001b');
  });

  it('makes no call for no items', () => {
    expect(JSON.parse(runs.none.stdout)).deep.equal({ Steps: [] });
    expect(of('none')).empty;
  });
});
