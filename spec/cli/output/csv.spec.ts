import { expect } from 'chai';
import { csvLine, csvLineForSpreadsheets } from '../../../src/cli/output/csv.js';
import { startSimulator } from '../../../src/testing/index.js';
import { runCommand } from '../support/runCommand.js';

const FIELDS = ['=1+1', '+1', '-1', '@x', '\t=1', 'a=1', -1, 0.5, '', undefined, '-"x"'];

describe('csvLine', () => {
  it('has neither controls nor characters of format, but tabs and line breaks', () => {
    const fields = [
      'a\u001b[2J\u009b\u0000b',
      'c\u202e\u200b\ufeffd',
      'e\tf',
      'g\r\nh\ri\u2028j',
      { k: '\u009b\u202e' },
    ];
    const safe = 'a[2Jb,cd,e\tf,"g\nh\ni\nj","{""k"":""\\u009b\\u202e""}"\n';
    expect(csvLine(fields)).equal(safe);
    expect(csvLineForSpreadsheets(fields)).equal(safe);
  });

  it('sees a formula behind characters that it leaves out', () => {
    expect(csvLineForSpreadsheets(['\u200b=1', '\u0000@x', '\r-1'])).equal("'=1,'@x,\"'\n-1\"\n");
  });

  it('writes other texts as they are', () => {
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
