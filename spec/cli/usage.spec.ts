import { expect } from 'chai';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { networkInterfaces } from 'node:os';
import { urlsElsewhere } from '../../src/cli/process/addresses.js';
import { startSimulator, type Simulator } from '../../src/testing/index.js';
import { runCommand, runInEnvironment, startCommand, type Ended } from './support/runCommand.js';
import { post } from '../testing/support.js';

const linesElsewhere = (text: string): readonly string[] =>
  [...text.matchAll(/^Other machines reach it at (\S+)$/gm)].map(([, url = '']) => url);

describe('stepstream on the command line', () => {
  it('shows help and version', async () => {
    const [help, steps, version] = await Promise.all(
      [['--help'], ['steps', '--help'], ['--version']].map(args => runCommand(args)),
    );
    for (const ended of [help, steps, version]) expect(ended).include({ code: 0, stderr: '' });
    for (const name of ['steps', 'jobs', 'describe', 'best', 'compare', 'watch', 'simulate'])
      expect(help!.stdout).contain(`  ${name} `);
    expect(help!.stdout.replaceAll('\n', ' ')).match(/--debug tells which account, region and endpoint/);
    expect(steps!.stdout).match(/^Usage: stepstream steps .*--page-size <count>/s);
    const { version: ours } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    expect(version!.stdout).equal(`${ours}\n`);
  });

  it('shows help as wide as the terminal is', async () => {
    const widths = await Promise.all(
      [90, 130].map(async columns => {
        const { stdout } = await runCommand(['best', '--help'], { terminal: { columns } });
        return Math.max(...stdout.split('\r\n').map(line => line.length));
      }),
    );
    expect(widths[0]).within(80, 90);
    expect(widths[1]).within(100, 130);
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
    [/^stepstream: --headroom: needs --traffic too/, 'watch', 'a', '--headroom', '10%'],
    [/^stepstream: --traffic: goes with classic/, 'watch', 'ai-recommendation-job/a', '--traffic', '9'],
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
      runInEnvironment(['steps', ...args], { endpoint: simulator.endpoint, env });

    const failing: readonly (readonly [
      what: string,
      code: number,
      line: RegExp,
      args: string[],
      env?: NodeJS.ProcessEnv,
    ])[] = [
      ['a job name', 2, /^stepstream: JOB: must be a name \(up to 64 letters/, ['no job']],
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

  it('serves a simulator to other machines with --host', async () => {
    const { out, said, ended, signal } = await startCommand([
      ...['simulate', '--port', '0', '--host', '0.0.0.0'],
    ]);
    await said(/Ctrl-C ends it/);
    const [, port = ''] = /Inference Recommender at http:\/\/127\.0\.0\.1:(\d+)\n/.exec(out.stdout) ?? [];
    expect(out.stdout).contain(`AWS_ENDPOINT_URL_SAGEMAKER=http://127.0.0.1:${port} `);
    expect(linesElsewhere(out.stdout)).deep.equal(
      urlsElsewhere(`http://0.0.0.0:${port}`, networkInterfaces()),
    );
    signal('SIGINT');
    await ended;
    const { code, stderr } = await runCommand(['simulate', '--host', '']);
    expect([code, stderr]).deep.equal([
      2,
      'stepstream: --host: must be an address, or a name of this machine\n',
    ]);
  });

  it('serves a simulator for any client until Ctrl-C', async () => {
    const { out, said, ended, signal } = await startCommand(['simulate', '--port', '0', '--jobs', '2']);
    await said(/Ctrl-C ends it/);
    const endpoint = /AWS_ENDPOINT_URL_SAGEMAKER=(\S+)/.exec(out.stdout)?.[1];
    const { stdout } = await runCommand(['jobs', '--query', 'InferenceRecommendationsJobs[].JobName'], {
      endpoint,
    });
    expect(stdout.trimEnd().split('\n').toSorted()).deep.equal([
      '"benchmark-1"',
      '"benchmark-2"',
      '"image-classifier"',
      '"image-classifier-last-week"',
      '"text-classifier-benchmark"',
      '"text-classifier-live"',
    ]);
    for (const client of ['stepstream', 'aws-cli', 'boto3'])
      expect(out.stdout).match(new RegExp(`^ +${client} +\\S`, 'm'));
    const { json } = await post(endpoint!, 'ListAIRecommendationJobs', { StatusEquals: 'InProgress' });
    expect(json!['AIRecommendationJobs']).length(1);
    signal('SIGINT');
    expect(await ended).include({ code: 130, stderr: '' });
    await fetch(endpoint!).then(
      () => expect.fail('it still listens'),
      () => undefined,
    );
  });

  it('does not wait for calls under way when the simulator is stopped', async () => {
    const { out, said, ended, signal } = await startCommand([
      ...['simulate', '--port', '0', '--latency-ms', '120000'],
    ]);
    await said(/Ctrl-C ends it/);
    const endpoint = /AWS_ENDPOINT_URL_SAGEMAKER=(\S+)/.exec(out.stdout)?.[1];
    const call = request(endpoint!, { method: 'POST', headers: { expect: '100-continue' } });
    call.on('error', () => undefined);
    call.flushHeaders();
    await once(call, 'continue');
    call.end('{}');
    signal('SIGINT');
    expect(await ended).include({ code: 130, stderr: '' });
  });
});
