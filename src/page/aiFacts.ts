import type { WatchedJob } from '../core/event.js';
import { isTerminal } from '../core/status.js';

/** A fact with its name. */
export type Fact = readonly [name: string, text: string];

/** What jobs look for, as AWS names it, in words. */
const TARGETS: Readonly<Record<string, string>> = {
  'ttft-ms': 'first token',
  throughput: 'throughput',
  cost: 'cost',
};

/** What is known of an AI job: how long it has run, and what was asked for. */
export function aiFacts(job: WatchedJob | undefined, elapsed: string): readonly Fact[] {
  const { AIRecommendationJob: recommendation, AIBenchmarkJob: benchmark } = job ?? {};
  const targets = (recommendation?.PerformanceTarget?.Constraints ?? []).flatMap(
    ({ Metric }) => Metric ?? [],
  );
  const target = targets.map(name => (Object.hasOwn(TARGETS, name) ? TARGETS[name] : name)).join(', ');
  const facts: readonly (readonly [name: string, text: string | undefined])[] = [
    [job !== undefined && isTerminal(job.Status) ? 'Took' : 'Running for', elapsed],
    ['Looks for', target],
    ['Framework', recommendation?.InferenceSpecification?.Framework],
    ['Instance types', recommendation?.ComputeSpec?.InstanceTypes?.join(', ')],
    ['Endpoint', benchmark?.BenchmarkTarget?.Endpoint?.Identifier],
    ['Workload', benchmark?.AIWorkloadConfigIdentifier ?? benchmark?.AIWorkloadConfigName],
  ];
  return facts.flatMap(([name, text]) => (text === undefined || text === '' ? [] : [[name, text] as const]));
}
