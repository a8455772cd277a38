import type { ExpectedPerformance } from '../core/aiRecommendation.js';
import type { DecodeFault } from '../core/decodeFault.js';
import { FIGURES, statOf, type Figure, type Figures, type Stat } from '../core/figures.js';
import { joinPath } from '../core/joinPath.js';
import { decimalOf } from './decimalOf.js';
import { exponentOf } from './figureUnits.js';

/** The figure that a row names, and the power of ten from its unit into that of the figure. */
interface Named {
  readonly figure: Figure;
  readonly exponent: number;
}

const nameOf = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
const BY_NAME: ReadonlyMap<string, Figure> = new Map(FIGURES.map(figure => [nameOf(figure), figure]));

/** The name that the developer guide has for both throughputs; the unit tells which one is meant. */
const THROUGHPUT = 'throughput';
const THROUGHPUTS = ['OutputTokenThroughput', 'RequestThroughput'] as const;

const isObject = (row: unknown): row is ExpectedPerformance =>
  typeof row === 'object' && row !== null && !Array.isArray(row);

/**
 * Reads rows of figures, which AWS sends as text and in several spellings. `pathOf` returns the path of a row by its
 * index, for the faults.
 *
 * - Names, statistics and units are compared without case and signs; `average` is `avg`. A row without a statistic is
 *   that of `value`.
 * - Seconds, microseconds and nanoseconds become milliseconds; throughputs are per second.
 * - A value counts only where all of its text is a decimal number: `''`, `NaN`, `1,134.9`, `1e3` and `-5` are faults that
 *   name the row. So are two rows of one figure and statistic whose values differ: neither counts.
 * - An unknown metric, an unknown unit, and a time or a throughput without a unit are kept in `others`: nothing is guessed.
 *
 * The order of the rows doesn't matter. Null rows are left out. Never fails.
 */
export function readFigures(rows: readonly unknown[], pathOf: (index: number) => string): Figures {
  const values = new Map<Figure, Map<Stat, number>>();
  const refuted: (readonly [Figure, Stat])[] = [];
  const others: ExpectedPerformance[] = [];
  const faults: DecodeFault[] = [];

  rows.forEach((row, index) => {
    const fault = (field: string, expected: string, actual: unknown): void => {
      const path = field === '' ? pathOf(index) : joinPath(pathOf(index), field);
      // Null counts as absent, as in all AWS JSON.
      faults.push({ path, expected, ...((actual ?? undefined) !== undefined && { actual }) } as DecodeFault);
    };
    if (row === null) return;
    if (!isObject(row)) {
      fault('', 'a row with Metric and Value', row);
      return;
    }
    const unreadable = (['Metric', 'Stat', 'Unit'] as const).find(field => !isText(row[field]));
    if (unreadable !== undefined) {
      fault(unreadable, 'a string', row[unreadable]);
      return;
    }
    const named = namedBy(row);
    if (named === undefined) {
      others.push(row);
      return;
    }
    const value = decimalOf(row.Value, named.exponent);
    if (value === undefined) {
      fault('Value', 'a decimal number', row.Value);
      return;
    }
    const stat = statOf(row.Stat ?? '') || 'value';
    const stats = values.get(named.figure) ?? new Map<Stat, number>();
    values.set(named.figure, stats);
    const known = stats.get(stat);
    if (known === undefined) stats.set(stat, value);
    else if (known !== value) {
      refuted.push([named.figure, stat]);
      fault('Value', `the same value as another row of ${named.figure} ${stat}`, row.Value);
    }
  });

  for (const [figure, stat] of refuted) values.get(figure)?.delete(stat);
  return {
    ...Object.fromEntries(
      FIGURES.flatMap(figure => {
        const stats = values.get(figure);
        return stats === undefined || stats.size === 0 ? [] : [[figure, Object.fromEntries(stats)]];
      }),
    ),
    ...(others.length > 0 && { others }),
    ...(faults.length > 0 && { faults }),
  };
}

const isText = (field: unknown): boolean =>
  field === undefined || field === null || typeof field === 'string';

function namedBy({ Metric, Unit }: ExpectedPerformance): Named | undefined {
  const name = nameOf(Metric ?? '');
  const figures: readonly Figure[] =
    name === THROUGHPUT ? THROUGHPUTS : [BY_NAME.get(name)].filter(one => one !== undefined);
  return figures
    .map(figure => ({ figure, exponent: exponentOf(figure, Unit ?? '') }))
    .find((one): one is Named => one.exponent !== undefined);
}
