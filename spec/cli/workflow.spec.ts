import { execFile, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { startSimulator, type Simulator } from '../../src/testing/index.js';
import { skip } from '../support/skip.js';
import { builtCommand } from './support/builtCommand.js';
import { environmentOf } from './support/runCommand.js';

/** The script of a step of the workflow in docs/ci.md, as GitHub's runner takes it out of the file. */
function scriptOf(name: string): string {
  const lines = readFileSync('docs/ci.md', 'utf8').split('\n');
  const step = lines.findIndex(line => line.trim() === `- name: ${name}`);
  const first = lines.findIndex((line, i) => i > step && line.trim() === 'run: |') + 1;
  const indent = /^ */.exec(lines[first]!)![0];
  const end = lines.findIndex((line, i) => i > first && !line.startsWith(indent));
  return lines
    .slice(first, end)
    .map(line => line.slice(indent.length))
    .join('\n');
}

describe('the workflow of docs/ci.md', function () {
  this.timeout(20_000);
  const folder = mkdtempSync(join(tmpdir(), 'stepstream-workflow-'));
  let simulator: Simulator;
  before(async function () {
    if (spawnSync('bash', ['-c', 'true']).status !== 0) skip(this, 'bash is not installed');
    const metrics = (ModelLatency: number) => ({ ModelLatency, CostPerInference: 1e-6, MaxInvocations: 100 });
    simulator = await startSimulator({
      speed: 0,
      jobs: [
        { name: 'v7', steps: [{ metrics: metrics(100) }] },
        { name: 'v8', steps: [{ metrics: metrics(104) }] },
        { name: 'v9', steps: [{ metrics: metrics(120) }] },
        { name: 'failed', steps: 1, status: 'FAILED' },
      ],
    });
    const npx = join(folder, 'npx');
    writeFileSync(npx, `#!/bin/sh\nshift\nexec '${process.execPath}' '${await builtCommand()}' "$@"\n`);
    chmodSync(npx, 0o755);
  });
  after(async () => {
    rmSync(folder, { recursive: true });
    await (simulator as Simulator | undefined)?.close();
  });

  /** Runs a step as the runner does where `shell: bash` is written out. */
  function run(step: string, JOB: string): Promise<{ code: number; log: string; summary: string }> {
    const file = join(folder, `${JOB}.sh`);
    const GITHUB_STEP_SUMMARY = join(folder, `${JOB}.md`);
    writeFileSync(file, scriptOf(step));
    writeFileSync(GITHUB_STEP_SUMMARY, '');
    const env = {
      ...environmentOf({ endpoint: simulator.endpoint }),
      ...{ JOB, BASELINE: 'v7', GITHUB_STEP_SUMMARY, PATH: `${folder}:${process.env['PATH']!}` },
    };
    return new Promise(resolve => {
      execFile(
        'bash',
        ['--noprofile', '--norc', '-eo', 'pipefail', file],
        { env },
        (error, stdout, stderr) => {
          const summary = readFileSync(GITHUB_STEP_SUMMARY, 'utf8');
          resolve({ code: Number(error?.code ?? 0), log: stdout + stderr, summary });
        },
      );
    });
  }

  it('passes what is no worse than allowed, fails with the code of what is, and shows the table', async () => {
    const [good, bad] = await Promise.all(['v8', 'v9'].map(job => run('Compare with the baseline', job)));
    expect(good!.code).equal(0);
    expect(good!.log).match(/\nPassed: 1 configuration compared [^\n]*\n$/);
    expect(bad!.code).equal(4);
    expect(bad!.log).match(/latency 100 -> 120 ms, 20% worse, 5% is allowed/);
    for (const { log, summary } of [good!, bad!]) expect(summary).equal(`\`\`\`\n${log}\`\`\`\n`);
  });

  it('waits until a job has ended, however it did, and fails where there is none', async () => {
    const [ended, failed, nobody] = await Promise.all(
      ['v8', 'failed', 'nobody'].map(job => run('Wait for the benchmark', job)),
    );
    expect([ended, failed]).deep.equal(Array(2).fill({ code: 0, log: '', summary: '' }));
    expect(nobody).property('code', 1);
    expect(nobody!.log).match(/There is no job 'nobody'/);
  });
});
