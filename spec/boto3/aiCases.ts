import {
  DescribeAIBenchmarkJobCommand,
  DescribeAIRecommendationJobCommand,
  GetScalingConfigurationRecommendationCommand,
  ListAIRecommendationJobsCommand,
  paginateListAIRecommendationJobs,
  type AIRecommendationJobStatus,
  type ListAIRecommendationJobsCommandInput,
  type SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import type { AiRecommendationScript, Simulator } from '../../src/testing/index.js';
import type { BotoAnswer, BotoRequest } from './botoProcess.js';

/** One behaviour of the clients: what each of them makes of the same answer, as short text. */
export interface AiCase {
  readonly what: string;
  /** Makes the simulator behave; faults and behaviours end with the case. */
  readonly given?: (simulator: Simulator) => void;
  readonly js?: readonly [run: (client: SageMakerClient) => Promise<unknown>, seen: unknown];
  readonly boto?: readonly [ask: BotoRequest, seen: (answer: BotoAnswer) => unknown, expected: unknown];
}

/** Number of jobs that the listings of the cases find. */
export const LISTED = 25;
const LISTING = { NameContains: 'listed' };
const LIST = 'list_ai_recommendation_jobs';
const DESCRIBE = 'describe_ai_recommendation_job';

/** The jobs of the cases. */
export const CASE_JOBS: readonly AiRecommendationScript[] = [
  ...Array.from({ length: LISTED }, (_, index) => ({
    name: `listed-${String(index)}`,
    optimizeModel: false,
    instanceTypes: ['ml.g6.xlarge'],
  })),
  { name: 'job', instanceTypes: ['ml.g6.12xlarge'] },
  { name: 'live', live: true },
  { name: 'absent', recommendations: 'absent' },
  { name: 'null', recommendations: 'null' },
  {
    name: 'counts',
    recommendations: ['1', 1].map(InstanceCount => ({ DeploymentConfiguration: { InstanceCount } })),
  },
];

/** The jobs of each page, at most `most` pages. */
async function pagesOf(
  client: SageMakerClient,
  { most = 9, ...settings }: { readonly most?: number; readonly stopOnSameToken?: boolean } = {},
  input: ListAIRecommendationJobsCommandInput = { ...LISTING },
): Promise<unknown[]> {
  const pages: unknown[] = [];
  for await (const page of paginateListAIRecommendationJobs({ client, pageSize: 10, ...settings }, input)) {
    pages.push(page.AIRecommendationJobs?.length);
    if (pages.length >= most) break;
  }
  return pages;
}

/** What becomes of a promise: its error's name, and the status of its answer. */
const failure = async (work: Promise<unknown>): Promise<unknown> => {
  try {
    return await work;
  } catch (error) {
    const { name, $metadata } = error as Error & { $metadata?: { httpStatusCode?: number } };
    return $metadata?.httpStatusCode === undefined ? name : `${name} ${String($metadata.httpStatusCode)}`;
  }
};

const describe = (client: SageMakerClient, name = 'job') =>
  client.send(new DescribeAIRecommendationJobCommand({ AIRecommendationJobName: name }));
const listWith = (input: ListAIRecommendationJobsCommandInput) => (client: SageMakerClient) =>
  failure(client.send(new ListAIRecommendationJobsCommand(input)));
/** A member of the described job, reached by `path`. */
const shown = (path: (job: Shown) => unknown, name?: string) => async (client: SageMakerClient) =>
  path((await describe(client, name)) as unknown as Shown);

const bFull = (config: Record<string, unknown> = { PageSize: 10 }): BotoRequest => ({
  do: 'full',
  operation: LIST,
  args: { ...LISTING, PaginationConfig: config },
});
const bPages: BotoRequest = {
  do: 'pages',
  operation: LIST,
  count: 9,
  args: { ...LISTING, PaginationConfig: { PageSize: 10 } },
};
const bCall = (operation: string, args: object): BotoRequest => ({
  do: 'call',
  operation,
  args: { ...args },
});
const bDescribe = (name = 'job'): BotoRequest => bCall(DESCRIBE, { AIRecommendationJobName: name });
const bPath =
  (path: (job: Shown) => unknown) =>
  ({ result }: BotoAnswer): unknown =>
    path(result as Shown);
/** The error of boto3: a code of the service, or the name of the local refusal. */
const bError = ({ error }: BotoAnswer): unknown => /\((\w+)\)/.exec(error?.message ?? '')?.[1] ?? error?.name;

/** A described job, as far as cases read it. */
interface Shown extends Readonly<Record<string, unknown>> {
  readonly AIRecommendationJobStatus: string;
  readonly CreationTime: unknown;
  readonly Recommendations: readonly {
    readonly OptimizationDetails: readonly { readonly OptimizationType: string }[];
    readonly DeploymentConfiguration: { readonly InstanceType: string; readonly InstanceCount: unknown };
    readonly ExpectedPerformance: readonly { readonly Value?: unknown }[];
  }[];
}
const odd = ({ Recommendations: [first] }: Shown): unknown =>
  first!.ExpectedPerformance.filter(({ Value }) => typeof Value !== 'string').map(
    ({ Value }) => typeof Value,
  );
const keys = (value: unknown): readonly string[] => Object.keys(value as object);

const status = (Status: string): ListAIRecommendationJobsCommandInput => ({
  StatusEquals: Status as AIRecommendationJobStatus,
});

/** What the clients of AWS were seen to do, on answers that no other stand-in for AWS gives. */
export const AI_CASES: readonly AiCase[] = [
  {
    what: '25 jobs in tens',
    js: [client => pagesOf(client), [10, 10, 5]],
    boto: [bPages, ({ pages }) => pages, [10, 10, 5]],
  },
  {
    what: 'a second run on the same objects',
    js: [
      async client => {
        const input = { ...LISTING };
        return [await pagesOf(client, {}, input), await pagesOf(client, {}, input)];
      },
      [[10, 10, 5], [5]],
    ],
    boto: [{ ...bPages, times: 2 }, ({ pages }) => pages, [10, 10, 5, 5]],
  },
  {
    what: 'the same token again and again',
    given: simulator => simulator.fault('repeatedToken', { call: 2 }),
    js: [client => pagesOf(client, { most: 30 }).then(pages => pages.length), 30],
    boto: [bPages, ({ error }) => error?.name, 'PaginationError'],
  },
  {
    what: 'the same token, told to stop: a silent end',
    given: simulator => simulator.fault('repeatedToken', { call: 1 }),
    js: [client => pagesOf(client, { stopOnSameToken: true }).then(pages => pages.length), 2],
  },
  {
    what: 'a success without the list',
    given: simulator => simulator.fault('missingList'),
    js: [client => pagesOf(client).then(pages => pages[0]), undefined],
    boto: [{ ...bFull(), args: {} }, ({ items, error }) => [items, error], [[], null]],
  },
  {
    what: 'an empty page with a token',
    given: simulator => simulator.fault('emptyPage'),
    js: [client => pagesOf(client), [0, 10, 10, 5]],
    boto: [bPages, ({ pages }) => pages, [0, 10, 10, 5]],
  },
  {
    what: 'MaxResults 101',
    js: [listWith({ MaxResults: 101 }), 'ValidationException 400'],
    boto: [bCall(LIST, { MaxResults: 101 }), bError, 'ValidationException'],
  },
  {
    what: 'MaxResults 0',
    js: [listWith({ MaxResults: 0 }), 'ValidationException 400'],
    boto: [bCall(LIST, { MaxResults: 0 }), bError, 'ParamValidationError'],
  },
  {
    what: 'a status in the casing of the first generation',
    js: [listWith(status('COMPLETED')), 'ValidationException 400'],
    boto: [bCall(LIST, { StatusEquals: 'COMPLETED' }), bError, 'ValidationException'],
  },
  {
    what: 'Describe without a name',
    js: [client => failure(describe(client, undefined as never).then(() => 'sent')), 'sent'],
    boto: [bCall(DESCRIBE, {}), bError, 'ParamValidationError'],
  },
  {
    what: 'a name of 64',
    js: [client => failure(describe(client, 'a'.repeat(64))), 'ValidationException 400'],
    boto: [bDescribe('a'.repeat(64)), bError, 'ValidationException'],
  },
  {
    what: 'not found',
    js: [client => failure(describe(client, 'none')), 'ResourceNotFound 400'],
    boto: [bDescribe('none'), bError, 'ResourceNotFound'],
  },
  {
    what: 'a value that is a number comes through',
    given: simulator => {
      simulator.behave({ aiValues: 'number' });
    },
    js: [shown(odd), ['number']],
    boto: [bDescribe(), bPath(odd), ['number']],
  },
  {
    what: 'a value null is missing, silently',
    given: simulator => {
      simulator.behave({ aiValues: 'null' });
    },
    js: [shown(odd), ['undefined']],
    boto: [bDescribe(), bPath(odd), ['undefined']],
  },
  {
    what: 'an unknown status comes as it is',
    given: simulator => {
      simulator.behave({ aiNewer: 'status' });
    },
    js: [shown(job => job.AIRecommendationJobStatus, 'live'), 'Pending'],
    boto: [bDescribe('live'), bPath(job => job.AIRecommendationJobStatus), 'Pending'],
  },
  {
    what: 'an unknown instance type comes as it is',
    given: simulator => {
      simulator.behave({ aiNewer: 'instanceType' });
    },
    js: [shown(job => job.Recommendations[0]!.DeploymentConfiguration.InstanceType), 'ml.p7.48xlarge'],
    boto: [
      bDescribe(),
      bPath(job => job.Recommendations[0]!.DeploymentConfiguration.InstanceType),
      'ml.p7.48xlarge',
    ],
  },
  {
    what: 'an unknown optimization comes as it is',
    given: simulator => {
      simulator.behave({ aiNewer: 'optimization' });
    },
    js: [shown(job => job.Recommendations[0]!.OptimizationDetails[0]!.OptimizationType), 'Quantization'],
    boto: [
      bDescribe(),
      bPath(job => job.Recommendations[0]!.OptimizationDetails[0]!.OptimizationType),
      'Quantization',
    ],
  },
  {
    what: 'no recommendations',
    js: [shown(job => job.Recommendations, 'absent'), undefined],
    boto: [bDescribe('absent'), bPath(job => 'Recommendations' in job), false],
  },
  {
    what: 'recommendations null',
    js: [shown(job => job.Recommendations, 'null'), undefined],
    boto: [bDescribe('null'), bPath(job => 'Recommendations' in job), false],
  },
  {
    what: 'no status',
    given: simulator => simulator.fault('missingRequiredField'),
    js: [shown(job => job.AIRecommendationJobStatus), undefined],
    boto: [bDescribe(), bPath(job => 'AIRecommendationJobStatus' in job), false],
  },
  {
    what: 'times as ISO text',
    given: simulator => {
      simulator.behave({ aiTimes: 'iso' });
    },
    js: [client => failure(describe(client)), 'TypeError 200'],
    boto: [bDescribe(), bPath(job => typeof job.CreationTime), 'number'],
  },
  {
    what: 'a count that is text',
    js: [
      shown(job => job.Recommendations.map(one => one.DeploymentConfiguration.InstanceCount), 'counts'),
      ['1', 1],
    ],
    boto: [
      bDescribe('counts'),
      bPath(job => job.Recommendations.map(one => one.DeploymentConfiguration.InstanceCount)),
      ['1', 1],
    ],
  },
  {
    what: 'unknown members are dropped',
    given: simulator => {
      simulator.behave({ aiNewer: 'fields' });
    },
    js: [shown(job => 'Sustainability' in job), false],
    boto: [bDescribe(), bPath(job => 'Sustainability' in job), false],
  },
  {
    what: 'an unknown member of a union is named',
    given: simulator => {
      simulator.behave({ aiNewer: 'union' });
    },
    js: [shown(job => keys(job['ModelSource'])), ['$unknown']],
    boto: [bDescribe(), bPath(job => keys(job['ModelSource'])), ['SDK_UNKNOWN_MEMBER']],
  },
  {
    what: 'the benchmark of a candidate',
    js: [
      async client => {
        const command = new DescribeAIBenchmarkJobCommand({ AIBenchmarkJobName: 'ai-rec-job-1' });
        return (await client.send(command)).AIBenchmarkJobStatus;
      },
      'Completed',
    ],
    boto: [
      bCall('describe_ai_benchmark_job', { AIBenchmarkJobName: 'ai-rec-job-1' }),
      bPath(job => job['AIBenchmarkJobStatus']),
      'Completed',
    ],
  },
  {
    what: 'a scaling policy of an unknown kind',
    given: simulator => {
      simulator.behave({ scalingAnswer: 'newerPolicies' });
    },
    js: [
      async client => {
        const named = { InferenceRecommendationsJobName: 'classic', RecommendationId: 'classic/1' };
        const answer = await client.send(new GetScalingConfigurationRecommendationCommand(named));
        return answer.DynamicScalingConfiguration?.ScalingPolicies?.flatMap(keys);
      },
      ['TargetTracking', 'TargetTracking', '$unknown'],
    ],
    boto: [
      bCall('get_scaling_configuration_recommendation', {
        InferenceRecommendationsJobName: 'classic',
        RecommendationId: 'classic/1',
      }),
      ({ result }) =>
        (
          result as { DynamicScalingConfiguration: { ScalingPolicies: object[] } }
        ).DynamicScalingConfiguration.ScalingPolicies.flatMap(keys),
      ['TargetTracking', 'TargetTracking', 'SDK_UNKNOWN_MEMBER'],
    ],
  },
];
