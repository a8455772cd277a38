import type { Job, Recommendation } from '../../core/job.js';
import { loadOf } from '../../core/load.js';
import { stoppingText, trafficText } from '../../core/loadText.js';
import type { Step } from '../../core/step.js';
import type { Terminal } from '../process/terminal.js';
import { benchmarkTable } from './benchmarkTable.js';
import { durationBetween } from '../../words/durations.js';
import { utcMinute } from '../../words/times.js';
import { factLines, type Fact } from './factLines.js';

/** A job and what it recommends, for people; `progress` is how far it is, of one that runs. */
export function jobText(job: Job, terminal: Terminal, progress: readonly Fact[] = []): string {
  const { InputConfig: input, InferenceRecommendations: recommendations = [] } = job;
  const ended = job.CompletionTime;
  const { TrafficPattern, StoppingConditions } = loadOf(job);
  const facts: readonly Fact[] = [
    ['job', job.JobName],
    ['status', job.Status],
    ['type', job.JobType],
    ['description', job.JobDescription],
    ['model', input.ModelName ?? input.ModelPackageVersionArn],
    ['created', `${utcMinute(job.CreationTime)} UTC`],
    ['ended', ended && `${utcMinute(ended)} UTC, after ${durationBetween(job.CreationTime, ended)}`],
    ['changed', ended === undefined ? `${utcMinute(job.LastModifiedTime)} UTC` : undefined],
    ['tests', testsOf(job)],
    ['traffic', TrafficPattern && trafficText(TrafficPattern)],
    ['stops at', StoppingConditions && stoppingText(StoppingConditions)],
    ['role', job.RoleArn],
    ['reason', job.FailureReason],
    ...progress,
  ];
  const lines = [...factLines(facts, terminal)];
  if (recommendations.length > 0) {
    lines.push(
      '',
      'Recommended, ten at most:',
      benchmarkTable(
        recommendations.map(recommendation => asStep(job, recommendation)),
        terminal,
        false,
      ),
    );
  }
  return lines.join('\n');
}

function testsOf({ InputConfig: { ResourceLimit: limit } }: Job): string | undefined {
  if (limit?.MaxNumberOfTests === undefined) return undefined;
  const parallel = limit.MaxParallelOfTests;
  return `${String(limit.MaxNumberOfTests)} at most${parallel === undefined ? '' : `, ${String(parallel)} at once`}`;
}

/** A recommendation is a benchmark by another name. */
function asStep({ JobName }: Job, recommendation: Recommendation): Step {
  return { StepType: 'BENCHMARK', JobName, Status: 'COMPLETED', InferenceBenchmark: recommendation };
}
