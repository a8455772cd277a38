import type { Step } from '../core/step.js';
import { usable } from '../operators/ranking/metric.js';
import type { Choice } from './choice.js';
import type { Row, Standing } from './rows.js';

/** A step as the chart shows it: of load tests latency to the right and cost upwards; see `Chosen.placeOf`. */
export interface ChartPoint {
  readonly key: string;
  readonly row: Row;
  readonly x: number;
  readonly y: number;
  readonly standing: Standing;
}

/** A step of the other job, drawn dimmed: its position alone. */
export interface DimmedPoint {
  readonly x: number;
  readonly y: number;
}

/** The rows that have both figures, from left to right. */
export function pointsOf(rows: readonly Row[], { placeOf }: Choice): readonly ChartPoint[] {
  return rows
    .flatMap((row): readonly ChartPoint[] => {
      const [x, y] = placeOf(row.step);
      if (!usable(x) || !usable(y)) return [];
      return [{ key: row.key, row, x, y, standing: row.standing }];
    })
    .sort((a, b) => a.x - b.x || a.y - b.y);
}

/** The steps of the other job that have both figures. */
export function dimmedPoints(steps: readonly Step[], { placeOf }: Choice): readonly DimmedPoint[] {
  return steps.flatMap(step => {
    const [x, y] = placeOf(step);
    return step.Status === 'COMPLETED' && usable(x) && usable(y) ? [{ x, y }] : [];
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
