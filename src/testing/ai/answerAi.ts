import type { Behaving } from '../behaviours/behaving.js';
import type { ServiceBehaviours } from '../behaviours/behaviours.js';
import type { JobPaging } from '../listSimulatedJobs.js';
import type { ListPage } from '../listSimulatedSteps.js';
import { invalid, notFound } from '../serviceFault.js';
import type { ListName } from '../serviceReply.js';
import type { AiOperationName } from '../shapes.js';
import type { WireObject } from '../wire.js';
import type { AiAccount } from './aiAccount.js';
import { aiArn } from './aiArns.js';
import {
  createAiBenchmarkJob,
  createAiRecommendationJob,
  createAiWorkloadConfig,
  type CreateAiBenchmarkRequest,
  type CreateAiRecommendationRequest,
} from './createAiJob.js';
import {
  describeAiBenchmarkJob,
  describeAiRecommendationJob,
  summarizeAiBenchmarkJob,
  summarizeAiRecommendationJob,
} from './describeAiJob.js';
import type { AiJob, AiRegister } from './aiRegister.js';
import { listAiJobs } from './listAiJobs.js';

/** What an AI operation answers: an object, or a page of a list. */
export type AiAnswer =
  | { readonly kind: 'object'; readonly wire: WireObject }
  | { readonly kind: 'list'; readonly listName: ListName; readonly page: ListPage<WireObject> };

/** What the answers of AI operations depend on. */
export interface AiContext {
  readonly account: AiAccount;
  readonly now: number;
  readonly behaving: Behaving;
  readonly behaviours: ServiceBehaviours;
  readonly paging: JobPaging;
  readonly maxRunningJobs: number;
}

const RECOMMENDATION = 'AI recommendation job';
const BENCHMARK = 'AI benchmark job';

/** Answers a validated request of an AI operation. Throws a `ServiceFault` where it is refused. */
export function answerAi(operation: AiOperationName, request: object, context: AiContext): AiAnswer {
  const { account, now, behaviours, maxRunningJobs } = context;
  const { AIRecommendationJobName: recommendation = '', AIBenchmarkJobName: benchmark = '' } =
    request as Partial<Record<'AIRecommendationJobName' | 'AIBenchmarkJobName', string>>;
  switch (operation) {
    case 'ListAIRecommendationJobs': {
      const jobs = account.recommendations.all(now);
      return list('AIRecommendationJobs', jobs, request, context, summarizeAiRecommendationJob);
    }
    case 'ListAIBenchmarkJobs':
      return list('AIBenchmarkJobs', account.benchmarks.all(now), request, context, summarizeAiBenchmarkJob);
    case 'DescribeAIRecommendationJob': {
      const job = described(account.recommendations, recommendation, RECOMMENDATION, context);
      return object(describeAiRecommendationJob(job, now, behaviours));
    }
    case 'DescribeAIBenchmarkJob': {
      const job = described(account.benchmarks, benchmark, BENCHMARK, context);
      return object(describeAiBenchmarkJob(job, now, behaviours));
    }
    case 'CreateAIRecommendationJob':
      return object(
        createAiRecommendationJob(account, request as CreateAiRecommendationRequest, now, maxRunningJobs),
      );
    case 'CreateAIBenchmarkJob':
      return object(createAiBenchmarkJob(account, request as CreateAiBenchmarkRequest, now, maxRunningJobs));
    case 'CreateAIWorkloadConfig':
      return object(createAiWorkloadConfig(account, request as { readonly AIWorkloadConfigName: string }));
    case 'StopAIRecommendationJob':
      stop(found(account.recommendations, recommendation, RECOMMENDATION, now), RECOMMENDATION, now);
      return object({ AIRecommendationJobArn: aiArn('ai-recommendation-job', recommendation) });
    case 'StopAIBenchmarkJob':
      stop(found(account.benchmarks, benchmark, BENCHMARK, now), BENCHMARK, now);
      return object({ AIBenchmarkJobArn: aiArn('ai-benchmark-job', benchmark) });
  }
}

const object = (wire: WireObject): AiAnswer => ({ kind: 'object', wire });

function list<J extends AiJob>(
  listName: ListName,
  jobs: readonly J[],
  request: object,
  { now, behaving, behaviours, paging }: AiContext,
  summarize: (job: J, now: number, behaviours: ServiceBehaviours) => WireObject,
): AiAnswer {
  const page = listAiJobs(listName, jobs, request, now, { ...behaviours, ...paging });
  const items = page.items.map(job => behaving.listedJobShown(summarize(job, now, behaviours)));
  return { kind: 'list', listName, page: { ...page, items } };
}

function found<J extends AiJob>(register: AiRegister<J>, name: string, noun: string, now: number): J {
  const job = register.at(name, now);
  if (job === undefined) throw notFound(name, undefined, noun);
  return job;
}

function described<J extends AiJob>(
  register: AiRegister<J>,
  name: string,
  noun: string,
  { now, behaviours: { appearsAfterMs = 0 } }: AiContext,
): J {
  const job = found(register, name, noun, now);
  if (now < job.life.plan.createdAt + appearsAfterMs) throw notFound(name, undefined, noun);
  return job;
}

function stop({ name, life }: AiJob, noun: string, now: number): void {
  const status = life.status(now);
  if (status === 'Stopping') return;
  if (status !== 'InProgress') throw invalid(`${noun} '${name}' is ${status}: it can't be stopped.`);
  life.stop(now);
}
