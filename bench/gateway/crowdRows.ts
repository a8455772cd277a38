import type { Row } from '../row.js';
import { compareCrowds, type Comparison, type Outcome } from './crowd.js';

const ROUNDS = 3;

/** 2,000 clients of one job. */
export async function oneJobRows(): Promise<readonly Row[]> {
  const stream = { jobs: 1, events: 250, perSecond: 50 };
  const compared = await compareCrowds({ clients: 2_000, processes: 1, stream }, ROUNDS);
  return [
    ratioRow(
      compared,
      'gateway, 2,000 clients, 50 events/s: server CPU a message against bare ws',
      'messageUs',
      'us',
      1.25,
    ),
    deliveredRow(compared),
    latencyRow(compared),
    ratioRow(compared, 'gateway, the same: heap for each client', 'heapKb', 'KB', 1.25),
    ratioRow(compared, 'gateway, the same: memory for each client', 'rssKb', 'KB'),
  ];
}

/** 10,000 clients of 20 jobs. */
export async function manyJobsRows(): Promise<readonly Row[]> {
  // Long enough for each client to have two heartbeats.
  const stream = { jobs: 20, events: 42, perSecond: 2 };
  const compared = await compareCrowds({ clients: 10_000, processes: 2, stream }, ROUNDS);
  const stop = compared.of('gateway', 'longestStopMs');
  return [
    ratioRow(
      compared,
      'gateway, 10,000 clients of 20 jobs, 2 events/s: server CPU a message against bare ws',
      'messageUs',
      'us',
      1,
    ),
    deliveredRow(compared),
    ratioRow(compared, 'gateway, the same: event to client, p99', 'p99', 'ms', 2),
    {
      what: "gateway, the same: longest stop of the server's event loop",
      figure: compared.figure('longestStopMs', 'ms'),
      bound: '<= 250 ms',
      holds: stop <= 250,
    },
    ratioRow(compared, 'gateway, the same: CPU to join', 'joinUs', 'us', 1.15),
  ];
}

function ratioRow(compared: Comparison, what: string, key: keyof Outcome, unit: string, bound?: number): Row {
  const figure = compared.figure(key, unit);
  if (bound === undefined) return { what, figure, bound: 'for comparison' };
  return { what, figure, bound: `<= ${bound} x`, holds: compared.ratio('gateway', key) <= bound };
}

function deliveredRow(compared: Comparison): Row {
  const least = Math.min(...compared.outcomes.get('gateway')!.map(({ delivered }) => delivered));
  const figure = `${(least * 100).toFixed(1)} %`;
  return {
    what: 'gateway, the same: events that each client got',
    figure,
    bound: '100 %',
    holds: least === 1,
  };
}

function latencyRow(compared: Comparison): Row {
  const both = (contender: 'gateway' | 'bare'): string =>
    `${compared.of(contender, 'p50').toFixed(1)} and ${compared.of(contender, 'p99').toFixed(1)} ms`;
  const what = 'gateway, the same: event to client, median and p99';
  return { what, figure: both('gateway'), bound: `bare ws: ${both('bare')}` };
}
