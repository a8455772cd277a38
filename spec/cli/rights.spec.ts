// Which actions each command takes, by what it calls, against the table of docs/command.md.
import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { program } from '../../src/cli/program.js';
import { JOB_KINDS, type JobKind } from '../../src/core/jobKind.js';
import {
  startSimulator,
  type SimulatedCall,
  type SimulationOptions,
  type Simulator,
} from '../../src/testing/index.js';
import { fakeHost } from './support/fakeHost.js';
import { runCommand, startCommand, virtualAccount } from './support/runCommand.js';

const page = readFileSync(join(import.meta.dirname, '../../docs/command.md'), 'utf8');
const [, section = ''] = page.split('\n## Rights\n');

/** The actions of each command and kind, as the table has them. */
const documented = new Map(
  section
    .split('\n## ')[0]!
    .split('\n')
    .filter(line => line.startsWith('| `'))
    .flatMap(line => {
      const [, commands = '', ...cells] = line.split('|');
      const actions = cells.map(cell =>
        [...cell.matchAll(/`sagemaker:(\w+)`/g)].map(([, action]) => action!).sort(),
      );
      return [...commands.matchAll(/`([^`]+)`/g)].flatMap(([, command]) =>
        JOB_KINDS.map((kind, i) => [`${command!} ${kind}`, actions[i]!] as const),
      );
    }),
);

const ACCOUNT: SimulationOptions = {
  jobs: [
    { name: 'job', steps: 2 },
    { name: 'live', steps: 2, live: true },
  ],
  aiJobs: [{ name: 'job' }, { name: 'live', live: true }],
  aiBenchmarks: [{ name: 'job' }, { name: 'live', live: true }],
};
const PREFIX: Readonly<Record<JobKind, string>> = {
  classic: '',
  recommendation: 'ai-recommendation-job/',
  benchmark: 'ai-benchmark-job/',
};
const REGION = 'us-east-1';

describe('the rights of a command', () => {
  let simulator: Simulator;
  let called: Set<string>;
  before(async () => {
    simulator = await startSimulator({
      ...ACCOUNT,
      speed: 0,
      onCall: ({ operation }: SimulatedCall) => called.add(operation),
    });
  });
  beforeEach(() => {
    called = new Set();
  });
  after(() => simulator.close());

  /** What a command calls that runs to its end; \`JOB\` is a job of the kind. */
  const callsOf = async (command: string, kind: JobKind): Promise<readonly string[]> => {
    called = new Set();
    const args = command.replaceAll('JOB', `${PREFIX[kind]}job`).split(' ');
    await runCommand([...args, '--region', REGION], { endpoint: simulator.endpoint });
    return [...called].sort();
  };
  const takes = (command: string, kind: JobKind): readonly string[] => documented.get(`${command} ${kind}`)!;

  it('are in the table for each command that makes calls', () => {
    const { commands } = program(fakeHost(), () => Promise.resolve());
    const calling = commands.filter(({ options }) => options.some(({ long }) => long === '--region'));
    const named = new Set([...documented.keys()].map(key => key.split(' ')[0]));
    expect(calling.map(command => command.name()).sort()).deep.equal([...named].sort());
  });

  for (const kind of JOB_KINDS)
    it(`are what it calls, of ${kind} jobs`, async () => {
      const kinds = kind === 'classic' ? [] : ['--kind', kind];
      const runs: Readonly<Record<string, string>> = {
        jobs: ['jobs', ...kinds].join(' '),
        describe: 'describe JOB',
        steps: 'steps JOB',
        best: 'best JOB --by latency --partial',
        compare: 'compare JOB JOB --partial',
        'watch JOB': 'watch JOB',
        ...(kind !== 'benchmark' && { best: kind === 'classic' ? 'best JOB' : 'best JOB --by ttft' }),
        ...(kind === 'classic' && {
          'steps ARN': `steps arn:aws:sagemaker:${REGION}:123456789012:inference-recommendations-job/job`,
          'best --scaling': 'best JOB --traffic 900 --scaling',
        }),
      };
      for (const [row, command] of Object.entries(runs))
        expect(await callsOf(command, kind), `${row} of ${kind}`).deep.equal(takes(row, kind));
    });

  for (const kind of JOB_KINDS)
    it(`of watch --all are what it calls, of ${kind} jobs`, async () => {
      const account = await virtualAccount({ ...ACCOUNT, speed: 1 });
      const running = await startCommand(['watch', '--all', '--kind', kind], account.host);
      const calls = (): string[] => Object.keys(account.fake.stats().callsByOperation).sort();
      // The command is loaded in real time, and the job must not end meanwhile.
      while (calls().length === 0) await setImmediate();
      await account.time.pass(60_000);
      running.signal('SIGINT');
      await running.ended;
      expect(calls()).deep.equal(takes('watch --all', kind));
    });

  it('of serve are those of watch --all, whose jobs it lists and watches', () => {
    for (const kind of JOB_KINDS) expect(takes('serve', kind)).deep.equal(takes('watch --all', kind));
  });
});
