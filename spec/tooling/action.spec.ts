import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { parse } from 'yaml';
import { startSimulator, type Simulator } from '../../src/testing/index.js';
import { builtCommand } from '../cli/support/builtCommand.js';
import { runCommand, startCommand, virtualAccount } from '../cli/support/runCommand.js';
import { CHILD_LIMIT_MS, type Ended } from '../support/child.js';
import { skip } from '../support/skip.js';
import { action, runStep, type StepRun } from './actionSteps.js';

/** A node that notes its arguments, and answers as the command has done within this process. */
const PLAYED = `#!/bin/sh
shift
n=$(($(cat "$PLAYED/calls") + 1))
echo "$n" > "$PLAYED/calls"
printf '%s\\0' "$@" > "$PLAYED/$n.args"
cat "$PLAYED/$n.stdout"
cat "$PLAYED/$n.stderr" >&2
exit "$(cat "$PLAYED/$n.code")"
`;

describe('action.yml', () => {
  it('writes nothing into a script, and takes each of its inputs by the environment', () => {
    const { steps } = action.runs;
    for (const { run, shell } of steps) {
      expect(run).not.include('${{');
      expect(shell).equal('bash');
    }
    const taken = steps.flatMap(({ env = {} }) => Object.entries(env));
    expect(taken).have.deep.members(
      Object.keys(action.inputs).map(name => [
        `INPUT_${name.toUpperCase().replaceAll('-', '_')}`,
        `\${{ inputs.${name} }}`,
      ]),
    );
  });

  it('says what each input and output is, and takes outputs from the gate alone', () => {
    for (const [name, { description, required, default: value }] of Object.entries(action.inputs)) {
      expect(description, name).not.empty;
      expect(required === true || typeof value === 'string', name).equal(true);
    }
    for (const [name, { value }] of Object.entries(action.outputs))
      expect(value).equal(`\${{ steps.gate.outputs.${name} }}`);
  });

  it('is used by the workflow of the docs with inputs and outputs that there are', () => {
    const text = readFileSync('docs/examples/deploy-model.yml', 'utf8');
    const { jobs } = parse(text) as {
      jobs: Record<string, { outputs?: object; steps: { uses?: string; id?: string; with?: object }[] }>;
    };
    const gate = jobs['gate']!.steps.find(({ uses = '' }) => uses.includes('/stepstream@'))!;
    expect(Object.keys(action.inputs)).include.members(['job', ...Object.keys(gate.with!)]);
    const used = [...text.matchAll(/steps\.gate\.outputs\.(\w+)/g)].map(([, name]) => name);
    expect(used).not.empty;
    expect(Object.keys(action.outputs)).include.members(used);
    expect(gate.id).equal('gate');
  });
});

describe('a step of action.yml', function () {
  this.timeout(CHILD_LIMIT_MS);
  const folder = mkdtempSync(join(tmpdir(), 'stepstream-action-'));
  let simulator: Simulator;

  before(async function () {
    if (spawnSync('bash', ['-c', 'true'], { timeout: CHILD_LIMIT_MS }).status !== 0)
      skip(this, 'bash is not installed');
    const metrics = (ModelLatency: number, cost = 1e-6, MaxInvocations = 100) => ({
      ModelLatency,
      CostPerInference: cost,
      MaxInvocations,
      CostPerHour: 1,
    });
    const instanceType = 'ml.c5.xlarge';
    simulator = await startSimulator({
      speed: 0,
      jobs: [
        { name: 'v7', steps: [{ instanceType, metrics: metrics(100) }] },
        // As far apart as one model was from itself on two days.
        { name: 'v8', steps: [{ instanceType, metrics: metrics(250, 1.06e-6, 94) }] },
        { name: 'v9', steps: [{ instanceType, metrics: metrics(100, 1.2e-6) }] },
        { name: 'odd', steps: [{ instanceType: 'ml."\nverdict=passed', metrics: metrics(100) }] },
        {
          name: 'other',
          steps: [{ serverless: { memoryMb: 2048, maxConcurrency: 5 }, metrics: metrics(9) }],
        },
      ],
    });
  });
  after(async () => {
    rmSync(folder, { recursive: true });
    await (simulator as Simulator | undefined)?.close();
  });

  /** A folder with a program of its own. */
  function program(name: string, text: string): string {
    const own = mkdtempSync(join(folder, 'programs-'));
    writeFileSync(join(own, name), text);
    chmodSync(join(own, name), 0o755);
    return own;
  }

  interface Played extends StepRun {
    /** The arguments of each call of the command. */
    readonly calls: readonly (readonly string[])[];
  }

  /** Runs the gate with answers of the command, in their order. */
  async function play(answers: readonly Ended[], inputs: Readonly<Record<string, string>>): Promise<Played> {
    const played = mkdtempSync(join(folder, 'played-'));
    writeFileSync(join(played, 'calls'), '0');
    answers.forEach((answer, i) => {
      for (const [name, text] of Object.entries(answer))
        writeFileSync(join(played, `${String(i + 1)}.${name}`), String(text));
    });
    const ran = await runStep('Gate', folder, {
      inputs,
      actionPath: '/action',
      programs: program('node', PLAYED),
      env: { PLAYED: played },
    });
    const count = readdirSync(played).filter(name => name.endsWith('.args')).length;
    const calls = Array.from({ length: count }, (_, i) =>
      readFileSync(join(played, `${String(i + 1)}.args`), 'utf8')
        .split('\0')
        .slice(0, -1),
    );
    return { ...ran, calls };
  }

  /** Runs the gate with what the command answers in this process; the step must ask for just that. */
  async function gate(
    asked: readonly (readonly string[])[],
    inputs: Readonly<Record<string, string>>,
  ): Promise<Played> {
    const answers: Ended[] = [];
    for (const args of asked) answers.push(await runCommand(args, { endpoint: simulator.endpoint }));
    const ran = await play(answers, { wait: 'false', ...inputs });
    expect(ran.calls).deep.equal(asked);
    return ran;
  }

  const PICK = "pick.[step.InferenceBenchmark.EndpointConfiguration.InstanceType || 'serverless', step]";
  const bestOf = (job: string, ...flags: string[]): readonly (readonly string[])[] => [
    ['best', ...flags, '--output', 'table', '--', job],
    ['best', ...flags, '--output', 'ndjson', '--query', PICK, '--', job],
  ];
  const BOUNDS = {
    'max-latency-regression': '160%',
    'max-cost-regression': '10%',
    'max-throughput-regression': '10%',
  };
  const compared = (job: string, baseline: string): readonly string[] => [
    ...['compare', ...Object.entries(BOUNDS).map(([flag, value]) => `--${flag}=${value}`)],
    ...['--same-load', '--output', 'table', '--', job, baseline],
  ];

  it('passes a job that is no worse than allowed, and answers the pick', async () => {
    const { code, outputs, summary } = await gate([...bestOf('v8'), compared('v8', 'v7')], {
      job: 'v8',
      baseline: 'v7',
      ...BOUNDS,
    });
    expect([code, outputs['verdict'], outputs['pick']]).deep.equal([0, 'passed', 'ml.c5.xlarge']);
    expect(JSON.parse(outputs['step']!)).nested.include({ JobName: 'v8', Status: 'COMPLETED' });
    expect(summary).match(/^### Gate: passed\n\n {4}Cheapest per inference: ml\.c5\.xlarge/);
    expect(summary).match(/\n {4}Passed: 1 configuration compared [^\n]*\n$/);
    expect(
      summary
        .split('\n')
        .slice(2, -1)
        .filter(line => !line.startsWith('    ')),
    ).deep.equal([]);
  });

  it('fails with the code of a regression, run by the command itself', async () => {
    const actionPath = dirname(dirname(dirname(await builtCommand())));
    const { code, log, outputs } = await runStep('Gate', folder, {
      inputs: { job: 'v9', baseline: 'v7', wait: 'false', ...BOUNDS },
      actionPath,
      endpoint: simulator.endpoint,
    });
    expect([code, outputs['verdict'], outputs['pick']]).deep.equal([4, 'regression', 'ml.c5.xlarge']);
    expect(log).match(/cost 1 -> 1\.2 dollars for a million inferences, 20% worse, 10% is allowed/);
  });

  it('fails with 3 where nothing fits and where nothing is to be compared, and tells which', async () => {
    const nothing = await gate(bestOf('v8', '--max-latency-ms=5').slice(0, 1), {
      job: 'v8',
      'max-latency-ms': '5',
    });
    expect([nothing.code, nothing.outputs]).deep.equal([3, { verdict: 'nothing-fits', pick: '', step: '' }]);
    expect(nothing.summary).match(/\n {4}stepstream: .*--max-latency-ms/);
    const apart = await gate([...bestOf('other'), compared('other', 'v7')], {
      job: 'other',
      baseline: 'v7',
      ...BOUNDS,
    });
    expect([apart.code, apart.outputs['verdict'], apart.outputs['pick']]).deep.equal([
      3,
      'nothing-compared',
      'serverless',
    ]);
  });

  it('is an error with the code of the command where a job is not there', async () => {
    const { code, outputs } = await gate(bestOf('nowhere').slice(0, 1), { job: 'nowhere' });
    expect([code, outputs]).deep.equal([5, { verdict: 'error', pick: '', step: '' }]);
  });

  it('waits for the job, fails as it did, and lets nothing that it says command the runner', async () => {
    const fails = '::add-mask::a';
    const account = await virtualAccount({
      jobs: [{ name: 'v10', live: true, status: 'FAILED', steps: [{ instanceType: 'ml.c5.xlarge', fails }] }],
    });
    const args = ['watch', '--region=eu-west-1', '--output', 'lines', '--', 'v10'];
    const { ended } = await startCommand(args, account.host);
    const answer = await account.passUntil(ended);
    expect(answer.code).equal(9);
    const runs = [1, 2].map(() => play([answer], { job: 'v10', region: 'eu-west-1' }));
    const tokens = (await Promise.all(runs)).map(({ code, calls, log, outputs }) => {
      expect([code, calls, outputs['verdict']]).deep.equal([9, [args], 'error']);
      const [, token, said] = /^::stop-commands::(\S+)\n(.*)\n::\1::\n$/s.exec(log) ?? [];
      expect(said).include(fails);
      return token;
    });
    expect(new Set(tokens)).property('size', 2);
  });

  it('gives each input to the command as it is', async () => {
    const mark = join(folder, 'mark');
    const odd = `$(touch ${mark})\`touch ${mark}\`; touch ${mark} "'* \n--debug`;
    const ran = await play(
      [0, 0, 0, 0].map(code => ({ code, stdout: '"x"\n{}\n', stderr: '' })),
      { ...Object.fromEntries(Object.keys(action.inputs).map(name => [name, odd])), wait: 'true' },
    );
    expect(ran.code).equal(0);
    expect(existsSync(mark)).equal(false);
    expect(ran.calls.map(([command]) => command)).deep.equal(['watch', 'best', 'best', 'compare']);
    for (const call of ran.calls) {
      expect(call.slice(call.indexOf('--') + 1)).deep.equal(call[0] === 'compare' ? [odd, odd] : [odd]);
      for (const arg of call.slice(1, call.indexOf('--')).filter(word => word.includes('touch')))
        expect(arg)
          .match(/^--[a-z-]+=\$/)
          .satisfies((text: string) => text.endsWith(odd));
    }
    const flags = ran.calls.flat().flatMap(arg => /^--([a-z-]+)=/.exec(arg)?.[1] ?? []);
    const others = ['job', 'baseline', 'wait', 'same-load'];
    expect(new Set(flags)).deep.equal(
      new Set(Object.keys(action.inputs).filter(name => !others.includes(name))),
    );
  });

  it('writes no output that a text of the service has made up', async () => {
    const { code, outputs } = await gate(bestOf('odd'), { job: 'odd' });
    expect([code, Object.keys(outputs)]).deep.equal([0, ['verdict', 'pick', 'step']]);
    expect(outputs['pick']).include('\\n');
  });

  it('installs nothing where the checkout is built, and says which Node it needs', async () => {
    const built = mkdtempSync(join(folder, 'built-'));
    mkdirSync(join(built, 'dist/page'), { recursive: true });
    writeFileSync(join(built, 'dist/page/page.js'), '');
    const version = (text: string): Promise<StepRun> => {
      const script = `Object.defineProperty(process.versions, 'node', { value: '${text}' });`;
      const node = `#!/bin/sh\nexec '${process.execPath}' -e "${script}$2"\n`;
      return runStep('Install', folder, { actionPath: built, programs: program('node', node) });
    };
    expect(await version('20.19.0')).include({ code: 0, log: '' });
    expect(await version('20.18.3')).property('code', 1);
    expect((await version('18.20.0')).log).equal(
      '::error::stepstream needs Node 20.19 or later: run actions/setup-node before\n',
    );
  });
});
