import { expect } from 'chai';
import { toBotoToken } from '../../src/index.js';
import { demoJob, startSimulator, type Simulator } from '../../src/testing/index.js';
import { skip } from '../support/skip.js';
import { runTool, type ToolResult } from '../testing/runTool.js';
import { runCommand, type Ended } from './support/runCommand.js';

const JOB = 'text-classifier-benchmark';
interface Document {
  readonly Steps: readonly unknown[];
  readonly NextToken: string;
}

describe('stepstream beside aws-cli', function () {
  this.timeout(30_000);
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
  /** Python writes NaN, the service and we `"NaN"`. */
  const read = ({ stdout, stderr }: { readonly stdout: string; readonly stderr: string }): unknown => {
    expect(stderr).equal('');
    return JSON.parse(stdout.replace(/: NaN\b/g, ': "NaN"'));
  };

  it('gives the same document for the same flags', async function () {
    const flags = ['--status', 'COMPLETED', '--page-size', '17', '--query', 'Steps[?JobName==`' + JOB + '`]'];
    const [theirs, mine] = await Promise.all([aws(...flags), ours(...flags)]);
    if (theirs.missing) skip(this, 'the AWS CLI is not installed');
    expect(read(mine)).deep.equal(read(theirs)).length(34);
  });

  it('goes on where aws-cli stopped, and the other way round', async function () {
    const max = ['--max-items', '15', '--page-size', '10'];
    const results = await Promise.all([aws(...max), ours(...max)]);
    if (results[0].missing) skip(this, 'the AWS CLI is not installed');
    const [theirs, mine] = results.map(read) as [Document, Document];
    expect(mine.Steps).deep.equal(theirs.Steps);
    const [afterTheirs, afterMine] = (
      await Promise.all([
        ours('--starting-token', theirs.NextToken, '--page-size', '20'),
        aws('--starting-token', toBotoToken(mine.NextToken), '--page-size', '10'),
      ])
    ).map(read) as [Document, Document];
    expect(afterTheirs.Steps).deep.equal(afterMine.Steps).length(25);
  });
});
