import type { Figure, Stat } from '../core/figures.js';
import type { Step } from '../core/step.js';
import { figureReader } from '../operators/ranking/figureReader.js';

/** The figures of a recommendation, as the page shows them. One that wasn't measured is undefined. */
export interface DeploymentFigures {
  /** Milliseconds, by the chosen statistic. */
  readonly ttftMs: number | undefined;
  readonly interTokenMs: number | undefined;
  readonly requestMs: number | undefined;
  readonly tokensPerSecond: number | undefined;
  readonly requestsPerSecond: number | undefined;
  readonly inFlight: number | undefined;
  readonly framework: string | undefined;
}

/** The statistic of latencies unless the reader chooses another one. */
export const DEFAULT_STAT = 'p50';

/** A figure of a step, by a statistic, or for throughputs without one. */
export const figureOfStep = (step: Step, figure: Figure, stat?: Stat): number | undefined =>
  figureReader(figure, stat).read(step);

/** The figures of a recommendation, its latencies by this statistic. */
export function deploymentFigures(step: Step, stat: Stat): DeploymentFigures {
  return {
    ttftMs: figureOfStep(step, 'TimeToFirstToken', stat),
    interTokenMs: figureOfStep(step, 'InterTokenLatency', stat),
    requestMs: figureOfStep(step, 'RequestLatency', stat),
    tokensPerSecond: figureOfStep(step, 'OutputTokenThroughput'),
    requestsPerSecond: figureOfStep(step, 'RequestThroughput'),
    inFlight: figureOfStep(step, 'ClientSideConcurrency'),
    framework: step.framework,
  };
}

/** The statistics of the time to first token that some step has, in a fixed order. */
export function statsOf(steps: readonly Step[]): readonly Stat[] {
  const stats = new Set(steps.flatMap(({ figures }) => Object.keys(figures?.TimeToFirstToken ?? {})));
  return [...stats].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}
