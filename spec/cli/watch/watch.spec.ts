import { expect } from 'chai';
import { demoJob, startSimulator, type Simulator } from '../../../src/testing/index.js';
import { needTerminal, startInTerminal } from '../support/inTerminal.js';
import { builtCommand } from '../support/builtCommand.js';
import { openScreen } from '../support/screen.js';

const QUICK = ['--min-interval', '0.1', '--max-interval', '0.15'];

describe('stepstream watch at a terminal', function () {
  this.timeout(20_000);
  let simulator: Simulator;
  before(async function () {
    needTerminal(this);
    await builtCommand();
    simulator = await startSimulator({
      speed: 200,
      startTime: Date.now(),
      jobs: [{ ...demoJob({ name: 'demo', live: true }), provisioningMs: 24_000, runMs: 60_000 }],
    });
  });
  after(() => simulator.close());

  it('shows', async () => {
    const { endpoint } = simulator;
    const { child, ended } = await startInTerminal(['watch', 'demo', ...QUICK], { endpoint });
    const screen = openScreen(80, 40);
    let last = 0;
    child.stdout!.on('data', (text: string) => {
      void screen.write(text).then(() => {
        if (performance.now() - last < 500) return;
        last = performance.now();
        console.log(screen.lines().join('\n'), '\n', screen.cursor(), screen.cursorIsHidden());
      });
    });
    const { code } = await ended;
    console.log(code, screen.lines().join('\n'), screen.cursor(), screen.cursorIsHidden());
    expect(code).equal(0);
  });
});
