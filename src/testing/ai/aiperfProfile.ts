import type { AiBenchmarkJob } from './aiBenchmarkJob.js';
import type { Distribution } from './aiFigures.js';

/** One metric of a profile: its unit, and numbers by statistic. */
export interface AiperfMetric extends Partial<Distribution> {
  readonly unit: string;
  readonly avg: number;
}

/** The headline metrics of `profile_export_aiperf.json`. Throughputs and counts have an average alone. */
export type AiperfProfile = Readonly<
  Record<
    | 'request_throughput'
    | 'output_token_throughput'
    | 'request_latency'
    | 'time_to_first_token'
    | 'inter_token_latency'
    | 'output_sequence_length'
    | 'request_count'
    | 'error_request_count',
    AiperfMetric
  >
>;

/** The profile of a benchmark job; undefined before it has ended, and for one that measured nothing. */
export function aiperfProfile(job: AiBenchmarkJob, now: number): AiperfProfile | undefined {
  const { figures, life, requests, invalidAnswers } = job;
  const status = life.status(now);
  const measured = status === 'Completed' || (status === 'Failed' && invalidAnswers > 0);
  if (!measured) return undefined;
  const single = (avg: number, unit: string): AiperfMetric => ({ unit, avg });
  const latency = (distribution: Distribution): AiperfMetric => ({ unit: 'ms', ...distribution });
  return {
    request_throughput: single(figures.requestThroughput, 'requests/sec'),
    output_token_throughput: single(figures.outputTokenThroughput, 'tokens/sec'),
    request_latency: latency(figures.requestLatency),
    time_to_first_token: latency(figures.timeToFirstToken),
    inter_token_latency: latency(figures.interTokenLatency),
    output_sequence_length: single(figures.tokensPerRequest, 'tokens'),
    request_count: single(requests - invalidAnswers, 'requests'),
    error_request_count: single(invalidAnswers, 'requests'),
  };
}
