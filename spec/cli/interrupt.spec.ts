import { expect } from 'chai';
import { linesOf } from './support/linesOf.js';
import {
  runCommand,
  startCommand,
  virtualAccount,
  type Running,
  type VirtualAccount,
} from './support/runCommand.js';

const FLAGS = /Go on with:\s(--starting-token \S+( --max-items \d+)?)\s*$/;
const flagsIn = (text: string): string[] => (FLAGS.exec(text)?.[1] ?? '').split(' ');

const linesIn = (text: string): string[] => text.trimEnd().split('\n');

const SIGNALS = [
  ['SIGINT', 130, 'interrupted'],
  ['SIGTERM', 143, 'terminated'],
] as const;

describe('stepstream when it is stopped', () => {
  let account: VirtualAccount;
  let all: string[];
  beforeEach(async () => {
    account = await virtualAccount({ speed: 0, jobs: [{ name: 'long', steps: 25 }] });
    const { stdout } = await runCommand(['steps', 'long'], account.host);
    all = linesIn(stdout);
    expect(all).length(25);
  });

  for (const [signal, code, word] of SIGNALS)
    it(`ends at once by ${signal} with ${code}, and says how to get exactly the rest`, async () => {
      const { fake, host, time, passUntil } = account;
      for (const pause of ['before the last line of a page', 'between two pages']) {
        // The answer for the second page never comes.
        fake.fault('stalledHeaders', { call: 2 });
        const {
          said,
          ended,
          signal: send,
        } = await startCommand(['steps', 'long', '--page-size', '10'], host);
        await said(/(\n[^\n]*){9}/);
        if (pause === 'between two pages') await time.pass(50);
        const before = time.monotonic();
        send(signal);
        const { code: ending, stdout, stderr } = await ended;
        expect(time.monotonic(), pause).equal(before);
        expect(ending).equal(code);
        const line = `^stepstream: ${word} after 10 steps\\. Go on with: --starting-token \\S+\\n$`;
        expect(stderr).match(new RegExp(line));
        fake.clearFaults();
        const rest = await passUntil(runCommand(['steps', 'long', ...flagsIn(stderr)], host));
        expect([...linesIn(stdout), ...linesIn(rest.stdout)]).deep.equal(all);
      }
    });

  it('offers no token before the first page, as the same command starts anew', async () => {
    const { fake, host, time } = account;
    fake.fault('stalledHeaders');
    const { calls } = fake.stats();
    const waiting = await startCommand(['steps', 'long', '--max-items', '12', '--output', 'csv'], host);
    while (fake.stats().calls === calls) await time.pass(1);
    waiting.signal('SIGINT');
    expect(await waiting.ended).include({
      code: 130,
      stdout: '',
      stderr: 'stepstream: interrupted after 0 steps.\n',
    });
  });

  /** A listing of which nobody takes the first text that it writes. */
  async function startBlocked(output: string): Promise<Running> {
    let block: () => void;
    const blocked = new Promise<void>(resolve => {
      block = resolve;
    });
    const take = (): Promise<void> => {
      block();
      return new Promise(() => undefined);
    };
    const running = await startCommand(['steps', 'long', '--output', output], { ...account.host, take });
    await blocked;
    return running;
  }

  for (const output of ['ndjson', 'json'])
    it(`waits 40 ms for a reader that takes nothing, of ${output}`, async () => {
      const { time } = account;
      const { ended, signal } = await startBlocked(output);
      signal('SIGINT');
      let over = false;
      void ended.then(() => (over = true));
      await time.pass(39);
      expect(over).false;
      await time.pass(1);
      const { code, stderr } = await ended;
      expect(code).equal(130);
      expect(stderr).match(/^stepstream: interrupted after /);
    });

  it('ends at once by a second signal', async () => {
    const { time } = account;
    const { ended, signal } = await startBlocked('ndjson');
    const before = time.monotonic();
    signal('SIGINT');
    signal('SIGTERM');
    expect(await ended).include({ code: 143, stderr: '' });
    expect(time.monotonic()).equal(before);
  });

  for (const [signal, code, word] of SIGNALS)
    it(`ends at once by ${signal} with ${code} also where nothing can go on`, async () => {
      const { fake, host, time } = account;
      fake.fault('stalledHeaders', { times: 2 });
      const { calls } = fake.stats();
      const running = await Promise.all([
        startCommand(['describe', 'long'], host),
        startCommand(['best', 'long'], host),
      ]);
      while (fake.stats().calls < calls + 2) await time.pass(1);
      const before = time.monotonic();
      for (const { ended, signal: send } of running) {
        send(signal);
        expect(await ended).deep.equal({ code, stdout: '', stderr: `stepstream: ${word}\n` });
      }
      expect(time.monotonic()).equal(before);
    });

  it('by Ctrl-C at a terminal shows what has come, and gives the terminal back', async () => {
    const { fake, host } = account;
    fake.fault('stalledHeaders', { call: 2 });
    const { said, ended, signal } = await startCommand(['steps', 'long', '--page-size', '10'], {
      ...host,
      terminal: { columns: 80 },
    });
    await said(/page 1, 10 steps/);
    signal('SIGINT');
    const { code, stdout } = await ended;
    expect(code).equal(130);
    expect(stdout).contain('\u001b[?25h');
    const lines = linesOf(stdout);
    expect(lines.find(line => line.startsWith('10 steps: '))).ok;
    expect(flagsIn(lines.join('\n').trimEnd())).length(2);
  });

  it('an error says the same after what has come', async () => {
    const { fake, host } = account;
    fake.fault('accessDenied', { call: 2 });
    const { code, stdout, stderr } = await runCommand(
      ['steps', 'long', '--page-size', '10', '--output', 'json'],
      host,
    );
    expect(code).equal(6);
    expect((JSON.parse(stdout) as { Steps: unknown[] }).Steps).length(10);
    expect(stderr.split('\n')).length(2);
    expect(flagsIn(stderr)).length(2);
  });
});
