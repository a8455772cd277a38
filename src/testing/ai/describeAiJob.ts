import type { ServiceBehaviours } from '../behaviours/behaviours.js';
import type { WireObject } from '../wire.js';
import { aiArn, nameIn } from './aiArns.js';
import { logsOf, type AiBenchmarkJob } from './aiBenchmarkJob.js';
import type { AiLife } from './aiLife.js';
import { aiRecommendations } from './aiRecommendations.js';
import type { AiRecommendationJob } from './aiRecommendationJob.js';
import { shownLife, shownStatus, shownTime } from './aiShown.js';

/** A job in the form of ListAIRecommendationJobs. */
export function summarizeAiRecommendationJob(
  { name, life }: AiRecommendationJob,
  now: number,
  behaviours: ServiceBehaviours,
): WireObject {
  return {
    AIRecommendationJobName: name,
    AIRecommendationJobArn: aiArn('ai-recommendation-job', name),
    AIRecommendationJobStatus: shownStatus(life, now, behaviours),
    ...shownLife(life, now, behaviours),
  };
}

/** A job in the form of ListAIBenchmarkJobs. */
export function summarizeAiBenchmarkJob(
  { name, life, workloadConfig }: AiBenchmarkJob,
  now: number,
  behaviours: ServiceBehaviours,
): WireObject {
  return {
    AIBenchmarkJobName: name,
    AIBenchmarkJobArn: aiArn('ai-benchmark-job', name),
    AIBenchmarkJobStatus: shownStatus(life, now, behaviours),
    ...shownLife(life, now, behaviours),
    AIWorkloadConfigName: nameIn(workloadConfig),
  };
}

/** A job in the form of DescribeAIRecommendationJob. Recommendations come when it has completed, the best first. */
export function describeAiRecommendationJob(
  job: AiRecommendationJob,
  now: number,
  behaviours: ServiceBehaviours,
): WireObject {
  const { life, request } = job;
  const ModelSource =
    behaviours.aiNewer === 'union' ? { Hub: { ModelId: 'chat-20b' } } : request['ModelSource'];
  return {
    ...request,
    ModelSource,
    ...summarizeAiRecommendationJob(job, now, behaviours),
    ...started(life, now, behaviours),
    ...(life.status(now) === 'Completed' && aiRecommendations(job, now, behaviours)),
  };
}

/** A job in the form of DescribeAIBenchmarkJob. It has no figures: AWS writes them to S3. */
export function describeAiBenchmarkJob(
  job: AiBenchmarkJob,
  now: number,
  behaviours: ServiceBehaviours,
): WireObject {
  const { name, life, request } = job;
  const { AIWorkloadConfigName: _named, ...summary } = summarizeAiBenchmarkJob(job, now, behaviours);
  const target =
    behaviours.aiNewer === 'union' ? { Hub: { ModelId: 'chat-20b' } } : request['BenchmarkTarget'];
  const OutputConfig = { ...(request['OutputConfig'] as WireObject), CloudWatchLogs: [logsOf(name)] };
  return {
    ...request,
    BenchmarkTarget: target,
    OutputConfig,
    ...summary,
    ...started(life, now, behaviours),
  };
}

/** The members of a job that only Describe has. */
function started(life: AiLife, now: number, behaviours: ServiceBehaviours): WireObject {
  const { startsAt } = life.plan;
  const reason = life.failureReason(now);
  return {
    ...(now >= startsAt && startsAt < life.stopsAt && { StartTime: shownTime(startsAt, behaviours) }),
    ...(reason !== undefined && { FailureReason: reason }),
  };
}
