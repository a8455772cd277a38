import { InvalidInputError } from '../../core/errors.js';
import { inUse, limitExceeded, notFound } from '../serviceFault.js';
import { omit, type WireObject } from '../wire.js';
import type { AiAccount } from './aiAccount.js';
import { aiArn, nameIn } from './aiArns.js';
import type { AiTarget } from './aiJobScript.js';
import { AI_TERMINAL } from './aiLife.js';
import type { AiJob } from './aiRegister.js';

/** A validated request of CreateAIRecommendationJob. Members that aren't here are kept for Describe. */
export interface CreateAiRecommendationRequest extends WireObject {
  readonly AIRecommendationJobName: string;
  readonly AIWorkloadConfigIdentifier: string;
  readonly OptimizeModel?: boolean;
  readonly PerformanceTarget: { readonly Constraints: readonly { readonly Metric: AiTarget }[] };
  readonly InferenceSpecification?: { readonly Framework?: 'LMI' | 'VLLM' };
  readonly ComputeSpec?: { readonly InstanceTypes?: readonly string[] };
}

/** A validated request of CreateAIBenchmarkJob. */
export interface CreateAiBenchmarkRequest extends WireObject {
  readonly AIBenchmarkJobName: string;
  readonly AIWorkloadConfigIdentifier: string;
}

/** Answers CreateAIRecommendationJob: adds a live job. */
export function createAiRecommendationJob(
  account: AiAccount,
  request: CreateAiRecommendationRequest,
  now: number,
  maxRunningJobs: number,
): WireObject {
  const { AIRecommendationJobName: name, OptimizeModel, InferenceSpecification, ComputeSpec } = request;
  const { AIWorkloadConfigIdentifier: workloadConfig, PerformanceTarget } = request;
  checkWorkloadConfig(account, workloadConfig);
  checkLimit(account.recommendations.all(now), maxRunningJobs, now);
  const target = PerformanceTarget.Constraints[0]?.Metric;
  const types = ComputeSpec?.InstanceTypes ?? [];
  const framework = InferenceSpecification?.Framework;
  const script = {
    name,
    live: true,
    workloadConfig,
    request: omit(request, 'AIRecommendationJobName') as WireObject,
    ...(OptimizeModel !== undefined && { optimizeModel: OptimizeModel }),
    ...(target !== undefined && { target }),
    ...(types.length > 0 && { instanceTypes: types }),
    ...(framework !== undefined && { framework }),
  };
  unlessTaken(name, 'AI recommendation job', () => {
    account.addRecommendation(script, now);
  });
  return { AIRecommendationJobArn: aiArn('ai-recommendation-job', name) };
}

/** Answers CreateAIBenchmarkJob: adds a live job. */
export function createAiBenchmarkJob(
  account: AiAccount,
  request: CreateAiBenchmarkRequest,
  now: number,
  maxRunningJobs: number,
): WireObject {
  const { AIBenchmarkJobName: name, AIWorkloadConfigIdentifier: workloadConfig } = request;
  checkWorkloadConfig(account, workloadConfig);
  checkLimit(account.benchmarks.all(now), maxRunningJobs, now);
  const given = omit(request, 'AIBenchmarkJobName') as WireObject;
  unlessTaken(name, 'AI benchmark job', () => {
    account.addBenchmark({ name, live: true, workloadConfig, request: given }, now);
  });
  return { AIBenchmarkJobArn: aiArn('ai-benchmark-job', name) };
}

/** Answers CreateAIWorkloadConfig. Its content isn't kept: jobs only need that it is there. */
export function createAiWorkloadConfig(
  account: AiAccount,
  { AIWorkloadConfigName: name }: { readonly AIWorkloadConfigName: string },
): WireObject {
  if (account.hasWorkloadConfig(name)) throw inUse(name, undefined, 'AI workload config');
  account.addWorkloadConfig(name);
  return { AIWorkloadConfigArn: aiArn('ai-workload-config', name) };
}

function checkWorkloadConfig(account: AiAccount, identifier: string): void {
  const name = nameIn(identifier);
  if (!account.hasWorkloadConfig(name)) throw notFound(name, undefined, 'AI workload config');
}

function checkLimit(jobs: readonly AiJob[], limit: number, now: number): void {
  const running = jobs.filter(({ life }) => !AI_TERMINAL.has(life.status(now))).length;
  if (running >= limit) throw limitExceeded(limit, running, undefined, 'AI');
}

function unlessTaken(name: string, noun: string, add: () => void): void {
  try {
    add();
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    throw inUse(name, undefined, noun);
  }
}
