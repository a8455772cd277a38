import type { Step } from '../core/step.js';
import { metricOf, usable } from '../operators/ranking/metric.js';
import type { Choice } from './choice.js';
import type { Row, Standing } from './rows.js';

/** A step as the chart shows it: latency to the right, cost upwards. */
export interface ChartPoint {
  readonly key: string;
  readonly row: Row;
  readonly latencyMs: number;
  readonly cost: number;
  readonly standing: Standing;
}

/** A step of the other job, drawn dimmed: its position alone. */
export interface DimmedPoint {
  readonly latencyMs: number;
  readonly cost: number;
}

/** The rows that have both figures, the quickest first. */
export function pointsOf(rows: readonly Row[], { costOf }: Choice): readonly ChartPoint[] {
  return rows
    .flatMap((row): readonly ChartPoint[] => {
      const [latencyMs, cost] = [row.latencyMs, costOf(row.step)];
      if (latencyMs === undefined || !usable(cost)) return [];
      return [{ key: row.key, row, latencyMs, cost, standing: row.standing }];
    })
    .sort((a, b) => a.latencyMs - b.latencyMs || a.cost - b.cost);
}

/** The steps of the other job that have both figures. */
export function dimmedPoints(steps: readonly Step[], { costOf }: Choice): readonly DimmedPoint[] {
  return steps.flatMap(step => {
    const [latencyMs, cost] = [metricOf(step, 'ModelLatency'), costOf(step)];
    return step.Status === 'COMPLETED' && usable(latencyMs) && usable(cost) ? [{ latencyMs, cost }] : [];
  });
}

/** The point with the least `distance`; undefined where that is above `most`. */
export function nearestPoint(
  points: readonly ChartPoint[],
  distance: (point: ChartPoint) => number,
  most: number,
): ChartPoint | undefined {
  let found: ChartPoint | undefined;
  let least = most;
  for (const point of points) {
    const away = distance(point);
    if (away <= least) [found, least] = [point, away];
  }
  return found;
}
