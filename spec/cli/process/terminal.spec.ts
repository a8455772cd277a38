import { expect } from 'chai';
import { demoJob, startSimulator, type Simulator } from '../../../src/testing/index.js';
import { linesOf } from '../support/linesOf.js';
import { runCommand, type Ended } from '../support/runCommand.js';

describe('stepstream at a terminal', () => {
  let simulator: Simulator;
  let ended: readonly Ended[];
  before(async () => {
    // A progress line is drawn ten times a second: each page takes longer.
    simulator = await startSimulator({ speed: 0, latencyMs: 200, jobs: [demoJob({ name: 'demo' })] });
    const { endpoint } = simulator;
    const steps = ['steps', 'demo', '--page-size', '20'];
    ended = await Promise.all([
      runCommand(steps, { endpoint, terminal: { columns: 80 } }),
      runCommand(steps, { endpoint, terminal: { columns: 120 }, env: { NO_COLOR: '1' } }),
      runCommand([...steps, '--output', 'ndjson'], { endpoint, terminal: { columns: 80 } }),
      runCommand(['jobs'], { endpoint, terminal: { columns: 60 } }),
    ]);
  });
  after(() => simulator.close());

  it('shows a table that fits, and how far it is while pages arrive', () => {
    const [{ code, stdout }] = ended as [Ended];
    expect(code).equal(0);
    expect(stdout).match(/page 1, 20 steps/);
    const lines = linesOf(stdout);
    expect(lines[0]).match(/^instance +env +\$ per +\$ per +inv per +latency +CPU +mem +status$/);
    expect(lines).include('40 steps: 34 COMPLETED, 6 FAILED');
    expect(Math.max(...lines.map(line => line.length))).within(70, 80);
  });

  it('colours the status, and nothing with NO_COLOR', () => {
    expect(ended[0]!.stdout).contain('\u001b[31mFAILED\u001b[39m').contain('\u001b[32mCOMPLETED\u001b[39m');
    expect(ended[1]!.stdout).not.match(/\p{Cc}\[\d+m/u);
    expect(linesOf(ended[1]!.stdout)[0]).match(/status +reason$/);
  });

  it('shows no progress where lines are written as they come', () => {
    const lines = ended[2]!.stdout.trimEnd().split('\r\n');
    expect(lines).length(40);
    for (const line of lines) expect(JSON.parse(line)).property('JobName', 'demo');
  });

  it('shows the jobs', () => {
    const lines = linesOf(ended[3]!.stdout);
    expect(lines.slice(0, 3).map(line => line.trimEnd())).deep.equal([
      'job   status     created (UTC)     took',
      '─'.repeat(lines[1]!.length),
      lines[2],
    ]);
    expect(lines[2]).match(/^demo +COMPLETED +\d{4}-\d\d-\d\d \d\d:\d\d +\d+ (h|min)/);
  });
});
