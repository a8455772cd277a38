import { expect } from 'chai';
import fc from 'fast-check';
import { decodeStep } from '../../../src/decode/decodeStep.js';
import { failureCause } from '../../../src/operators/failures/failureCause.js';
import { stepKey, configurationKey } from '../../../src/core/keys.js';
import type { Redaction } from '../../../src/testing/index.js';
import reasons from '../../fixtures/failureReasons.json' with { type: 'json' };
import { failure } from '../../support/failure.js';
import { runs } from '../../support/runs.js';
import { answersOf, linesOf, parsedCalls, type Scripted } from './recorded.js';

const STEPS = 'ListInferenceRecommendationsJobSteps';
const DESCRIBE = 'DescribeInferenceRecommendationsJob';

/** What is private in an answer. Each is long enough that it can't be found by chance. */
interface Private {
  readonly account: string;
  readonly role: string;
  readonly bucket: string;
  readonly key: string;
  readonly value: string;
  readonly text: string;
  readonly accessKey: string;
  readonly token: string;
}

const digits = (count: number): fc.Arbitrary<string> =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: count, maxLength: count }).map(list => list.join(''));
const word = (prefix: string): fc.Arbitrary<string> =>
  fc.stringMatching(/^[a-z0-9]{6,10}$/).map(random => `${prefix}-${random}`);

const PRIVATE: fc.Arbitrary<Private> = fc.record({
  account: digits(11).map(rest => `7${rest}`),
  role: word('Zrole'),
  bucket: word('zbucket'),
  key: word('zkey').map(name => `models/${name}/model.tar.gz`),
  value: word('zvalue').map(text => `${text}/é "quoted" ${text}`),
  text: word('ztext').map(text => `the model of ${text} failed`),
  accessKey: digits(10).map(
    rest => `AKIAZZZZZZ${rest.replace(/\d/g, digit => 'ABCDEFGHIJ'.charAt(Number(digit)))}`,
  ),
  token: fc.stringMatching(/^[A-Za-z0-9]{24}$/).map(token => `ZT${token}`),
});

/** Ways in which what is private can stand in an answer: an answer of some operation, some of it in members that AWS may add. */
const shapes: readonly ((its: Private) => Scripted)[] = [
  its => ({
    operation: DESCRIBE,
    input: { JobName: 'my-job' },
    answer: {
      JobName: 'my-job',
      RoleArn: `arn:aws:iam::${its.account}:role/service-role/${its.role}`,
      JobArn: `arn:aws:sagemaker:eu-west-1:${its.account}:inference-recommendations-job/my-job`,
      JobDescription: `${its.text}, see s3://${its.bucket}/${its.key}`,
      OutputConfig: {
        KmsKeyId: `${its.account}/${its.text}`,
        CompiledOutputConfig: { S3OutputUri: `s3://${its.bucket}/${its.key}` },
      },
      FailureReason: `User: arn:aws:sts::${its.account}:assumed-role/${its.role}/session-of-${its.role} may not`,
    },
  }),
  its => ({
    operation: STEPS,
    input: { JobName: 'my-job', NextToken: its.token },
    answer: {
      Steps: [
        {
          JobName: 'my-job',
          StepType: 'BENCHMARK',
          Status: 'FAILED',
          InferenceBenchmark: {
            FailureReason: its.text,
            ModelConfiguration: {
              EnvironmentParameters: [{ Key: 'MODEL', ValueType: 'String', Value: its.value }],
            },
          },
        },
      ],
      NextToken: `${its.token}next`,
    },
  }),
  its => ({
    operation: DESCRIBE,
    input: { JobName: 'my-job' },
    answer: {
      JobName: `job-of-${its.account}`,
      Newer: {
        [`arn:aws:s3:::${its.bucket}/${its.key}`]: [its.text, { Owner: Number(its.account) }],
        Account: its.account,
      },
      Link: `https://${its.bucket}.s3.eu-west-1.amazonaws.com/${its.key}?X-Amz-Credential=${its.accessKey}%2F2026&X-Amz-Signature=${'ab12'.repeat(16)}`,
      Encoded: encodeURIComponent(`s3://${its.bucket}/${its.key} ${its.role} ${its.account}`),
      RoleArn: `arn:aws:iam::${its.account}:role/${its.role}`,
    },
  }),
  its => ({
    operation: STEPS,
    input: { JobName: 'my-job', NextToken: its.token },
    answer: Object.assign(new Error(`Invalid NextToken ${its.token}: ${its.text} of ${its.accessKey}`), {
      name: 'ValidationException',
      $metadata: { httpStatusCode: 400 },
    }),
  }),
];

/** Any number of calls, each about one of two accounts. */
const CALLS = fc
  .tuple(PRIVATE, PRIVATE)
  .chain(both =>
    fc.tuple(
      fc.constant(both),
      fc.array(fc.tuple(fc.nat(shapes.length - 1), fc.nat(1)), { minLength: 1, maxLength: 6 }),
    ),
  )
  .map(([both, picks]) => ({ both, calls: picks.map(([shape, whose]) => shapes[shape]!(both[whose]!)) }));

/** The text of a recording in all the spellings in which a value can hide. */
function spellings(lines: readonly string[]): string {
  const text = lines.join('');
  const unescaped = [1, 2].reduce(plain => plain.replaceAll(/\\(["\\/])/g, '$1'), text);
  const decoded = unescaped.replaceAll(/(?:%[0-9a-f]{2})+/gi, run => decodeURIComponent(run));
  return `${text}\n${unescaped}\n${decoded}`;
}

const AT_ANY_RATE = ['accessKey', 'token'] as const;

describe('redaction', () => {
  it('leaves no original in any answer, in any spelling', async () => {
    await fc.assert(
      fc.asyncProperty(CALLS, async ({ both, calls }) => {
        const text = spellings(await linesOf(calls));
        for (const its of both)
          for (const [kind, original] of Object.entries(its) as [string, string][])
            expect(text.includes(original), `${kind} ${original} in ${text}`).equal(false);
      }),
      { numRuns: runs(25, 1_500) },
    );
  });

  it('leaves no credential, signature and token, even where nothing else is replaced', async () => {
    await fc.assert(
      fc.asyncProperty(CALLS, async ({ both, calls }) => {
        const text = spellings(await linesOf(calls, false));
        for (const its of both)
          for (const kind of AT_ANY_RATE) expect(text.includes(its[kind]), kind).equal(false);
        expect(text).not.include('ab12'.repeat(16));
      }),
      { numRuns: runs(15, 1_000) },
    );
  });

  it('leaves what is kept free of what is replaced: texts without the account, its roles and its buckets', async () => {
    await fc.assert(
      fc.asyncProperty(PRIVATE, async its => {
        const calls = [shapes[0]!(its), shapes[2]!(its)];
        const text = spellings(await linesOf(calls, { texts: false }));
        for (const kind of ['account', 'role', 'bucket', 'key'] as const)
          expect(text.includes(its[kind]), `${kind} in ${text}`).equal(false);
        expect(text).include(its.text);
      }),
      { numRuns: runs(10, 500) },
    );
  });

  it('has the same stand-in for the same value, another one for another, and keeps what can be decoded', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(4), fc.nat(3), fc.nat(3)), { minLength: 2 }), async picks => {
        const steps = picks.map(([value, text, type], i) => ({
          JobName: 'my-job',
          StepType: 'BENCHMARK',
          Status: ['COMPLETED', 'FAILED', 'NEWER_STATUS'][text % 3],
          InferenceBenchmark: {
            ...(text > 0 && { FailureReason: `reason ${text}` }),
            EndpointConfiguration: {
              EndpointName: `sm-epc-${i}`,
              VariantName: 'v',
              InstanceType: `ml.x${type}.large`,
            },
            ModelConfiguration: {
              EnvironmentParameters: [{ Key: 'A', ValueType: 'String', Value: `${value}` }],
            },
            Metrics: { CostPerHour: 'NaN', ModelLatency: type },
          },
        }));
        const [answer] = answersOf(await linesOf([{ operation: STEPS, answer: { Steps: steps } }]));
        const before = steps.map(step => rightOf(decodeStep(step)));
        const after = (answer!['Steps'] as unknown[]).map(step => rightOf(decodeStep(step)));
        expect(after.map(step => stepKey(step))).deep.equal(before.map(step => stepKey(step)));
        const groups = (keys: readonly string[]): number[] => keys.map(key => keys.indexOf(key));
        expect(groups(after.map(configurationKey))).deep.equal(groups(before.map(configurationKey)));
        const reasonsOf = (list: typeof before): string[] =>
          list.map(step => step.InferenceBenchmark?.FailureReason ?? '');
        expect(groups(reasonsOf(after))).deep.equal(groups(reasonsOf(before)));
        expect(after.map(({ Status }) => Status)).deep.equal(before.map(({ Status }) => Status));
      }),
      { numRuns: runs(10, 500) },
    );
  });

  it('keeps the shapes of ARNs, accounts and URLs', async () => {
    const [answer] = answersOf(
      await linesOf([
        {
          operation: DESCRIBE,
          answer: {
            RoleArn: 'arn:aws-cn:iam::712345678901:role/path/Role',
            JobArn: 'arn:aws-cn:sagemaker:cn-north-1:712345678901:inference-recommendations-job/my-job',
            InputConfig: {
              ModelPackageVersionArn: 'arn:aws:sagemaker:eu-west-1:798765432109:model-package/acme/3',
              ContainerConfig: { PayloadConfig: { SamplePayloadUrl: 's3://acme-data/in/sample.tar.gz' } },
            },
            Newer: 712345678901,
          },
        },
      ]),
    );
    expect(answer).deep.equal({
      RoleArn: 'arn:aws-cn:iam::100000000001:role/role-1',
      JobArn: 'arn:aws-cn:sagemaker:cn-north-1:100000000001:inference-recommendations-job/arn-1',
      InputConfig: {
        ModelPackageVersionArn: 'arn:aws:sagemaker:eu-west-1:100000000002:model-package/arn-2',
        ContainerConfig: { PayloadConfig: { SamplePayloadUrl: 's3://bucket-1/key-1' } },
      },
      Newer: 100000000001,
    });
  });

  it('keeps the words by which failures and errors are told apart', async () => {
    const steps = reasons.map(({ reason }) => ({ InferenceBenchmark: { FailureReason: reason } }));
    const lines = await linesOf([{ operation: STEPS, answer: { Steps: steps } }]);
    const kept = (answersOf(lines)[0]!['Steps'] as typeof steps).map(
      step => step.InferenceBenchmark.FailureReason,
    );
    expect(kept.map(failureCause)).deep.equal(reasons.map(({ reason }) => failureCause(reason)));
  });

  it('knows what a later member says of an earlier one', async () => {
    const answer = {
      JobName: 'job-of-acme-reader',
      RoleArn: 'arn:aws:iam::712345678901:role/acme-reader',
    };
    const [read] = answersOf(await linesOf([{ operation: DESCRIBE, answer }]));
    expect(read).deep.equal({ JobName: 'job-of-role-1', RoleArn: 'arn:aws:iam::100000000001:role/role-1' });
  });

  it('knows a signature and keys by their form alone, and leaves the digest of an image', async () => {
    const [signature, digest] = ['0123456789abcdef'.repeat(4), 'fedcba9876543210'.repeat(4)];
    const secret = `aB3${'xY7+'.repeat(9)}z`;
    const session = `IQoJ${'b3JpZ2luX2Vj'.repeat(12)}==`;
    const text = `got ${signature}, of ${secret} and ${session}; image x@sha256:${digest}`;
    const [read] = answersOf(
      await linesOf([{ operation: DESCRIBE, answer: { FailureReason: text } }], false),
    );
    expect(read).deep.equal({
      FailureReason: `got secret-1, of secret-3 and secret-2; image x@sha256:${digest}`,
    });
  });

  it('knows secrets by the names beside them, short ones and those of JSON in a text included', async () => {
    const answer = {
      DbPassword: 'abc',
      JobDescription: 'of abc',
      Newer: '{"hf_token":"hf_short1","n":1}',
      Url: 'https://me:pass1@example.com/',
    };
    const [read] = answersOf(await linesOf([{ operation: DESCRIBE, answer }], false));
    expect(read).deep.equal({
      DbPassword: 'secret-3',
      JobDescription: 'of abc',
      Newer: '{"hf_token":"secret-1","n":1}',
      Url: 'https://secret-2@example.com/',
    });
  });

  it('takes no status, metric or figure for a variable that has the same value', async () => {
    const answer = {
      Steps: [
        {
          Status: 'COMPLETED',
          StepType: 'BENCHMARK',
          InferenceBenchmark: {
            EndpointConfiguration: { InstanceType: 'ml.c5.xlarge' },
            ModelConfiguration: {
              EnvironmentParameters: [
                { Key: 'A', ValueType: 'String', Value: 'COMPLETED' },
                { Key: 'B', ValueType: 'String', Value: 'ml.c5.xlarge' },
                { Key: 'API_TOKEN', ValueType: 'String', Value: 'BENCHMARK' },
              ],
            },
          },
        },
      ],
    };
    const [{ Steps: [step] = [] } = {}] = answersOf(await linesOf([{ operation: STEPS, answer }])) as {
      Steps?: typeof answer.Steps;
    }[];
    expect(step).deep.equal({
      Status: 'COMPLETED',
      StepType: 'BENCHMARK',
      InferenceBenchmark: {
        EndpointConfiguration: { InstanceType: 'ml.c5.xlarge' },
        ModelConfiguration: {
          EnvironmentParameters: [
            { Key: 'A', ValueType: 'String', Value: 'value-1' },
            { Key: 'B', ValueType: 'String', Value: 'value-2' },
            { Key: 'API_TOKEN', ValueType: 'String', Value: 'secret-1' },
          ],
        },
      },
    });
  });

  it('replaces names where it is asked to, and says in the first line what is replaced', async () => {
    const calls = [
      {
        operation: DESCRIBE,
        input: { JobName: 'acme-job' },
        answer: { JobName: 'acme-job', JobType: 'Default' },
      },
    ];
    const lines = await linesOf(calls, { names: true, arns: false });
    expect(parsedCalls(lines)[0])
      .include({ body: '{"JobName":"name-1","JobType":"Default"}' })
      .and.deep.include({ input: { JobName: 'name-1' } });
    expect(JSON.parse(lines[0]!)).deep.equal({
      format: 'stepstream-recording',
      version: 1,
      redacted: ['accounts', 'roles', 'buckets', 'environment', 'texts', 'names'],
    });
  });

  for (const [redact, message] of [
    [{ colour: true }, 'redact.colour: is none of the kinds accounts, arns, '],
    [{ texts: 1 }, 'redact.texts: must be true or false'],
    ['no', 'redact: must be true, false, or an object of kinds'],
  ] as const)
    it(`refuses ${JSON.stringify(redact)}`, async () => {
      const error = await failure(linesOf([], redact as unknown as Redaction));
      expect(error).property('message').include(message);
    });
});

function rightOf<T>(either: { readonly _tag: string; readonly right?: T }): T {
  expect(either._tag).equal('Right');
  return either.right!;
}
