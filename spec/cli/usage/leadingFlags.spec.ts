import { expect } from 'chai';
import { program } from '../../../src/cli/program.js';
import { startSimulator, type Simulator } from '../../../src/testing/index.js';
import { fakeHost } from '../support/fakeHost.js';
import { runCommand, type Ended } from '../support/runCommand.js';

/** The settings that a command would run with. */
function settingsOf(...args: string[]): Record<string, unknown> {
  const root = program(fakeHost(), () => Promise.resolve());
  root.parse(args, { from: 'user' });
  return root.commands.find(command => args.includes(command.name()))!.opts();
}

describe('flags before the command', () => {
  let simulator: Simulator;
  before(async () => {
    simulator = await startSimulator({ speed: 0, jobs: [{ name: 'job', steps: 3 }] });
  });
  after(() => simulator.close());
  const run = (...args: string[]): Promise<Ended> =>
    runCommand(['--endpoint-url', simulator.endpoint, ...args]);

  it('are those of the command', async () => {
    const [before, behind] = [
      await run('--output=csv', '--max-items', '2', 'steps', 'job'),
      await run('steps', 'job', '--output', 'csv', '--max-items', '2'),
    ];
    expect(before).deep.equal(behind);
    expect(before).include({ code: 0 });
    expect(before.stdout.trimEnd().split('\n')).length(3);
  });

  it('are each taken as behind it, whatever the flag', () => {
    const { commands } = program(fakeHost(), () => Promise.resolve());
    const values: Record<string, string> = {
      '--redis': 'redis://h:1',
      '--stat': 'p90',
      '--families': 'c5',
      '--instances': 'ml.c5.xlarge',
    };
    /** Not together with another one. */
    const alone = /^--(status-equals|all|token|replay)$/;
    for (const command of commands) {
      const given = command.options.flatMap(({ long = '', required, optional, argChoices }) => {
        if (alone.test(long)) return [];
        if (optional) return [`${long}=${argChoices?.[0] ?? ''}`];
        const date = /time-(after|before)$/.test(long) ? '2026-01-01' : undefined;
        const value = argChoices?.[0] ?? values[long] ?? date ?? (long === '--headroom' ? '5%' : '7');
        return required ? [long, value] : [long];
      });
      const name = command.name();
      const words = name === 'completion' ? ['completion', 'bash'] : [name];
      const settings = settingsOf(...given, ...words);
      expect(settings, name).deep.equal(settingsOf(...words, ...given));
      expect(Object.keys(settings).length, name).least(given.length === 0 ? 0 : 5);
    }
  });

  it('count less than those behind it', () => {
    expect(settingsOf('--region', 'a', 'jobs', '--region', 'b')).include({ region: 'b' });
    expect(settingsOf('--no-redact', 'jobs')).include({ redact: false });
    expect(settingsOf('jobs')).include({ redact: true }).not.property('region');
  });

  it('are refused by a command that has none such, and where they have no such value', async () => {
    for (const [args, why] of [
      [['--query', 'x', 'watch', 'j'], /^stepstream: unknown option '--query': steps, .* have it; see/],
      [['--region', 'x', 'simulate'], /^stepstream: unknown option '--region'/],
      [['--page-size', '0', 'steps', 'j'], /'--page-size <count>' argument '0' is invalid/],
      [
        ['--regoin', 'x', 'steps', 'j'],
        /^stepstream: unknown option '--regoin'. Did you mean --region\?; see/,
      ],
      [['--no-cli-pager', 'steps', 'j'], /: there is no pager/],
    ] as const) {
      const { code, stderr } = await runCommand(args);
      expect([code, stderr.split('\n').length]).deep.equal([2, 2]);
      expect(stderr).match(why);
    }
  });

  it('are not in the help of all commands', async () => {
    const { stdout } = await runCommand(['--help']);
    expect(stdout).not.match(/--region|--page-size/);
    expect(stdout).match(/--version/);
  });
});
