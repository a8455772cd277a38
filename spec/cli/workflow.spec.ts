import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { startSimulator, type Simulator } from '../../src/testing/index.js';
import { CHILD_LIMIT_MS, runChild } from '../support/child.js';
import { skip } from '../support/skip.js';
import { builtCommand } from './support/builtCommand.js';
import { environmentOf } from './support/environmentOf.js';
import { runCommand } from './support/runCommand.js';

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

/** An npx that notes its arguments, and does what the command has done with them within this process. */
const PLAYED = `#!/bin/sh
shift
printf '%s\\n' "$@" > "$PLAYED/args"
cat "$PLAYED/stdout"
cat "$PLAYED/stderr" >&2
exit "$(cat "$PLAYED/code")"
`;

const WAIT = {
  step: 'Wait for the benchmark',
  argsOf: (job: string) => ['describe', job, '--query', 'Status', '--output', 'ndjson'],
};
const COMPARE = {
  step: 'Compare with the baseline',
  argsOf: (job: string) => [
    ...['compare', job, 'v7', '--max-latency-regression', '160%', '--max-cost-regression', '10%'],
    ...['--max-throughput-regression', '10%', '--same-load', '--output', 'table'],
  ],
};

interface Ran {
  readonly code: number | string | null;
  readonly log: string;
  readonly summary: string;
}

describe('the workflow of docs/ci.md', function () {
  this.timeout(CHILD_LIMIT_MS);
  const folder = mkdtempSync(join(tmpdir(), 'stepstream-workflow-'));
  let simulator: Simulator;
  before(async function () {
    if (spawnSync('bash', ['-c', 'true'], { timeout: CHILD_LIMIT_MS }).status !== 0)
      skip(this, 'bash is not installed');
    const metrics = (ModelLatency: number, cost = 1e-6, MaxInvocations = 100) => ({
      ModelLatency,
      CostPerInference: cost,
      MaxInvocations,
    });
    simulator = await startSimulator({
      speed: 0,
      jobs: [
        { name: 'v7', steps: [{ metrics: metrics(100) }] },
        // As far apart as one model was from itself on two days.
        { name: 'v8', steps: [{ metrics: metrics(250, 1.06e-6, 94) }] },
        { name: 'v9', steps: [{ metrics: metrics(100, 1.2e-6) }] },
        { name: 'failed', steps: 1, status: 'FAILED' },
      ],
    });
  });
  after(async () => {
    rmSync(folder, { recursive: true });
    await (simulator as Simulator | undefined)?.close();
  });

  /** Runs a step as the runner does where `shell: bash` is written out. */
  async function run(step: string, JOB: string, npx: string): Promise<Ran> {
    const own = mkdtempSync(join(folder, 'run-'));
    const file = join(own, 'script.sh');
    const GITHUB_STEP_SUMMARY = join(own, 'summary.md');
    writeFileSync(file, scriptOf(step));
    writeFileSync(GITHUB_STEP_SUMMARY, '');
    writeFileSync(join(own, 'npx'), npx);
    chmodSync(join(own, 'npx'), 0o755);
    const { code, stdout, stderr } = await runChild(
      'bash',
      ['--noprofile', '--norc', '-eo', 'pipefail', file],
      {
        env: {
          ...environmentOf({ endpoint: simulator.endpoint }),
          ...{ JOB, BASELINE: 'v7', GITHUB_STEP_SUMMARY, PATH: `${own}:${process.env['PATH']!}` },
          PLAYED: join(folder, JOB),
        },
      },
    );
    return { code, log: stdout + stderr, summary: readFileSync(GITHUB_STEP_SUMMARY, 'utf8') };
  }

  /** The same, with a command that has run within this process; the step must ask for just that. */
  async function play({ step, argsOf }: typeof WAIT, job: string): Promise<Ran> {
    const played = join(folder, job);
    mkdirSync(played, { recursive: true });
    const answer = await runCommand(argsOf(job), { endpoint: simulator.endpoint });
    for (const [name, text] of Object.entries(answer)) writeFileSync(join(played, name), String(text));
    const ran = await run(step, job, PLAYED);
    expect(readFileSync(join(played, 'args'), 'utf8')).equal(argsOf(job).join('\n') + '\n');
    return ran;
  }

  it('passes what is no worse than allowed, fails with the code of what is, and shows the table', async () => {
    const npx = `#!/bin/sh\nshift\nexec '${process.execPath}' '${await builtCommand()}' "$@"\n`;
    const [good, bad, badPlayed] = [
      await play(COMPARE, 'v8'),
      await run(COMPARE.step, 'v9', npx),
      await play(COMPARE, 'v9'),
    ];
    expect(good.code).equal(0);
    expect(good.log).match(/\nPassed: 1 configuration compared [^\n]*\n$/);
    expect(bad.code).equal(4);
    expect(bad.log).match(/cost 1 -> 1\.2 dollars for a million inferences, 20% worse, 10% is allowed/);
    expect(badPlayed).deep.equal(bad);
    for (const { log, summary } of [good, bad]) expect(summary).equal(`\`\`\`\n${log}\`\`\`\n`);
  });

  it('waits until a job has ended, however it did, and fails where there is none', async () => {
    const ended = await play(WAIT, 'v8');
    const failed = await play(WAIT, 'failed');
    const nobody = await play(WAIT, 'nobody');
    expect([ended, failed]).deep.equal(Array(2).fill({ code: 0, log: '', summary: '' }));
    expect(nobody).property('code', 1);
    expect(nobody.log).match(/There is no job 'nobody'/);
  });
});
