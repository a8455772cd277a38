import type { Stat } from '../../core/figures.js';

/** The forms in which results are written. */
export const FORMATS = ['table', 'json', 'ndjson', 'csv'] as const;

/** A form in which results are written. */
export type Format = (typeof FORMATS)[number];

/** The flags that all commands on the service have. */
export interface ConnectionSettings {
  readonly region?: string;
  readonly endpointUrl?: string;
  readonly profile?: string;
  /** URL of a Redis on which the quota is shared. */
  readonly redis?: string;
  /** Path of the file that takes a recording of all calls. */
  readonly record?: string;
  /** Whether a recording has stand-ins for what is private; `false` for `--no-redact`. */
  readonly redact?: boolean;
  readonly debug?: boolean;
}

/** The forms in which JSON has times, and `--query` sees them. */
export const TIMESTAMPS = ['iso8601', 'epoch'] as const;

/** The flags of results. */
export interface OutputSettings {
  readonly output?: Format;
  readonly query?: string;
  readonly timestamps?: (typeof TIMESTAMPS)[number];
  readonly escapeFormulas?: boolean;
}

/** The flags of a command that needs a job that has COMPLETED. */
export interface EndedSettings {
  /** Takes what the job has, whatever its status. */
  readonly partial?: boolean;
}

/** The flags of a listing, as aws-cli has them. */
export interface PagingSettings {
  readonly pageSize?: number;
  readonly maxItems?: number;
  readonly startingToken?: string;
}

/** What `best` can go by. */
export const CRITERIA = [
  'cost',
  'cost-per-hour',
  'latency',
  'throughput',
  'monthly',
  'ttft',
  'tokens',
  'request-latency',
] as const;

/** What the best is best by. */
export type By = (typeof CRITERIA)[number];

/** The flags that say the traffic that an endpoint has to serve. */
export interface TrafficSettings {
  /** Requests per minute. */
  readonly traffic?: number;
  /** A share: 0.2 is 20%. */
  readonly headroom?: number;
  readonly hoursPerMonth?: number;
  readonly minInstances?: number;
}

/** The flags of `best` that say what is best. */
export interface CriterionSettings extends TrafficSettings {
  readonly by?: By;
  /** Statistic of the latencies of recommendations. */
  readonly stat?: Stat;
  /** File with prices of instances. */
  readonly prices?: string;
}
