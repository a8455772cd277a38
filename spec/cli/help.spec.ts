import { expect } from 'chai';
import { exitsOf } from '../../src/cli/help/commandExits.js';
import { EXAMPLES } from '../../src/cli/help/examples.js';
import { EXIT } from '../../src/cli/process/exitCodes.js';
import { program } from '../../src/cli/program.js';
import { fakeHost } from './support/fakeHost.js';
import { runCommand } from './support/runCommand.js';

const { commands } = program(fakeHost(), () => Promise.resolve());
const names = commands.map(command => command.name());
/** A command line as a shell splits it. */
const wordsOf = (line: string): string[] =>
  (line.match(/'[^']*'|\S+/g) ?? []).map(word => word.replaceAll("'", ''));

describe('the help of a command', () => {
  it('has two examples at least, and the command takes each of them', async () => {
    expect(Object.keys(EXAMPLES)).deep.equal(names);
    for (const [name, examples] of Object.entries(EXAMPLES)) {
      expect(examples.length, name).least(2);
      for (const example of examples) {
        let ran = 0;
        const root = program(fakeHost(), () => Promise.resolve(void (ran += 1)));
        await root.parseAsync(wordsOf(example.replace(/ >>? .*$/, '')), { from: 'user' });
        expect([ran, example.split(' ')[0]]).deep.equal([1, name]);
      }
    }
  });

  it('has its exit codes, of which each is one of some command', async () => {
    const all = new Set(names.flatMap(name => exitsOf(name).map(([code]) => code)));
    expect([...all].sort((a, b) => a - b)).deep.equal(Object.values(EXIT).sort((a, b) => a - b));
    const [watch, jobs] = await Promise.all(
      [['watch'], ['jobs']].map(args => runCommand([...args, '--help'])),
    );
    const codesIn = (text = ''): number[] =>
      [...(text.split('\nExit codes:\n')[1] ?? '').matchAll(/^ {2}(\d+) /gm)].map(([, code]) => Number(code));
    expect(codesIn(watch?.stdout)).deep.equal([0, 1, 2, 3, 5, 6, 7, 8, 9, 129, 130, 131, 143]);
    expect(codesIn(jobs?.stdout)).deep.equal([0, 1, 2, 6, 130, 143]);
  });

  it('fits terminals from 40 columns on, and those that give no width', async () => {
    for (const columns of [40, 60, 80, 0])
      for (const args of [[], ...names.map(name => [name])]) {
        const { stdout } = await runCommand([...args, '--help'], { terminal: { columns } });
        const wide = stdout.split('\r\n').filter(line => line.length > (columns === 0 ? 80 : columns));
        // A word that is longer stands alone, and a flag with the name of its value.
        const broken = wide.filter(line => !/^ *\S+( <\S+>| \\)?$/.test(line));
        expect(broken, `${args.join('')} ${columns}`).empty;
      }
  });

  it('is all there at 40 columns', async () => {
    const [narrow, wide] = await Promise.all(
      [40, 200].map(columns => runCommand(['best', '--help'], { terminal: { columns } })),
    );
    const wordsIn = (text = ''): string[] => text.replaceAll('\\', '').split(/\s+/);
    expect(wordsIn(narrow?.stdout)).deep.equal(wordsIn(wide?.stdout));
  });
});
