// What only a process can show: each start of the built command takes most of a second of a processor. All else
// that the command does is shown within this process, by runCommand.ts.
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { expect } from 'chai';
import { startSimulator, type Simulator } from '../../src/testing/index.js';
import { CHILD_LIMIT_MS, runChild } from '../support/child.js';
import { skip } from '../support/skip.js';
import { builtCommand } from './support/builtCommand.js';
import { needTerminal, startInTerminal } from './support/inTerminal.js';
import { runCommand } from './support/runCommand.js';
import { openScreen } from './support/screen.js';
import { runInShell, runProcess, startProcess } from './support/startProcess.js';

const COLUMNS = 90;

/** Prints the help and the version by the command's file, then what was loaded for it, on stderr. */
const LOADED = `
  const { createRequire } = await import('node:module');
  const [file] = process.argv.slice(1);
  for (const args of [['--help'], ['steps', '--help'], ['--version']]) {
    process.argv = [process.execPath, file, ...args];
    await import(file + '?' + args.join());
  }
  process.on('exit', () => {
    const heavy = process.moduleLoadList.filter(name => /NativeModule (http|tls|crypto)$/.test(name));
    const files = Object.keys(createRequire('/')('node:module')._cache).filter(name => name.includes('node_modules'));
    process.stderr.write(JSON.stringify({ heavy, files }));
  });`;

describe('stepstream in a process of its own', function () {
  this.timeout(CHILD_LIMIT_MS);
  let simulator: Simulator;
  beforeEach(async () => {
    simulator = await startSimulator({
      speed: 0,
      jobs: [
        { name: 'long', steps: 25 },
        { name: 'waiting', live: true, steps: 2, pendingMs: 1e9 },
      ],
    });
  });
  afterEach(() => simulator.close());

  it('writes what it writes within another one', async () => {
    const { endpoint } = simulator;
    const args = ['steps', 'long', '--page-size', '10'];
    const ended = await runProcess(args, { endpoint });
    expect(ended).deep.equal(await runCommand(args, { endpoint }));
    expect(ended).include({ code: 0, stderr: '' });
    expect(ended.stdout.split('\n')).length(26);
  });

  it('ends by SIGINT with 130 while a call is under way, and says how to get exactly the rest', async () => {
    const { endpoint } = simulator;
    // Nobody ever answers the second call.
    simulator.fault('stalledHeaders', { call: 2 });
    const {
      process: child,
      said,
      ended,
    } = await startProcess(['steps', 'long', '--page-size', '10'], {
      endpoint,
    });
    await said(/(\n[^\n]*){10}/);
    child.kill('SIGINT');
    const { code, stdout, stderr } = await ended;
    expect(code).equal(130);
    const flags = /^stepstream: interrupted after 10 steps\. Go on with: (--starting-token \S+)\n$/.exec(
      stderr,
    )?.[1];
    const [rest, all] = await Promise.all([
      runCommand(['steps', 'long', ...flags!.split(' ')], { endpoint }),
      runCommand(['steps', 'long'], { endpoint }),
    ]);
    expect(stdout + rest.stdout).equal(all.stdout);
  });

  it('ends by SIGTERM with 143', async () => {
    const { endpoint } = simulator;
    const { process: child, said, ended } = await startProcess(['watch', 'waiting'], { endpoint });
    await said(/waiting: PENDING/);
    child.kill('SIGTERM');
    expect(await ended).include({ code: 143, stderr: 'stepstream: terminated; the job goes on\n' });
  });

  // How soon `head` leaves is up to the machine: that no page more is asked for is in closedPipe.spec.ts.
  it('ends quietly, with 0, in front of head -1', async () => {
    const script = '{ "$0" "$@"; echo "code $?" >&2; } | head -1';
    const { stdout, stderr } = await runInShell(script, ['steps', 'long', '--page-size', '10'], {
      endpoint: simulator.endpoint,
    });
    expect([stdout.split('\n').length - 1, stderr]).deep.equal([1, 'code 0\n']);
  });

  it('ends with 1 where the disk is full, in one line', async function () {
    if (!existsSync('/dev/full')) skip(this, 'there is no /dev/full');
    const { code, stderr } = await runInShell('"$0" "$@" > /dev/full', ['steps', 'long'], {
      endpoint: simulator.endpoint,
    });
    expect(code).equal(1);
    expect(stderr).match(/^stepstream: [^\n]*ENOSPC[^\n]*\n$/);
  });

  it('by Ctrl-C at a terminal gives the terminal back, and says that the job goes on', async function () {
    const wrap = needTerminal(this);
    const { endpoint } = simulator;
    const {
      process: child,
      out,
      said,
      ended,
    } = await startInTerminal(wrap, COLUMNS, ['watch', 'waiting'], {
      endpoint,
    });
    await said(/waiting.*PENDING/);
    const during = openScreen(COLUMNS, 40);
    await during.write(out.stdout);
    expect(during.lines()[0]).equal('waiting  PENDING');
    expect(during.cursorIsHidden()).true;
    child.stdin!.write('\u0003');
    const { code, stdout } = await ended;
    const screen = openScreen(COLUMNS, 40);
    await screen.write(stdout);
    expect([code, screen.cursorIsHidden()]).deep.equal([130, false]);
    expect(screen.lines().slice(-2)).deep.equal([
      'Best so far: none of the completed steps.',
      'stepstream: interrupted; the job goes on',
    ]);
  });

  it('loads no more than commander for help and version', async () => {
    const file = pathToFileURL(await builtCommand()).href;
    const { code, stdout, stderr } = await runChild(process.execPath, [
      ...['--input-type=module', '--eval', LOADED, file],
    ]);
    expect(code).equal(0);
    expect(stdout).match(/^Usage: stepstream .*^Usage: stepstream steps .*^\d+\.\d+\.\d+\n$/ms);
    const { heavy, files } = JSON.parse(stderr) as { heavy: string[]; files: string[] };
    expect(heavy).deep.equal([]);
    expect(files.filter(name => !name.includes('/commander/'))).deep.equal([]);
    expect(files).not.empty;
  });
});
