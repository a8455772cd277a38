import { expect } from 'chai';
import { csvLine, csvLineForSpreadsheets } from '../../../src/cli/output/csv.js';
import { startSimulator } from '../../../src/testing/index.js';
import { runCommand } from '../support/runCommand.js';

const FIELDS = ['=1+1', '+1', '-1', '@x', '\t=1', 'a=1', -1, 0.5, '', undefined, '-"x"'];

describe('csvLine', () => {
  it('writes texts as they are', () => {
    expect(csvLine(FIELDS)).equal('=1+1,+1,-1,@x,"\t=1",a=1,-1,0.5,,,"-""x"""\n');
  });

  it("puts ' before what a spreadsheet would take for a formula, and leaves numbers alone", () => {
    expect(csvLineForSpreadsheets(FIELDS)).equal('\'=1+1,\'+1,\'-1,\'@x,\'\t=1,a=1,-1,0.5,,,"\'-""x"""\n');
  });

  it('is that for spreadsheets with --escape-formulas, of each command and of a query', async () => {
    const simulator = await startSimulator({ speed: 0, jobs: [{ name: 'job', steps: 2 }] });
    const { endpoint } = simulator;
    const csv = async (...args: string[]): Promise<string> =>
      (await runCommand([...args, '--output', 'csv'], { endpoint })).stdout;
    const formula = ['--query', "[['=1', `-2`]]"];
    expect(await csv('steps', 'job', ...formula)).equal('=1,-2\n');
    expect(await csv('steps', 'job', ...formula, '--escape-formulas')).equal("'=1,-2\n");
    expect(await csv('describe', 'job', ...formula, '--escape-formulas')).equal("'=1,-2\n");
    await simulator.close();
  });
});
