import { expect } from 'chai';
import { CHILD_LIMIT_MS } from '../support/child.js';
import { toBotoToken } from '../../src/index.js';
import { demoJob, startSimulator, type Simulator } from '../../src/testing/index.js';
import { BARE } from '../support/environment.js';
import { skip } from '../support/skip.js';
import { runTool, type ToolResult } from '../testing/runTool.js';
import { runCommand, startCommand, type Ended } from './support/runCommand.js';

const JOB = 'text-classifier-benchmark';
interface Document {
  readonly Steps: readonly unknown[];
  readonly NextToken: string;
}

describe('stepstream beside aws-cli', function () {
  this.timeout(CHILD_LIMIT_MS);
  let simulator: Simulator;
  before(async () => {
    simulator = await startSimulator({ speed: 0, jobs: [demoJob()] });
  });
  after(() => simulator.close());

  const aws = (...flags: readonly string[]): Promise<ToolResult> => {
    const command = [
      'sagemaker',
      'list-inference-recommendations-job-steps',
      '--job-name',
      JOB,
      '--output',
      'json',
    ];
    return runTool('aws', [...command, '--endpoint-url', simulator.endpoint, ...flags]);
  };
  const ours = (...flags: readonly string[]): Promise<Ended> =>
    runCommand(['steps', '--job-name', JOB, '--output', 'json', ...flags], { endpoint: simulator.endpoint });
  const read = ({ stdout, stderr }: { readonly stdout: string; readonly stderr: string }): unknown => {
    expect(stderr).equal('');
    return JSON.parse(stdout);
  };

  // Two runs of aws-cli show it all, as each takes most of a second of a processor.
  it('gives the same document for the same flags, goes on where aws-cli stopped and the other way round, and compares with what aws-cli has written', async function () {
    const first = ['--status', 'COMPLETED', '--max-items', '15', '--page-size', '10'];
    const firsts = await Promise.all([aws(...first), ours(...first)]);
    if (firsts[0].missing) skip(this, 'the AWS CLI is not installed');
    const [theirs, mine] = firsts.map(read) as [Document, Document];
    expect(mine.Steps).deep.equal(theirs.Steps).length(15);
    const rest = ['--status', 'COMPLETED', '--query', 'Steps[?JobName==`' + JOB + '`]', '--starting-token'];
    const [afterTheirs, afterMine] = (
      await Promise.all([
        // aws-cli 1 gives times as they are on the wire.
        ours(...rest, theirs.NextToken, '--page-size', '20', '--timestamps', 'epoch'),
        aws(...rest, toBotoToken(mine.NextToken), '--page-size', '10'),
      ])
    ).map(read);
    expect(afterTheirs).deep.equal(afterMine).length(19);

    const saved = await runCommand(['compare', JOB, '-', '--partial', '--output', 'table'], {
      endpoint: simulator.endpoint,
      stdin: firsts[0].stdout,
    });
    expect(saved.stderr).equal(
      'stepstream: the standard input is a part of a listing: it ends with a token: only the steps that it has count\n',
    );
    expect(saved.stdout).match(/\nPassed: 15 configurations compared /);
  });

  it("takes the recipe of 'simulate' as it is printed", async function () {
    const { out, said, ended, signal } = await startCommand(['simulate', '--port', '0']);
    await said(/Ctrl-C ends it/);
    const [exports, command] = [/^ +export .*$/gm, /^ +aws-cli +(aws .*)$/gm].map(pattern =>
      [...out.stdout.matchAll(pattern)].map(([line, recipe = line]) => recipe),
    );
    expect([exports!.length, command!.length]).deep.equal([2, 1]);
    // aws-cli before 1.29 and 2.13, such as that of Debian 12, reads no endpoint in the environment.
    const lines = [...exports!, 'unset AWS_ENDPOINT_URL_SAGEMAKER', ...command!];
    const env = Object.fromEntries(Object.entries({ ...process.env, ...BARE }).filter(([, value]) => value));
    const { missing, stdout, stderr } = await runTool('sh', ['-ec', lines.join('\n')], { env });
    signal('SIGINT');
    await ended;
    if (missing) skip(this, 'the AWS CLI is not installed');
    expect(stderr).equal('');
    expect((JSON.parse(stdout) as Document).Steps).length(40);
  });
});
