import { expect } from 'chai';
import { wantedScaling } from '../../src/cli/scaling/scalingSettings.js';
import { scalingCommands, shellQuoted } from '../../src/cli/scaling/scalingCommands.js';
import type { ScalingAdvice } from '../../src/core/scaling.js';
import { demoJob, startSimulator, type SimulatedCall, type Simulator } from '../../src/testing/index.js';
import { CHILD_LIMIT_MS, runChild } from '../support/child.js';
import { skip } from '../support/skip.js';
import { runTool } from '../testing/runTool.js';
import { runCommand, type Ended } from './support/runCommand.js';

const DEMO = 'text-classifier-benchmark';
const classic = { text: DEMO, named: { kind: 'classic', name: DEMO, jobName: DEMO } } as const;
const HOSTILE = `a'; touch x; '$(id)\`id\`"\u001b[2J\u202e\n`;
const advice: ScalingAdvice = {
  minCapacity: 1,
  maxCapacity: 4,
  scaleInCooldownMs: 300_000,
  scaleOutCooldownMs: 60_000,
  policies: [
    {
      kind: 'targetTracking',
      metric: { kind: 'predefined', type: 'SageMakerVariantInvocationsPerInstance' },
      targetValue: 2060.5,
    },
    {
      kind: 'targetTracking',
      metric: {
        kind: 'customized',
        name: HOSTILE,
        namespace: '/aws/sagemaker/Endpoints',
        statistic: 'Average',
      },
      targetValue: 200,
    },
  ],
  raw: {},
};

describe('the traffic that --scaling asks for', () => {
  it('is --traffic with its headroom at the most, and a tenth of that at the least', () => {
    expect(wantedScaling({ scaling: 'advice', traffic: 9_000 }, classic)?.traffic).deep.equal({
      minPerMinute: 900,
      maxPerMinute: 9_000,
    });
    expect(wantedScaling({ scaling: 'advice', traffic: 9_000, headroom: 0.1 }, classic)?.traffic).deep.equal({
      minPerMinute: 990,
      maxPerMinute: 9_900,
    });
    expect(wantedScaling({ scaling: 'advice', traffic: 0.5 }, classic)?.traffic).deep.equal({
      minPerMinute: 1,
      maxPerMinute: 1,
    });
  });

  it('is what flags say', () => {
    const flags = { scaling: 'aws-cli', traffic: 10, scalingMin: 5, scalingMax: 50, scalingCpu: 60 } as const;
    expect(wantedScaling(flags, classic)?.traffic).deep.equal({
      minPerMinute: 5,
      maxPerMinute: 50,
      targetCpuPercent: 60,
    });
  });
});

describe('the commands of --scaling=aws-cli', function () {
  this.timeout(CHILD_LIMIT_MS);
  const account = { region: 'eu-west-1' };
  const { commands } = scalingCommands({ advice, account });
  /** The words of a command, as a shell reads them. */
  const wordsOf = async (command: string): Promise<readonly string[]> => {
    const { stdout } = await runChild('sh', ['-c', `printf '%s\\0' ${command}`], {});
    return stdout.split('\0').slice(0, -1);
  };

  it('are whole for a shell, whatever the service sends', async () => {
    const [register, ...policies] = await Promise.all(commands.map(wordsOf));
    expect(register).deep.equal([
      ...['aws', 'application-autoscaling', 'register-scalable-target', '--region', 'eu-west-1'],
      ...['--service-namespace', 'sagemaker', '--resource-id', 'endpoint/ENDPOINT_NAME/variant/VARIANT_NAME'],
      ...['--scalable-dimension', 'sagemaker:variant:DesiredInstanceCount'],
      ...['--min-capacity', '1', '--max-capacity', '4'],
    ]);
    const configurations = policies.map(words => JSON.parse(words.at(-1)!) as unknown);
    const pauses = { ScaleOutCooldown: 60, ScaleInCooldown: 300 };
    expect(configurations).deep.equal([
      {
        TargetValue: 2060.5,
        PredefinedMetricSpecification: { PredefinedMetricType: 'SageMakerVariantInvocationsPerInstance' },
        ...pauses,
      },
      {
        TargetValue: 200,
        CustomizedMetricSpecification: {
          MetricName: HOSTILE,
          Namespace: '/aws/sagemaker/Endpoints',
          Dimensions: [
            { Name: 'EndpointName', Value: 'ENDPOINT_NAME' },
            { Name: 'VariantName', Value: 'VARIANT_NAME' },
          ],
          Statistic: 'Average',
        },
        ...pauses,
      },
    ]);
    expect(commands.join('')).match(/^[\n -~]*$/);
    const names = policies.map(words => words[words.indexOf('--policy-name') + 1]);
    expect(new Set(names)).property('size', 2);
    for (const name of names) expect(name).match(/^[\w-]{1,256}$/);
  });

  it('are what aws-cli takes', async function () {
    // aws-cli checks its input, and calls nothing.
    const [register, , policy] = commands.map(command => `${command} --generate-cli-skeleton output`);
    const ended = await Promise.all([register, policy].map(command => runTool('sh', ['-c', command!])));
    if (ended.some(({ missing }) => missing)) skip(this, 'the AWS CLI is not installed');
    expect(ended.map(({ stderr, code }) => [stderr, code])).deep.equal([
      ['', 0],
      ['', 0],
    ]);
    expect(JSON.parse(ended[1]!.stdout)).property('PolicyARN');
  });

  it('name what AWS leaves open, and what has no command', () => {
    const { minCapacity: _, ...partial } = advice;
    const unknown = { kind: 'unknown', received: { Predictive: { Mode: 'Forecast' } } } as const;
    const [predefined] = advice.policies;
    const policies = [predefined!, unknown, predefined!];
    const made = scalingCommands({
      advice: { ...partial, minCapacity: undefined, scaleInCooldownMs: undefined, policies },
      account: {},
    });
    expect(made.placeholders).deep.equal(['ENDPOINT_NAME', 'VARIANT_NAME', 'MIN_CAPACITY']);
    expect(made.unknown).deep.equal([unknown.received]);
    expect(made.commands).length(3);
    expect(made.commands[0]).contain('--min-capacity MIN_CAPACITY').not.contain('--region');
    expect(made.commands[1]).not.contain('ScaleInCooldown');
    expect(made.commands[2]).match(/--policy-name \S+-2 /);
  });

  it('have each text as one word', async () => {
    for (const text of ['plain', '', "it's", HOSTILE.replace(/\0/g, ''), '-x', '~', '*'])
      expect(await wordsOf(shellQuoted(text)), text).deep.equal([text]);
  });
});

describe('stepstream best --scaling', () => {
  const REALTIME = [DEMO, '--traffic', '4000', '--instances', 'ml.inf1.xlarge'];
  let simulator: Simulator;
  let calls: SimulatedCall[];
  beforeEach(() => {
    calls = [];
  });
  const start = async (options: Parameters<typeof startSimulator>[0] = {}): Promise<void> => {
    simulator = await startSimulator({
      speed: 0,
      jobs: [demoJob(), { name: 'live', steps: 30, live: true }],
      aiJobs: [{ name: 'nightly' }],
      onCall: call => calls.push(call),
      ...options,
    });
  };
  afterEach(() => simulator.close());
  const run = (...args: readonly string[]): Promise<Ended> =>
    runCommand(['best', ...args], { endpoint: simulator.endpoint });

  it('prints the advice beside the pick, and why it is another one than that of a month', async () => {
    await start();
    const { code, stdout, stderr } = await run(DEMO, '--traffic', '90000', '--scaling', '--output', 'table');
    expect([code, stderr]).deep.equal([0, '']);
    expect(stdout)
      .match(/^Cheapest per month at 90000 .*, 6 instances with /)
      .match(/^Scaling, as AWS advises for 9000 to 90000 invocations a minute:$/m)
      .match(/^ {2}2 instances at least, 11 instances at most$/m)
      .match(
        /^AWS advises 11 at most, and the month above is planned with 6: AWS keeps each instance at 8776\.5 /m,
      )
      .not.contain('aws application-autoscaling');
    expect(calls.find(({ operation }) => operation.startsWith('GetScaling'))?.input).deep.include({
      InferenceRecommendationsJobName: DEMO,
      ScalingPolicyObjective: { MinInvocationsPerMinute: 9_000, MaxInvocationsPerMinute: 90_000 },
    });
    const agreed = await run(...REALTIME, '--scaling', '--output', 'table');
    expect(agreed.stdout)
      .match(/^ {2}1 instance at least, 1 instance at most$/m)
      .not.match(/^AWS advises/m);
  });

  it('has the commands in the table and in JSON', async () => {
    await start();
    const flags = [
      DEMO,
      '--by',
      'latency',
      '--scaling=aws-cli',
      '--scaling-max',
      '500',
      '--scaling-cpu',
      '60%',
    ];
    const [table, json] = await Promise.all([
      run(...flags, '--output', 'table'),
      run(...flags, '--output', 'json', '--query', 'scaling'),
    ]);
    expect(table.stdout.match(/^aws application-autoscaling \S+ \\$/gm)).length(3);
    expect(table.stdout).match(
      /^For aws-cli\. Put in the names of your endpoint .* ENDPOINT_NAME and VARIANT_NAME:$/m,
    );
    const scaling = JSON.parse(json.stdout) as { readonly commands: readonly string[] };
    expect(scaling)
      .include({ minPerMinute: 50, maxPerMinute: 500, targetCpuPercent: 60 })
      .not.property('raw');
    expect(scaling.commands).length(3);
    expect(table.stdout).contain(scaling.commands[2]);
  });

  it('says what AWS leaves out or adds', async () => {
    await start({ behaviours: { scalingAnswer: 'newerPolicies' } });
    const newer = await run(...REALTIME, '--scaling=aws-cli', '--output', 'table');
    expect(newer.stdout)
      .match(/^ {2}a policy of a kind that isn't known: \{"/m)
      .match(/^Without a command: \{"/m);
    await simulator.close();
    await start({ behaviours: { scalingAnswer: 'partial' } });
    const partial = await run(...REALTIME, '--scaling', '--output', 'table');
    expect(partial.code).equal(0);
    expect(partial.stdout).match(/^Scaling, as AWS advises [^\n]*\n {2}\S/m);
  });

  it('gives the pick all the same where AWS has no advice for it', async () => {
    await start();
    const { code, stdout, stderr } = await run(
      ...[DEMO, '--instances', 'ml.c5.xlarge', '--traffic', '100', '--scaling', '--output', 'table'],
    );
    expect(code).equal(2);
    expect(stdout).match(/^Cheapest per month .* ml\.c5\.xlarge /);
    expect(stderr).match(
      /AWS gives no advice on scaling for ml\.c5\.xlarge .*, ten at most, .*: Could not find recomm/,
    );
  });

  const refused: readonly (readonly [line: RegExp, ...args: string[]])[] = [
    [/--scaling: needs --traffic too/, DEMO, '--scaling'],
    [/--scaling-max: needs --scaling too/, DEMO, '--scaling-max', '5'],
    [
      /--scaling-max: must not be below --scaling-min/,
      DEMO,
      '--traffic',
      '5',
      '--scaling',
      '--scaling-min',
      '9',
    ],
    [/argument '101' is invalid.*from 1 to 100/, DEMO, '--traffic', '5', '--scaling', '--scaling-cpu', '101'],
    [/--scaling: goes with classic jobs/, 'ai-recommendation-job/nightly', '--traffic', '5', '--scaling'],
    [/--scaling: asks AWS about a job of the account/, 'saved.json', '--traffic', '5', '--scaling'],
    [/--scaling: has no place in CSV/, DEMO, '--traffic', '5', '--scaling', '--output', 'csv'],
  ];
  it('refuses with 2 what AWS advises nothing on, before any call', async () => {
    await start();
    for (const [line, ...args] of refused) {
      const { code, stderr } = await run(...args);
      expect([code, calls], args.join(' ')).deep.equal([2, []]);
      expect(stderr).match(line);
    }
  });

  it('refuses serverless picks, and those of a job that runs, before the call for advice', async () => {
    await start();
    simulator.advance(1_500_000);
    const [serverless, live] = await Promise.all([
      run(DEMO, '--endpoint', 'serverless', '--traffic', '100', '--scaling'),
      run('live', '--partial', '--traffic', '100', '--scaling'),
    ]);
    expect([serverless.code, serverless.stdout, live.code, live.stdout]).deep.equal([2, '', 2, '']);
    expect(serverless.stderr).match(/the pick is serverless .*, which scales by itself; --endpoint realtime/);
    expect(live.stderr).match(
      /--scaling: job 'live' is IN_PROGRESS: AWS advises on jobs that have completed\n$/,
    );
    expect(calls.some(({ operation }) => operation.startsWith('GetScaling'))).false;
  });
});
