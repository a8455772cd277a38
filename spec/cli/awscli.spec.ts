import { expect } from 'chai';
import { demoJob, startSimulator, type Simulator } from '../../src/testing/index.js';
import { toBotoToken } from '../../src/index.js';
import { skip } from '../support/skip.js';
import { runTool, type ToolResult } from '../testing/runTool.js';
import { runCommand } from './support/runCommand.js';

const JOB = 'text-classifier-benchmark';
interface Document {
  readonly Steps: readonly unknown[];
  readonly NextToken: string;
}

describe('stepstream beside aws-cli', function () {
  this.timeout(30_000);
  let simulator: Simulator | undefined;
  before(async function () {
    const { missing } = await runTool('aws', ['--version']);
    if (missing) skip(this, 'the AWS CLI is not installed');
    simulator = await startSimulator({ speed: 0, jobs: [demoJob()] });
  });
  after(() => simulator?.close());

  async function aws(...flags: readonly string[]): Promise<unknown> {
    const command = [
      'sagemaker',
      'list-inference-recommendations-job-steps',
      '--job-name',
      JOB,
      '--output',
      'json',
    ];
    const result: ToolResult = await runTool('aws', [
      ...command,
      '--endpoint-url',
      simulator!.endpoint,
      ...flags,
    ]);
    expect(result.stderr).equal('');
    return parse(result.stdout);
  }
  async function ours(...flags: readonly string[]): Promise<unknown> {
    const args = ['steps', '--job-name', JOB, '--output', 'json', ...flags];
    const { stdout, stderr } = await runCommand(args, { endpoint: simulator!.endpoint });
    expect(stderr).equal('');
    return parse(stdout);
  }
  /** Python writes NaN, the service and we `"NaN"`. */
  const parse = (text: string): unknown => JSON.parse(text.replace(/: NaN\b/g, ': "NaN"'));

  it('gives the same document for the same flags', async () => {
    for (const flags of [
      ['--status', 'COMPLETED', '--page-size', '17'],
      ['--query', 'Steps[?Status==`FAILED`]'],
    ]) {
      const [theirs, mine] = await Promise.all([aws(...flags), ours(...flags)]);
      expect(mine).deep.equal(theirs);
    }
  });

  it('goes on where aws-cli stopped, and the other way round', async () => {
    const max = ['--max-items', '15', '--page-size', '10'];
    const [theirs, mine, whole] = (await Promise.all([aws(...max), ours(...max), ours()])) as [
      Document,
      Document,
      Document,
    ];
    expect(mine.Steps).deep.equal(theirs.Steps);
    const [afterTheirs, afterMine] = (await Promise.all([
      ours('--starting-token', theirs.NextToken, '--page-size', '20'),
      aws('--starting-token', toBotoToken(mine.NextToken), '--page-size', '10'),
    ])) as [Document, Document];
    expect([...theirs.Steps, ...afterTheirs.Steps]).deep.equal(whole.Steps);
    expect([...mine.Steps, ...afterMine.Steps]).deep.equal(whole.Steps);
  });
});
