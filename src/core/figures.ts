import type { DecodeFault } from './decodeFault.js';
import type { ExpectedPerformance } from './aiRecommendation.js';

/**
 * The figures that a deployment of a generative model is measured by. They are those of the whole deployment, all of its
 * instances and copies together, at one concurrency.
 */
export const FIGURES = [
  'TimeToFirstToken',
  'InterTokenLatency',
  'RequestLatency',
  'OutputTokenThroughput',
  'RequestThroughput',
  'ClientSideConcurrency',
] as const;

/** The name of a figure. Never one of the metrics of a classic benchmark: 3 ms of ModelLatency is no generation of tokens. */
export type Figure = (typeof FIGURES)[number];

/**
 * A statistic, in lower case: `avg`, `p50`, `p99`, `min`, or any other that was received. `value` stands for the figure of
 * a row that names none.
 */
export type Stat = 'avg' | 'p50' | 'p90' | 'p95' | 'p99' | 'min' | 'max' | 'value' | (string & {});

/** The values of one figure, by statistic. */
export type FigureStats = Readonly<Record<string, number>>;

/** Figures, each by statistic, and what could not be read of them. */
export interface Figures {
  /** Milliseconds. */
  readonly TimeToFirstToken?: FigureStats;
  /** Milliseconds between two tokens. */
  readonly InterTokenLatency?: FigureStats;
  /** Milliseconds, from the request to the last token. */
  readonly RequestLatency?: FigureStats;
  /** Tokens per second. */
  readonly OutputTokenThroughput?: FigureStats;
  /** Requests per second. */
  readonly RequestThroughput?: FigureStats;
  /** Requests in flight. */
  readonly ClientSideConcurrency?: FigureStats;
  /** Rows of an unknown metric or unit, as received. Absent without any. */
  readonly others?: readonly ExpectedPerformance[];
  /** Rows that name a figure and have no value that is a number. `path` names the row. Absent without any. */
  readonly faults?: readonly DecodeFault[];
}

/**
 * The spelling in which names are compared: lower case, without signs, `average` as `avg`. The point of `p99.9` stays.
 */
export function statOf(text: string): Stat {
  const stat = text.toLowerCase().replace(/[^\p{L}\p{N}.]/gu, '');
  return stat === 'average' ? 'avg' : stat;
}

/** Returns a figure by its statistic; undefined where it wasn't measured. */
export function figureOf(figures: Figures | undefined, figure: Figure, stat: Stat): number | undefined {
  const stats = figures?.[figure];
  return stats !== undefined && Object.hasOwn(stats, stat) ? stats[stat] : undefined;
}

/**
 * Returns a throughput: its average, or the value of a row that names no statistic, as a run has one throughput. Undefined
 * where it wasn't measured.
 */
export function throughputOf(
  figures: Figures | undefined,
  figure: 'OutputTokenThroughput' | 'RequestThroughput',
): number | undefined {
  return figureOf(figures, figure, 'avg') ?? figureOf(figures, figure, 'value');
}
