import { expect } from 'chai';
import { existsSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import type { ShellCommand, ShellOptions } from '../../../src/cli/process/runShell.js';
import { fakeOutput } from '../support/fakeOutput.js';
import {
  startCommand,
  virtualAccount,
  type Running,
  type RunOptions,
  type VirtualAccount,
} from '../support/runCommand.js';

const JOBS = [
  { name: 'quick', steps: [{ instanceType: 'ml.c5.large' }, { instanceType: 'ml.m5.large' }] },
  { name: 'slow', steps: 3, pendingMs: 1_200_000 },
  { name: 'broken', steps: 1, status: 'FAILED', failureReason: 'no\u001b[2J role' },
] as const;

/** What was started, and how it can be ended. */
interface Started extends ShellOptions {
  readonly command: string;
  readonly end: (how: number | string) => void;
  readonly killed: NodeJS.Signals[];
}

describe('watch --exec', () => {
  let account: VirtualAccount;
  let started: Started[];
  beforeEach(async () => {
    const times = { live: true, pendingMs: 1_000, provisioningMs: 2_000, runMs: 5_000 };
    account = await virtualAccount({ speed: 1, jobs: JOBS.map(job => ({ ...times, ...job })) });
    started = [];
  });
  const runShell = (command: string, options: ShellOptions): ShellCommand => {
    const killed: NodeJS.Signals[] = [];
    const ended = new Promise<number | string>(end => {
      started.push({ command, ...options, end, killed });
    });
    return { ended, kill: signal => void killed.push(signal) };
  };
  const watch = (args: readonly string[], options: RunOptions = {}): Promise<Running> =>
    startCommand(['watch', ...args], { ...account.host, runShell, ...options });
  const until = async (holds: () => boolean): Promise<void> => {
    while (!holds()) {
      await account.time.pass(1_000);
      // The command is loaded in real time.
      await setImmediate();
    }
  };

  it('runs the command once, when the job has ended, with what became of it', async () => {
    const { ended } = await watch(['quick', '--exec', 'notify "$STEPSTREAM_JOB"']);
    await until(() => started.length > 0);
    const [{ command, env, input, end } = expect.fail()] = started;
    expect(command).equal('notify "$STEPSTREAM_JOB"');
    expect(env).include({
      STEPSTREAM_JOB: 'quick',
      STEPSTREAM_STATUS: 'COMPLETED',
      STEPSTREAM_EXIT_CODE: '0',
    });
    expect(env['STEPSTREAM_PICK']).match(/^ml\./);
    expect(env['STEPSTREAM_TEXT']).match(/^quick: COMPLETED; took .*\nquick: Pick: ml\./);
    const document = JSON.parse(input) as Record<string, unknown>;
    expect(document).deep.include({ exitCode: 0, counts: { COMPLETED: 2 } });
    expect(document).nested.include({ 'job.name': 'quick', 'job.status': 'COMPLETED' });
    expect(document).nested.property(
      'pick.InferenceBenchmark.EndpointConfiguration.InstanceType',
      env['STEPSTREAM_PICK'],
    );
    end(0);
    expect(await account.passUntil(ended)).include({ code: 0, stderr: '' });
    expect(started).length(1);
  });

  it('runs it for each of several jobs, one at a time, in the order of their ends', async () => {
    const { ended } = await watch(['slow', 'quick', '--exec', 'x']);
    await until(() => started.length === 1);
    await account.time.pass(600_000);
    expect(started.map(({ env }) => env['STEPSTREAM_JOB'])).deep.equal(['quick']);
    started[0]!.end(0);
    await until(() => started.length === 2);
    expect(started[1]!.env['STEPSTREAM_JOB']).equal('slow');
    started[1]!.end(0);
    expect(await account.passUntil(ended)).include({ code: 0 });
  });

  it('ends with 1 where a command failed, unless the job says worse', async () => {
    for (const [job, code] of [
      ['quick', 1],
      ['broken', 9],
    ] as const) {
      started = [];
      const { ended } = await watch([job, '--exec', 'x']);
      await until(() => started.length > 0);
      started[0]!.output('what it says\n');
      started[0]!.end(3);
      expect(await account.passUntil(ended)).deep.include({
        code,
        stderr: `what it says\nstepstream: ${job}: the command of --exec ended with 3\n`,
      });
    }
    expect(started[0]!.env).include({ STEPSTREAM_STATUS: 'FAILED', STEPSTREAM_EXIT_CODE: '9' });
    expect(started[0]!.env['STEPSTREAM_REASON']).match(/^no \[2J role/);
  });

  it('gives the signal on that ends the watch, and starts no further command', async () => {
    const { ended, signal } = await watch(['quick', 'slow', '--exec', 'x']);
    await until(() => started.length > 0);
    signal('SIGTERM');
    expect(await ended).include({ code: 143 });
    expect(started.map(({ killed }) => killed)).deep.equal([['SIGTERM']]);
  });

  it('gives it on after the last job, too', async () => {
    const { ended, signal, said } = await watch(['quick', '--exec', 'x']);
    await until(() => started.length > 0);
    await said(/Pick/);
    await account.time.pass(60_000);
    signal('SIGINT');
    expect(await ended).include({ code: 130 });
    expect(started[0]!.killed).deep.equal(['SIGINT']);
  });

  it('writes what the command says below the live view', async () => {
    const { ended } = await watch(['quick', '--exec', 'x'], { terminal: { columns: 80 } });
    await until(() => started.length > 0);
    started[0]!.output('said by the command\n');
    started[0]!.end(0);
    const { stdout } = await account.passUntil(ended);
    expect(stdout.endsWith('\u001b[?25hsaid by the command\r\n')).true;
  });

  it('holds back what it says until the live view has ended', async () => {
    const { done, half } = await import('./support.js');
    const { endCommands } = await import('../../../src/cli/watch/endCommands.js');
    let written = '';
    const stderr = fakeOutput({ take: text => void (written += text) });
    const now = (): number => 0;
    const service = { now, learn: () => undefined };
    const commands = endCommands(
      'x',
      { env: {}, stderr, runShell },
      { service, monotonic: now, holds: true },
    );
    for (const event of [...half, done('COMPLETED')]) commands.take({ jobName: 'job', event });
    await setImmediate();
    started[0]!.output(`${'x'.repeat(70_000)}the end\n`);
    expect(written).equal('');
    const finished = commands.finished();
    expect(written).match(/^x{60000,64000}.*the end\n$/);
    started[0]!.output('more\n');
    expect(written).match(/more\n$/);
    started[0]!.end('SIGKILL');
    expect(await finished).equal(1);
    expect(written).match(/stepstream: job: the command of --exec ended with SIGKILL\n$/);
  });

  it('refuses an empty command', async () => {
    expect(await (await watch(['quick', '--exec', ' '])).ended).deep.include({
      code: 2,
      stderr: 'stepstream: --exec: must be a command\n',
    });
  });

  it('runs a command of the shell, which need not read its input', async function () {
    if (!existsSync('/bin/sh')) this.skip();
    const { runShell: run } = await import('../../../src/cli/process/runShell.js');
    let text = '';
    const output = (more: string): void => void (text += more);
    const env = { ...process.env, A: "it's $HOME" };
    expect(await run('cat; echo "$A" >&2; exit 3', { env, input: '{"a":1}\n', output }).ended).equal(3);
    expect(text.split('\n').sort()).deep.equal(['', "it's $HOME", '{"a":1}']);
    expect(await run('exit 0', { env, input: 'x'.repeat(1e6), output }).ended).equal(0);
    const sleeping = run('exec sleep 60', { env, input: '', output });
    sleeping.kill('SIGTERM');
    expect(await sleeping.ended).equal('SIGTERM');
  });
});
