import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { startSimulator, type Simulator } from '../../src/testing/index.js';
import { runCommand, startCommand, type Ended } from './support/runCommand.js';

const LOADED = `process.on('exit', () => {
  const heavy = process.moduleLoadList.filter(name => /NativeModule (http|tls|crypto)$/.test(name));
  const files = Object.keys(require('node:module')._cache).filter(file => file.includes('node_modules'));
  process.stderr.write(JSON.stringify({ heavy, files }));
})`;

describe('stepstream on the command line', function () {
  this.timeout(20_000);

  it('shows help and version without loading more than commander', async () => {
    const hook = `--import=data:text/javascript,${encodeURIComponent(
      `import { createRequire } from 'node:module'; const require = createRequire('/'); ${LOADED}`,
    )}`;
    const runs = await Promise.all(
      [['--help'], ['steps', '--help'], ['--version']].map(args =>
        runCommand(args, { env: { NODE_OPTIONS: hook } }),
      ),
    );
    for (const { code, stderr } of runs) {
      expect(code).equal(0);
      const { heavy, files } = JSON.parse(stderr) as { heavy: string[]; files: string[] };
      expect(heavy).deep.equal([]);
      expect(files.filter(file => !file.includes('/commander/'))).deep.equal([]);
      expect(files).not.empty;
    }
    const [help, , version] = runs;
    for (const name of ['steps', 'jobs', 'describe', 'best', 'compare', 'watch', 'simulate'])
      expect(help!.stdout).contain(`  ${name} `);
    const { version: ours } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    expect(version!.stdout).equal(`${ours}\n`);
  });

  const refused: readonly (readonly [why: RegExp, ...args: string[]])[] = [
    [
      /^stepstream: unknown option '--pagesize'\. Did you mean --page-size\?; see/,
      'steps',
      'j',
      '--pagesize',
      '3',
    ],
    [/^stepstream: unknown command 'stops'\. Did you mean steps\?; see/, 'stops'],
    [/'--output <format>' argument 'xml' is invalid/, 'steps', 'j', '--output', 'xml'],
    [/'--page-size <count>' argument '0' is invalid/, 'steps', 'j', '--page-size', '0'],
    [/'--max-items <count>' argument '-1' is invalid/, 'steps', 'j', '--max-items', '-1'],
    [/'--creation-time-after <time>' argument 'soon' is invalid/, 'jobs', '--creation-time-after', 'soon'],
    [/cannot be used with option '--status-equals/, 'jobs', '--status', 'A', '--status-equals', 'B'],
    [/^stepstream: JOB: which job\?/, 'steps'],
    [/^stepstream: --job-name: is 'b', and JOB is 'a'/, 'describe', 'a', '--job-name', 'b'],
    [/^stepstream: --all: and JOB exclude each other/, 'watch', 'a', '--all'],
    [/'--min-interval <seconds>' argument '0' is invalid/, 'watch', 'a', '--min-interval', '0'],
    [/^stepstream: --max-interval: must not/, 'watch', 'a', '--min-interval', '9', '--max-interval', '8'],
  ];
  it('refuses what can not be meant with 2, in one line, at once', async () => {
    const runs = await Promise.all(refused.map(([, ...args]) => runCommand(args)));
    runs.forEach(({ code, stdout, stderr }, i) => {
      const [why] = refused[i]!;
      expect([code, stdout]).deep.equal([2, '']);
      expect(stderr).match(why);
      expect(stderr).match(/^[^\n]+\n$/);
    });
  });

  describe('with a service', () => {
    let simulator: Simulator;
    before(async () => {
      simulator = await startSimulator({ jobs: [{ name: 'job', steps: 3 }] });
    });
    after(() => simulator.close());
    const steps = (args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> =>
      runCommand(['steps', ...args], { endpoint: simulator.endpoint, env });

    const failing: readonly (readonly [
      what: string,
      code: number,
      line: RegExp,
      args: string[],
      env?: NodeJS.ProcessEnv,
    ])[] = [
      ['a job name', 2, /^stepstream: JOB: must be 1 to 64 letters/, ['no job']],
      [
        'a page size',
        2,
        /^stepstream: --page-size: must be a whole number from 1 to 100/,
        ['job', '--page-size', '101'],
      ],
      ['a query', 2, /^stepstream: --query: the expression can't be read/, ['job', '--query', 'Steps[']],
      [
        'a damaged token',
        2,
        /^stepstream: --starting-token: is damaged/,
        ['job', '--starting-token', 'stepstream1.x.y'],
      ],
      [
        'no region',
        2,
        /^stepstream: No region: give --region, or set AWS_REGION/,
        ['job'],
        { AWS_REGION: undefined },
      ],
      [
        'no credentials',
        6,
        /^stepstream: No credentials[^\n]*AWS_PROFILE/,
        ['job'],
        { AWS_ACCESS_KEY_ID: undefined },
      ],
    ];
    it('says in one line what is wrong, and makes no call', async () => {
      const runs = await Promise.all(failing.map(([, , , args, env]) => steps(args, env)));
      runs.forEach((ended, i) => {
        const [what, code, line] = failing[i]!;
        expect(ended, what).include({ code, stdout: '' });
        expect(ended.stderr, what).match(line);
        expect(ended.stderr, what).match(/^[^\n]+\n$/);
      });
      expect(simulator.stats().calls).equal(0);
    });

    it('shows the stack of an error with --debug alone', async () => {
      const { code, stderr } = await steps(['no job', '--debug']);
      expect(code).equal(2);
      expect(stderr).match(/^stepstream: JOB[^\n]*\nInvalidInputError: [^\n]*\n +at /);
    });
  });

  it('serves a simulator for any client until Ctrl-C', async () => {
    const { child, out, said, ended } = await startCommand(['simulate', '--port', '0', '--jobs', '2']);
    await said(/Ctrl-C ends it/);
    const endpoint = /AWS_ENDPOINT_URL_SAGEMAKER=(\S+)/.exec(out.stdout)?.[1];
    const { stdout } = await runCommand(['jobs', '--query', 'InferenceRecommendationsJobs[].JobName'], {
      endpoint,
    });
    expect(stdout.trimEnd().split('\n').toSorted()).deep.equal([
      '"benchmark-1"',
      '"benchmark-2"',
      '"text-classifier-benchmark"',
      '"text-classifier-live"',
    ]);
    for (const client of ['stepstream', 'aws-cli', 'boto3'])
      expect(out.stdout).match(new RegExp(`^ +${client} +\\S`, 'm'));
    const start = performance.now();
    child.kill('SIGINT');
    expect(await ended).include({ code: 130, stderr: '' });
    expect(performance.now() - start).lessThan(100);
  });
});
