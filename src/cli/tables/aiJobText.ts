import type { AIBenchmarkJob, AIRecommendationJob } from '../../core/aiJob.js';
import type { WatchedJob } from '../../core/event.js';
import { isTerminal } from '../../core/status.js';
import { watchedBenchmarkJob, watchedRecommendationJob } from '../../core/watchedAIJob.js';
import { recommendationSteps } from '../../decode/recommendationSteps.js';
import { aiJobHint, BENCHMARK_FIGURES } from '../../words/aiJobHint.js';
import { durationBetween } from '../../words/durations.js';
import { utcMinute } from '../../words/times.js';
import type { Terminal } from '../process/terminal.js';
import { factLines, type Fact } from './factLines.js';
import { recommendationTable } from './recommendationTable.js';

/** An AI recommendation job and what it recommends, for people. */
export function recommendationJobText(job: AIRecommendationJob, terminal: Terminal): string {
  const watched = watchedRecommendationJob(job);
  const { steps, errors } = recommendationSteps(job);
  const { Constraints = [] } = job.PerformanceTarget ?? {};
  return [
    ...factLines(
      [
        ...headOf(watched),
        ['target', Constraints.flatMap(({ Metric }) => Metric ?? []).join(', ')],
        ['model', job.ModelSource?.S3?.S3Uri],
        ['framework', job.InferenceSpecification?.Framework],
        ['instances', job.ComputeSpec?.InstanceTypes?.join(', ')],
        ['optimizes', job.OptimizeModel === undefined ? undefined : job.OptimizeModel ? 'yes' : 'no'],
        ['workload', job.AIWorkloadConfigIdentifier],
        ['output', job.OutputConfig?.S3OutputLocation],
        ...tailOf(watched, job.FailureReason),
      ],
      terminal,
    ),
    '',
    ...(steps.length === 0
      ? [noRecommendations(watched)]
      : [
          "Recommended, in AWS's order, the best for the target first:",
          recommendationTable(steps, terminal),
        ]),
    ...errors.map(({ message }) => `Left out, as it can't be decoded: ${message.split('\n').join('; ')}`),
  ].join('\n');
}

/** An AI benchmark job, for people: the service tells no figures of it. */
export function benchmarkJobText(job: AIBenchmarkJob, terminal: Terminal): string {
  const watched = watchedBenchmarkJob(job);
  const { Identifier, InferenceComponents = [] } = job.BenchmarkTarget?.Endpoint ?? {};
  return factLines(
    [
      ...headOf(watched),
      ['endpoint', Identifier],
      ['components', InferenceComponents.flatMap(one => one.Identifier ?? []).join(', ')],
      ['workload', job.AIWorkloadConfigIdentifier ?? job.AIWorkloadConfigName],
      ['output', job.OutputConfig?.S3OutputLocation],
      ['figures', BENCHMARK_FIGURES],
      ...tailOf(watched, job.FailureReason),
    ],
    terminal,
  ).join('\n');
}

/** Why a job shows no recommendation, as a sentence. */
export function noRecommendations({ Status }: Pick<WatchedJob, 'Status'>): string {
  if (Status === 'COMPLETED') return 'AWS gives no recommendations, although the job is COMPLETED.';
  return isTerminal(Status)
    ? 'A job has recommendations once it has completed.'
    : 'Recommendations come with the end of the job.';
}

function headOf({ JobName, Status, CreationTime, CompletionTime }: WatchedJob): readonly Fact[] {
  const took = CreationTime && CompletionTime && `, after ${durationBetween(CreationTime, CompletionTime)}`;
  return [
    ['job', JobName],
    ['status', Status],
    ['created', CreationTime && `${utcMinute(CreationTime)} UTC`],
    ['ended', CompletionTime && `${utcMinute(CompletionTime)} UTC${took ?? ''}`],
  ];
}

const tailOf = ({ RoleArn }: WatchedJob, reason: string | undefined): readonly Fact[] => [
  ['role', RoleArn],
  ['reason', reason],
  ['what to do', aiJobHint(reason)],
];
