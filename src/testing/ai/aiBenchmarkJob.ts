import { ACCOUNT, REGION } from '../describeSimulatedJob.js';
import type { LifeBehaviours } from '../behaviours/livesOfJobs.js';
import { integer, seededRandom, seedOf } from '../random.js';
import type { WireObject } from '../wire.js';
import { aiFigures, generativeModel, type AiFigures } from './aiFigures.js';
import type { AiBenchmarkScript } from './aiJobScript.js';
import { AiLife, type AiLifePlan } from './aiLife.js';
import { plannedLife, roleArn } from './plannedLife.js';

/** One AI benchmark job of the account: an own one, or that of a candidate of an AI recommendation job. */
export interface AiBenchmarkJob {
  readonly name: string;
  readonly life: AiLife;
  readonly exists?: (now: number) => boolean;
  /** Name or ARN of its workload config. */
  readonly workloadConfig: string;
  /** Members of Describe that don't change. */
  readonly request: WireObject;
  /** What it measures. Describe doesn't show it: AWS writes it to S3. */
  readonly figures: AiFigures;
  readonly requests: number;
  readonly invalidAnswers: number;
}

/** Greatest share of invalid answers with which a benchmark completes. */
const GATE = 0.01;
/** Number of requests of a benchmark. */
export const REQUESTS = 300;

/** The benchmark job that a script describes. `now` is the simulated time at which it is added. */
export function aiBenchmarkJob(
  script: AiBenchmarkScript,
  seed: number,
  now: number,
  revival?: LifeBehaviours['revival'],
): AiBenchmarkJob {
  const random = seededRandom(script.seed ?? seedOf(seed, 'ai-benchmark', script.name));
  const runMs = script.runMs ?? integer(random, 120_000, 300_000);
  const { requests = REQUESTS, invalidAnswers = 0, instanceType = 'ml.g6.12xlarge' } = script;
  const trips = invalidAnswers / requests > GATE;
  const end: AiLifePlan['end'] = trips || script.status === 'Failed' ? 'Failed' : 'Completed';
  const share = ((invalidAnswers / requests) * 100).toFixed(2);
  const gate = `Benchmark error rate ${share}% (${String(invalidAnswers)}/${String(requests)}) exceeds maximum 1%`;
  const reason = script.failureReason ?? (trips ? gate : 'The endpoint could not be reached.');
  const { workloadConfig = 'workload-1', request = {} } = script;
  return {
    name: script.name,
    life: new AiLife(plannedLife(script, { runMs, end, reason }, now, revival)),
    workloadConfig,
    request: benchmarkRequest(workloadConfig, script.endpointName ?? `${script.name}-endpoint`, request),
    figures: aiFigures(instanceType, undefined, generativeModel(random), random),
    requests,
    invalidAnswers,
  };
}

/** The members of Describe that come from the request. */
export function benchmarkRequest(
  workloadConfig: string,
  endpointName: string,
  given: WireObject = {},
): WireObject {
  return {
    BenchmarkTarget: { Endpoint: { Identifier: endpointName.slice(0, 63).replace(/-+$/, '') } },
    OutputConfig: { S3OutputLocation: 's3://simulated-bucket/benchmarks/' },
    AIWorkloadConfigIdentifier: workloadConfig,
    RoleArn: roleArn,
    Tags: [],
    ...given,
  };
}

/** The log stream of a benchmark, as Describe names it. */
export function logsOf(name: string): WireObject {
  const group = '/aws/sagemaker/TrainingJobs';
  return {
    LogGroupArn: `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:${group}`,
    LogStreamName: `${name}/algo-1`,
  };
}
