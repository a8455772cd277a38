import { expect } from 'chai';
import { fakeRecommender, type FakeRecommender, type SimulationOptions } from '../../../src/testing/index.js';
import { Service } from '../../../src/testing/service.js';
import { OPERATIONS, type OperationName } from '../../../src/testing/shapes.js';
import { validateShape } from '../../../src/testing/validateShape.js';

/** Members of answers that specs read. */
export interface Wire {
  readonly [member: string]: unknown;
  readonly Recommendations?: readonly Recommendation[];
  readonly NextToken?: string;
}

/** A recommendation, as far as specs read it. */
export interface Recommendation {
  readonly ModelDetails: { readonly InferenceSpecificationName: string };
  readonly DeploymentConfiguration: { readonly InstanceType: string };
  readonly OptimizationDetails: readonly { readonly OptimizationType: string }[];
  readonly AIBenchmarkJobArn?: string;
  readonly ExpectedPerformance: readonly Row[];
}

/** A figure of a recommendation. */
export interface Row {
  readonly Metric: string;
  readonly Stat?: string;
  readonly Value: unknown;
  readonly Unit?: string;
}

/** Calls to a world whose clock stands. */
export interface AiCalls {
  readonly fake: FakeRecommender;
  readonly call: (operation: OperationName, input?: object) => Wire;
  readonly describe: (name: string) => Wire;
  readonly describeBenchmark: (name: string) => Wire;
  readonly jobs: (input?: object) => string[];
  readonly benchmarks: (input?: object) => string[];
}

/** A world whose clock stands, and calls to it. Each answer is checked against its shape, unless told otherwise. */
export function aiAccount(
  options: SimulationOptions = {},
  { checked = true }: { readonly checked?: boolean } = {},
): AiCalls {
  const fake: FakeRecommender = fakeRecommender({ speed: 0, ...options });
  const service = new Service(fake);
  const call = (operation: OperationName, input: object = {}): Wire => {
    const reply = service.call({ operation, input });
    if (reply.kind !== 'answer') throw reply.kind === 'refusal' ? reply.error : new Error(reply.kind);
    const faults = checked ? validateShape(OPERATIONS[operation].output!, reply.wire) : [];
    if (faults.length > 0) expect(faults, operation).deep.equal([]);
    return reply.wire;
  };
  const names = (list: unknown, member: string): string[] =>
    (list as Record<string, string>[]).map(job => job[member]!);
  return {
    fake,
    call,
    describe: (name: string) => call('DescribeAIRecommendationJob', { AIRecommendationJobName: name }),
    describeBenchmark: (name: string) => call('DescribeAIBenchmarkJob', { AIBenchmarkJobName: name }),
    jobs: (input: object = {}) =>
      names(call('ListAIRecommendationJobs', input)['AIRecommendationJobs'], 'AIRecommendationJobName'),
    benchmarks: (input: object = {}) =>
      names(call('ListAIBenchmarkJobs', input)['AIBenchmarkJobs'], 'AIBenchmarkJobName'),
  };
}

/** A call's refusal, as `type: message`. */
export function refusalOf(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`;
  }
  throw new Error('it should have been refused');
}

/** The value of a figure, as a number. */
export function figure(rows: readonly Row[], metric: string, stat?: string): number {
  const row = rows.find(({ Metric, Stat }) => Metric === metric && Stat === stat);
  if (row === undefined) throw new Error(`there is no ${metric} ${stat ?? ''}`);
  return Number(row.Value);
}
