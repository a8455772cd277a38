import { expect } from 'chai';
import { startSimulator, type Simulator } from '../../src/testing/index.js';
import { linesOf, needTerminal, startInTerminal } from './support/inTerminal.js';
import { runCommand, startCommand } from './support/runCommand.js';

const LATENCY_MS = 120;
const FLAGS = /Go on with: (--starting-token \S+( --max-items \d+)?)\s*$/;
const flagsIn = (text: string): string[] => (FLAGS.exec(text)?.[1] ?? '').split(' ');

const linesIn = (text: string): string[] => text.trimEnd().split('\n');

describe('stepstream when it is stopped', function () {
  this.timeout(20_000);
  this.retries(2); // a machine that is busy elsewhere
  let simulator: Simulator;
  let all: string[];
  before(async () => {
    simulator = await startSimulator({
      speed: 0,
      latencyMs: LATENCY_MS,
      jobs: [{ name: 'long', steps: 25 }],
    });
    const { stdout } = await runCommand(['steps', 'long'], { endpoint: simulator.endpoint });
    all = linesIn(stdout);
    expect(all).length(25);
  });
  after(() => simulator.close());

  for (const [signal, code, word] of [
    ['SIGINT', 130, 'interrupted'],
    ['SIGTERM', 143, 'terminated'],
  ] as const)
    it(`ends within 100 ms of ${signal} with ${code}, and says how to get exactly the rest`, async () => {
      const { endpoint } = simulator;
      const { child, said, ended } = await startCommand(['steps', 'long', '--page-size', '10'], { endpoint });
      await said(/(\n[^\n]*){10}/);
      const start = performance.now();
      child.kill(signal);
      const { code: ending, stdout, stderr } = await ended;
      expect(performance.now() - start).lessThan(100);
      expect(ending).equal(code);
      const line = `^stepstream: ${word} after \\d0 steps\\. Go on with: --starting-token \\S+\\n$`;
      expect(stderr).match(new RegExp(line));
      const rest = await runCommand(['steps', 'long', ...flagsIn(stderr)], { endpoint });
      expect([...linesIn(stdout), ...linesIn(rest.stdout)]).deep.equal(all);
    });

  it('before the first page says how to start', async () => {
    const { endpoint } = simulator;
    const waiting = await startCommand(['steps', 'long', '--max-items', '12', '--output', 'csv'], {
      endpoint,
    });
    const { calls } = simulator.stats();
    while (simulator.stats().calls === calls) await new Promise(resolve => setTimeout(resolve, 5));
    waiting.child.kill('SIGINT');
    const { code, stdout, stderr } = await waiting.ended;
    expect([code, stdout]).deep.equal([130, '']);
    expect(stderr).match(
      /^stepstream: interrupted after 0 steps\. Go on with: --starting-token \S+ --max-items 12\n$/,
    );
    const { stdout: lines } = await runCommand(['steps', 'long', ...flagsIn(stderr)], { endpoint });
    expect(linesIn(lines)).deep.equal(all.slice(0, 12));
  });

  it('by Ctrl-C at a terminal shows what has come, and gives the terminal back', async function () {
    needTerminal(this);
    const { endpoint } = simulator;
    const { child, said, ended } = await startInTerminal(['steps', 'long', '--page-size', '10'], {
      endpoint,
    });
    await said(/page 1, 10 steps/);
    const start = performance.now();
    child.stdin?.write('\u0003');
    const { code, stdout } = await ended;
    expect(performance.now() - start).lessThan(150); // the pseudo-terminal's own end included
    expect(code).equal(130);
    expect(stdout).contain('\u001b[?25h');
    const lines = linesOf(stdout);
    expect(lines.find(line => line.startsWith('10 steps: '))).ok;
    expect(flagsIn(lines.join('\n').trimEnd())).length(2);
  });

  it('an error says the same after what has come', async () => {
    simulator.fault('accessDenied', { call: 2 });
    const { endpoint } = simulator;
    const { code, stdout, stderr } = await runCommand(
      ['steps', 'long', '--page-size', '10', '--output', 'json'],
      { endpoint },
    );
    simulator.clearFaults();
    expect(code).equal(6);
    expect((JSON.parse(stdout) as { Steps: unknown[] }).Steps).length(10);
    expect(stderr.split('\n')).length(2);
    expect(flagsIn(stderr)).length(2);
  });
});
