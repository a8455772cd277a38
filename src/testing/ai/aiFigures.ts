import { about, integer, pick, type Random } from '../random.js';
import { gpuInstanceOf } from './gpuInstances.js';

/** How a latency is distributed over the requests of a benchmark, in milliseconds. */
export interface Distribution {
  readonly avg: number;
  readonly min: number;
  readonly p50: number;
  readonly p90: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

/** What a benchmark of a generative model has measured: figures of the whole deployment. */
export interface AiFigures {
  /** Completed requests per second. */
  readonly requestThroughput: number;
  /** Generated tokens per second. */
  readonly outputTokenThroughput: number;
  readonly requestLatency: Distribution;
  readonly timeToFirstToken: Distribution;
  readonly interTokenLatency: Distribution;
  /** Number of requests that the client keeps in flight. */
  readonly concurrency: number;
  /** Average number of tokens of an answer. */
  readonly tokensPerRequest: number;
  /** Number of accelerators that one copy of the model takes. */
  readonly tensorParallel: number;
  /** Number of copies of the model on the instance. */
  readonly copies: number;
}

/** How a model is made faster. */
export type Optimization = 'SpeculativeDecoding' | 'KernelTuning';

/** The model under test and its workload, the same for all candidates of a job. */
export interface GenerativeModel {
  /** Memory of the model with its cache, in gigabytes. */
  readonly memoryGb: number;
  /** Time to read a prompt on one accelerator of g6, in milliseconds. */
  readonly prefillMs: number;
  /** Time to generate a token on one accelerator of g6, in milliseconds. */
  readonly decodeMs: number;
  /** Average number of tokens of an answer. */
  readonly tokensPerRequest: number;
  /** Number of requests in flight for each copy of the model. */
  readonly concurrencyPerCopy: number;
}

/** A model and a workload, by the random numbers given. */
export function generativeModel(random: Random): GenerativeModel {
  return {
    memoryGb: pick(random, [14, 18, 30, 42, 64]),
    prefillMs: integer(random, 120, 420),
    decodeMs: integer(random, 18, 60),
    tokensPerRequest: integer(random, 120, 480),
    concurrencyPerCopy: pick(random, [8, 16, 32, 44, 64]),
  };
}

/** Effect of an optimisation on the time of a token, and on that of a prompt, as factors. */
const EFFECTS: Readonly<Record<Optimization, readonly [token: number, prompt: number]>> = {
  SpeculativeDecoding: [0.64, 1.08],
  KernelTuning: [0.86, 0.9],
};

/** Exponent by which a copy gets faster with its accelerators. */
const PARALLEL = 0.8;

/**
 * The figures of a deployment, by a small model that keeps to two laws: requests in flight are rate × latency
 * (Little), and a latency is the time to the first token and that between two tokens for each further one.
 *
 * A copy takes as many accelerators as its memory needs. With more requests at once each of them takes longer.
 */
export function aiFigures(
  instanceType: string,
  optimization: Optimization | undefined,
  model: GenerativeModel,
  random: Random,
): AiFigures {
  const { gpus, memoryGb, speed } = gpuInstanceOf(instanceType);
  const needed = 2 ** Math.ceil(Math.log2(Math.max(1, model.memoryGb / memoryGb)));
  const tensorParallel = Math.min(gpus, needed);
  const copies = Math.floor(gpus / tensorParallel);
  const concurrency = copies * model.concurrencyPerCopy;
  const [tokenEffect, promptEffect] = optimization === undefined ? [1, 1] : EFFECTS[optimization];
  const power = speed * tensorParallel ** PARALLEL;
  const crowd = model.concurrencyPerCopy;
  const between = about(random, (model.decodeMs / power) * (1 + crowd / 48) * tokenEffect, 0.03);
  const first = about(random, (model.prefillMs / power) * (1 + crowd / 40) * promptEffect, 0.05);
  const latency = first + between * (model.tokensPerRequest - 1);
  const requestThroughput = ((concurrency * about(random, 0.96, 0.02)) / latency) * 1000;
  return {
    requestThroughput,
    outputTokenThroughput: requestThroughput * model.tokensPerRequest,
    requestLatency: distribution(latency, 0.1, random),
    timeToFirstToken: distribution(first, 0.4, random),
    interTokenLatency: distribution(between, 0.025, random),
    concurrency,
    tokensPerRequest: model.tokensPerRequest,
    tensorParallel,
    copies,
  };
}

/** A distribution with a long tail around this average. `spread` is about its p90 above the average, as a share. */
function distribution(avg: number, spread: number, random: Random): Distribution {
  const tail = about(random, spread, 0.2);
  return {
    avg,
    min: avg * (1 - Math.min(0.7, 1.5 * tail)),
    p50: avg * (1 - tail / 5),
    p90: avg * (1 + tail),
    p95: avg * (1 + 1.5 * tail),
    p99: avg * (1 + 2.5 * tail),
    max: avg * (1 + 4 * tail),
  };
}
