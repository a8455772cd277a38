import { expect } from 'chai';
import { CHILD_LIMIT_MS } from '../support/child.js';
import { toBotoToken, toFullResult } from '../../src/index.js';
import { startAwsCli, type AwsCli } from '../testing/awsCli.js';
import type { ToolResult } from '../testing/runTool.js';
import { simulated, type Simulated } from '../support/simulated.js';
import { skip } from '../support/skip.js';
import { numbered, numbers, SIZE } from './numbered.js';

const JOB = 'known-behaviours';

describe('paging: tokens of aws-cli, and ours for aws-cli', function () {
  this.timeout(CHILD_LIMIT_MS);
  let cli: AwsCli | undefined;
  before(async function () {
    cli = await startAwsCli();
    if (cli === undefined) skip(this, 'the AWS CLI is not installed');
  });
  after(() => cli?.close());

  it('go from one to the other', async () => {
    await simulated({ speed: 0, jobs: [{ name: JOB, steps: numbered(SIZE) }] }, async all => {
      const { recommender } = all;
      const [cut, byPage] = await Promise.all([
        aws(all, '--page-size', '10', '--max-items', '15'),
        aws(all, '--page-size', '10', '--query', 'length(Steps)', '--output', 'text'),
      ]);
      const { Steps, NextToken } = read(cut);
      expect(numbers(Steps)).to.equal('0-14');
      // With text as output, aws-cli's query sees a page at a time.
      expect(byPage.stdout.trim().split(/\s+/), byPage.stderr).to.deep.equal(['10', '10', '10', '5']);

      // Theirs to ours, with another page size.
      const rest = await toFullResult(recommender.steps$(JOB, { startingToken: NextToken!, pageSize: 3 }));
      expect(numbers(rest.steps)).to.equal('15-34');

      // Ours to theirs, with the same page size; with another one aws-cli repeats two items.
      const { resumeToken } = await toFullResult(recommender.steps$(JOB, { pageSize: 10, maxItems: 15 }));
      const token = toBotoToken(resumeToken)!;
      const [same, other] = await Promise.all([
        aws(all, '--starting-token', token, '--page-size', '10', '--max-items', '12'),
        aws(all, '--starting-token', token, '--page-size', '3'),
      ]);
      expect(numbers(read(same).Steps)).to.equal('15-26');
      expect(numbers(read(other).Steps), 'aws-cli').to.equal('13-34');

      // And theirs to ours once more.
      const end = await toFullResult(recommender.steps$(JOB, { startingToken: read(same).NextToken! }));
      expect(numbers(end.steps)).to.equal('27-34');
    });
  });

  const aws = ({ simulator }: Simulated, ...args: readonly string[]): Promise<ToolResult> => {
    const command = ['sagemaker', 'list-inference-recommendations-job-steps', '--job-name', JOB];
    const output = args.includes('--output') ? [] : ['--output', 'json'];
    return cli!.run(...command, '--endpoint-url', simulator.endpoint, ...output, ...args);
  };
  const read = ({
    stdout,
    stderr,
  }: ToolResult): { readonly Steps: readonly unknown[]; readonly NextToken?: string } => {
    expect(stdout, stderr).not.to.equal('');
    return JSON.parse(stdout) as ReturnType<typeof read>;
  };
});
