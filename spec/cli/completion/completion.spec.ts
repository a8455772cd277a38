import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { completionTree } from '../../../src/cli/completion/completionTree.js';
import { SHELLS, type Shell } from '../../../src/cli/completion/shells.js';
import { program } from '../../../src/cli/program.js';
import { CHILD_LIMIT_MS, runChild } from '../../support/child.js';
import { skip } from '../../support/skip.js';
import { fakeHost } from '../support/fakeHost.js';
import { runCommand } from '../support/runCommand.js';

const CONFIG =
  '[default]\nregion = eu-west-1\n[profile ci]\nsso_region=us-east-2\n[sso-session x]\n[profile two words]\n';

/** Prints what bash completes a line with: `complete` calls such a function likewise. */
const BASH = `
at() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _stepstream; printf '%s\\n' "\${COMPREPLY[*]}"; }
`;

describe('stepstream completion', function () {
  this.timeout(CHILD_LIMIT_MS);
  let folder: string;
  let env: NodeJS.ProcessEnv;
  const scripts = new Map<Shell, string>();
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'stepstream-completion-'));
    writeFileSync(join(folder, 'config'), CONFIG);
    writeFileSync(join(folder, 'saved steps.json'), '{}');
    env = {
      ...process.env,
      HOME: folder,
      AWS_CONFIG_FILE: join(folder, 'config'),
      AWS_SHARED_CREDENTIALS_FILE: join(folder, 'none'),
    };
    for (const shell of SHELLS) {
      const { code, stdout, stderr } = await runCommand(['completion', shell]);
      expect([code, stderr]).deep.equal([0, '']);
      scripts.set(shell, stdout);
      writeFileSync(join(folder, shell), stdout);
    }
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  it('has every command, flag and choice, as the command line itself has them', () => {
    const root = program(fakeHost(), () => Promise.resolve());
    const { commands } = completionTree(root);
    expect(commands.map(({ name }) => name)).deep.equal(root.commands.map(command => command.name()));
    for (const [i, { flags }] of commands.entries())
      expect(flags.map(({ long }) => long)).deep.equal([
        ...root.commands[i]!.options.map(({ long }) => long),
        '--help',
      ]);
    for (const script of scripts.values())
      for (const { name, flags } of commands) {
        expect(script).contain(name);
        for (const { long, values } of flags) {
          expect(script).contain(long.slice(2));
          if (typeof values === 'object') expect(script).contain(values.join(' '));
        }
      }
  });

  it('refuses another shell with 2', async () => {
    const { code, stderr } = await runCommand(['completion', 'tcsh']);
    expect(code).equal(2);
    expect(stderr).match(/'tcsh' is invalid for argument 'shell'. Allowed choices are bash, zsh, fish/);
  });

  /** What is typed, and what it is completed with; the last word is the one that is completed. */
  const CASES: readonly (readonly [line: string, completed: string])[] = [
    ['st', 'steps'],
    ['--reg', '--region'],
    ['--region eu-west-1 wa', 'watch'],
    ['steps my-job --ou', '--output'],
    ['steps --output ', 'table json ndjson csv'],
    ['watch j --output n', 'ndjson'],
    ['--profile ', 'ci default two words'],
    ['jobs --region us', 'us-east-2'],
    ['best sav', 'saved steps.json'],
    ['best --prices sav', 'saved steps.json'],
    ['steps sav', ''],
    ['steps --page-size ', ''],
    ['completion ', 'bash zsh fish'],
    ['jobs --sort-by Name --sort-order A', 'Ascending'],
  ];
  const sorted = (text: string): string => text.trim().split(/\s+/).sort().join(' ');

  it('completes in bash', async function () {
    if (spawnSync('bash', ['--version']).status !== 0) skip(this, 'bash is not installed');
    const calls = CASES.map(([line]) => `at stepstream ${line.replace(/ $/, " ''")}`);
    const more = ["at stepstream steps --output '='", "at stepstream steps --output '=' js"];
    const { code, stdout, stderr } = await runChild(
      'bash',
      ['--norc', '-c', `source ./bash; ${BASH}${[...calls, ...more].join('\n')}`],
      { env, cwd: folder },
    );
    expect([code, stderr]).deep.equal([0, '']);
    const lines = stdout.split('\n').map(sorted);
    CASES.forEach(([line, completed], i) => expect(lines[i], line).equal(sorted(completed)));
    expect(lines.slice(CASES.length, -1)).deep.equal(['csv json ndjson table', 'json']);
  });

  it('completes in fish', async function () {
    if (spawnSync('fish', ['--version']).status !== 0) skip(this, 'fish is not installed');
    const calls = CASES.map(([line]) => `complete -C 'stepstream ${line}'; echo ==`);
    const { code, stdout } = await runChild(
      'fish',
      ['--no-config', '-c', `source ./fish; ${calls.join('; ')}`],
      {
        env,
        cwd: folder,
      },
    );
    expect(code).equal(0);
    const answers = stdout.split('==\n').map(text =>
      sorted(
        text
          .split('\n')
          .map(line => line.split('\t')[0]!.replace(/\\\\ /g, ' '))
          .join(' '),
      ),
    );
    CASES.forEach(([line, completed], i) => expect(answers[i], line).equal(sorted(completed)));
  });

  it('completes in zsh', async function () {
    if (spawnSync('zsh', ['--version']).status !== 0) skip(this, 'zsh is not installed');
    const { code, stderr } = await runChild('zsh', ['-f', '-n', 'zsh'], { env, cwd: folder });
    expect([code, stderr]).deep.equal([0, '']);
  });
});
