import type { LifeBehaviours } from '../behaviours/livesOfJobs.js';
import { integer, pick, seededRandom, seedOf, type Random } from '../random.js';
import type { WireObject } from '../wire.js';
import { benchmarkRequest, REQUESTS, type AiBenchmarkJob } from './aiBenchmarkJob.js';
import { aiFigures, generativeModel, type Optimization } from './aiFigures.js';
import type { AiRecommendationScript, AiTarget } from './aiJobScript.js';
import { AiLife, type AiLifePlan } from './aiLife.js';
import { plannedLife, roleArn } from './plannedLife.js';

/** One combination that a job tries, and the benchmark that measures it. */
export interface AiCandidate {
  readonly instanceType: string;
  /** Absent: the model as it is. */
  readonly optimization?: Optimization;
  readonly benchmark: AiBenchmarkJob;
}

/** One AI recommendation job of the account. */
export interface AiRecommendationJob {
  readonly name: string;
  readonly life: AiLife;
  readonly script: AiRecommendationScript;
  /** Members of Describe that don't change. */
  readonly request: WireObject;
  readonly target: AiTarget;
  readonly framework: 'LMI' | 'VLLM';
  /** In the order in which they are tried. */
  readonly candidates: readonly AiCandidate[];
}

/** Instance types of a job that names none. */
const DEFAULT_TYPES = ['ml.g6.12xlarge', 'ml.g5.12xlarge', 'ml.g6e.12xlarge'];
/** Time after which a job fails whose role lacks a right, in milliseconds. */
const LACKING_MS = 60_000;
/** Bounds of the duration of a job, in milliseconds. */
const RUN_MS = [30 * 60_000, 180 * 60_000] as const;
/** Greatest share of its turn that the benchmark of a candidate takes. What is before it prepares the candidate. */
const BENCHMARK_SHARE = 0.4;
/** Longest time between the end of a benchmark and the next turn, in milliseconds. */
const WRAP_UP_MS = 20_000;
/** Longest name of a job that stands whole in the names of its benchmarks. */
const WHOLE_NAME = 52;

/** The recommendation job that a script describes. `now` is the simulated time at which it is added. */
export function aiRecommendationJob(
  script: AiRecommendationScript,
  seed: number,
  now: number,
  revival?: LifeBehaviours['revival'],
): AiRecommendationJob {
  const random = seededRandom(script.seed ?? seedOf(seed, 'ai-recommendation', script.name));
  const drawn = integer(random, ...RUN_MS);
  const { target = 'throughput', framework = 'VLLM', roleLacks } = script;
  const life = new AiLife(
    plannedLife(
      script,
      roleLacks === undefined
        ? {
            runMs: script.runMs ?? drawn,
            end: script.status === 'Failed' ? 'Failed' : 'Completed',
            reason: script.failureReason ?? 'The benchmarks of all candidates failed.',
          }
        : { runMs: LACKING_MS, end: 'Failed', reason: script.failureReason ?? lacking(roleLacks, script) },
      now,
      revival,
    ),
  );
  return {
    name: script.name,
    life,
    script,
    request: recommendationRequest(script),
    target,
    framework,
    candidates: roleLacks === undefined ? candidatesOf(script, life, random) : [],
  };
}

function lacking(right: string, { request }: AiRecommendationScript): string {
  const role = request?.['RoleArn'];
  return (
    `The role ${typeof role === 'string' ? role : roleArn} is not authorized to perform ${right}. ` +
    'Add the permission to the role and create the job again.'
  );
}

/** The members of Describe that come from the request. */
function recommendationRequest(script: AiRecommendationScript): WireObject {
  const { instanceTypes = DEFAULT_TYPES, optimizeModel = true, workloadConfig = 'workload-1' } = script;
  const { target = 'throughput', framework = 'VLLM', request = {} } = script;
  const output = {
    S3OutputLocation: 's3://simulated-bucket/recommendations/',
    ModelPackageGroupIdentifier: script.name,
  };
  return {
    ModelSource: { S3: { S3Uri: 's3://simulated-bucket/models/chat-20b/' } },
    InferenceSpecification: { Framework: framework },
    AIWorkloadConfigIdentifier: workloadConfig,
    OptimizeModel: optimizeModel,
    PerformanceTarget: { Constraints: [{ Metric: target }] },
    RoleArn: roleArn,
    ComputeSpec: { InstanceTypes: instanceTypes },
    Tags: [],
    ...request,
    OutputConfig: { ...output, ...(request['OutputConfig'] as WireObject | undefined) },
  };
}

/** Each instance type with the model as it is and, if it may be optimised, with one optimisation: one after the other. */
function candidatesOf(script: AiRecommendationScript, life: AiLife, random: Random): AiCandidate[] {
  const { instanceTypes: types = DEFAULT_TYPES, optimizeModel = true, failingTypes = [] } = script;
  const model = generativeModel(random);
  const tried = types.flatMap((instanceType): Omit<AiCandidate, 'benchmark'>[] => [
    { instanceType },
    ...(optimizeModel
      ? [{ instanceType, optimization: pick(random, ['SpeculativeDecoding', 'KernelTuning'] as const) }]
      : []),
  ]);
  const { startsAt, endsAt, stoppingMs } = life.plan;
  const turnMs = (endsAt - startsAt) / tried.length;
  return tried.map((candidate, index) => {
    const takes = Math.min(integer(random, 120_000, 300_000), Math.floor(turnMs * BENCHMARK_SHARE));
    const ends = Math.floor(startsAt + (index + 1) * turnMs - Math.min(WRAP_UP_MS, turnMs / 50));
    const plan: AiLifePlan = {
      createdAt: ends - takes,
      startsAt: ends - takes,
      endsAt: ends,
      stoppingMs,
      ...(script.status === 'Failed' || failingTypes.includes(candidate.instanceType)
        ? { end: 'Failed', failureReason: `No capacity for ${candidate.instanceType} in this region.` }
        : { end: 'Completed' }),
    };
    const figures = aiFigures(candidate.instanceType, candidate.optimization, model, random);
    return { ...candidate, benchmark: childOf(script, index, life, plan, figures) };
  });
}

/** The benchmark job of a candidate. It is never created where the job was stopped before. */
function childOf(
  script: AiRecommendationScript,
  index: number,
  parent: AiLife,
  plan: AiLifePlan,
  figures: AiBenchmarkJob['figures'],
): AiBenchmarkJob {
  const { workloadConfig = 'workload-1' } = script;
  const name = childName(script.name, index);
  return {
    name,
    life: new AiLife(plan, parent),
    exists: () => plan.createdAt < parent.stopsAt,
    workloadConfig,
    request: benchmarkRequest(workloadConfig, `${name}-endpoint`),
    figures,
    requests: REQUESTS,
    invalidAnswers: 0,
  };
}

/** `ai-rec-JOB-1`, within the limit of 63 letters. */
function childName(jobName: string, index: number): string {
  const short = `${jobName.slice(0, 44)}-${seedOf(jobName).toString(36)}`;
  return `ai-rec-${jobName.length > WHOLE_NAME ? short : jobName}-${String(index + 1)}`;
}
