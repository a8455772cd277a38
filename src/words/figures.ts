import type { Figure, Stat } from '../core/figures.js';

/** What each figure is called: a figure that is added and left out here doesn't compile. */
export const FIGURE_WORDS: Readonly<Record<Figure, string>> = {
  TimeToFirstToken: 'first token',
  InterTokenLatency: 'between tokens',
  RequestLatency: 'request',
  OutputTokenThroughput: 'tokens a second',
  RequestThroughput: 'requests a second',
  ClientSideConcurrency: 'in flight',
};

/** A figure and its statistic: `first token p99`. A throughput has one, which goes without saying. */
export const figureName = (figure: Figure, stat: Stat): string =>
  stat === 'avg' && figure.endsWith('Throughput') ? FIGURE_WORDS[figure] : `${FIGURE_WORDS[figure]} ${stat}`;
