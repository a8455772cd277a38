import { expect } from 'chai';
import { readSavedJob } from '../../../src/cli/files/savedJob.js';
import { isFile } from '../../../src/cli/files/isFile.js';
import { checkJobName } from '../../../src/core/jobName.js';
import { fullJob } from '../../support/jobs.js';
import type { Step } from '../../../src/core/step.js';
import { thrown } from '../../support/failure.js';
import { step } from '../../support/steps.js';
import { fullStep } from '../../support/wire.js';
import { descriptionLine, SAVINGS } from './savings.js';

const pending = { ...step('b'), JobName: fullStep.JobName };
/** What JSON.stringify makes of NaN is null, which counts as absent. */
const withoutNaN = (given: Step): Step =>
  JSON.parse(JSON.stringify(given), (name, value: unknown) =>
    value === null ? undefined : name.startsWith('Invocation') ? new Date(value as string) : value,
  ) as Step;
const steps = [fullStep, pending];
const NAME = "'saved.json'";
const fault = (text: string): string => (thrown(() => readSavedJob(text, NAME)) as Error).message;

describe('isFile', () => {
  const exists = (path: string): Promise<boolean> => Promise.resolve(path === 'ai-recommendation-job/saved');
  it('takes a path, a name of a JSON file and the standard input for files', async () => {
    for (const argument of [
      '-',
      'a.json',
      'a.JSON',
      'b.ndjson',
      'c.jsonl',
      './a',
      '/tmp/a',
      'a/b',
      'a\\b',
      '.json',
    ])
      expect(await isFile(argument, { exists }), argument).true;
  });

  it('takes no name of a job for a file', async () => {
    for (const argument of ['json', 'a-json', 'my-job', 'v8', 'ndjson'])
      expect([await isFile(checkJobName(argument), { exists }), argument]).deep.equal([false, argument]);
  });

  it('takes a qualified name for a file where there is one, and an ARN never', async () => {
    const arn = 'arn:aws:sagemaker:eu-west-1:111122223333:ai-recommendation-job/a.json';
    const qualified = [
      'ai-recommendation-job/a',
      'ai-benchmark-job/b',
      'inference-recommendations-job/c',
      arn,
    ];
    for (const argument of qualified) expect(await isFile(argument, { exists }), argument).false;
    for (const argument of [
      'ai-recommendation-job/saved',
      'ai-recommendation-job/a.json',
      'ai-benchmark-job/b/c',
    ])
      expect(await isFile(argument, { exists }), argument).true;
  });
});

describe('readSavedJob', () => {
  for (const [tool, save] of Object.entries(SAVINGS))
    it(`reads what ${tool} saves`, () => {
      const saved = tool.startsWith('JSON.stringify') ? steps.map(withoutNaN) : steps;
      expect(readSavedJob(save(steps), NAME)).deep.equal({
        jobName: fullStep.JobName,
        steps: saved,
        cut: false,
        nulls: tool === 'a list with null items' ? 2 : 0,
      });
    });

  it('leaves a text alone in which NaN stands', () => {
    const named = { ...pending, Status: 'say "NaN": NaN, -Infinity\\' };
    const python = JSON.stringify({ Steps: [fullStep, named] }).replace(
      '"MemoryUtilization":null',
      '"MemoryUtilization": NaN',
    );
    expect(python).contain(': NaN');
    expect(readSavedJob(python, NAME).steps).deep.equal([fullStep, named]);
  });

  it('takes the description of the job beside its steps', () => {
    const job = { ...fullJob, JobName: fullStep.JobName };
    for (const description of [
      descriptionLine(job),
      JSON.stringify(JSON.parse(descriptionLine(job)), null, 4),
    ])
      for (const save of ['stepstream steps --output ndjson', 'aws-cli 1', 'a list with null items']) {
        const text = SAVINGS[save]!(steps);
        for (const both of [description + text, text + description])
          expect(readSavedJob(both, NAME)).deep.include({ jobName: job.JobName, steps, job, cut: false });
      }
  });

  it('knows a part of a listing by the token of its last page', () => {
    const page = { Steps: [fullStep], NextToken: 'more' };
    expect(readSavedJob(JSON.stringify(page), NAME).cut).true;
    expect(readSavedJob(JSON.stringify([page, { ...page, NextToken: null }]), NAME).cut).false;
    expect(readSavedJob(JSON.stringify({ steps: [fullStep], resumeToken: 'more' }), NAME).cut).true;
  });

  const save = /Save the steps with 'stepstream steps JOB --output json', or with 'aws sagemaker /;
  const faults: readonly (readonly [what: string, text: string, message: string | RegExp])[] = [
    ['nothing', ' \n', `FILE: ${NAME} is empty. Save`],
    ['no JSON', 'a,b,c\n', `FILE: ${NAME} is not JSON. Save`],
    ['JSON that breaks off', '{"Steps": [', `FILE: ${NAME} is not JSON`],
    [
      'a line that is no JSON',
      `${JSON.stringify(fullStep)}\n\n{"Ste`,
      `FILE: ${NAME} is not JSON from line 3 on. Save`,
    ],
    [
      'a document that breaks off',
      '{"Steps": []}\n{\n"Steps": [\n',
      `FILE: ${NAME} is not JSON from line 2 on. `,
    ],
    ['a bracket too many', '{"Steps": []}]', `FILE: ${NAME} is not JSON from line 1 on. `],
    [
      'documents with a comma between',
      '{"Steps": []},{"Steps": []}',
      `FILE: ${NAME} is not JSON from line 1 on. `,
    ],
    ['a text that does not end', '{"Steps": []} "St', `FILE: ${NAME} is not JSON from line 1 on. `],
    ['no steps', '{"Steps": []}', `FILE: ${NAME} has no steps. `],
    ['a list of jobs', '{"InferenceRecommendationsJobs": []}', `FILE: ${NAME} holds something else. `],
    ['a number', '5', save],
    [
      'a description alone',
      descriptionLine(fullJob),
      /has the description of a job, and not its steps: .* ten /,
    ],
    [
      'steps of two jobs',
      JSON.stringify([fullStep, { ...pending, JobName: 'other' }]),
      `FILE: ${NAME} is about several jobs: ${fullStep.JobName}, other`,
    ],
    [
      'a time that is none',
      JSON.stringify([
        pending,
        {
          ...fullStep,
          InferenceBenchmark: { ModelConfiguration: {}, InvocationEndTime: 'soon', Metrics: 5 },
        },
      ]),
      `FILE: ${NAME} can't be decoded: steps[1].InferenceBenchmark.Metrics: expected metrics, got 5, and 1 more`,
    ],
  ];
  for (const [what, text, message] of faults)
    it(`says what to do with a file of ${what}`, () => {
      if (typeof message === 'string') expect(fault(text)).contain(message);
      else expect(fault(text)).match(message);
    });
});
