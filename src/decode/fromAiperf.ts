import { show } from '../core/check.js';
import { InvalidInputError } from '../core/errors.js';
import type { ExpectedPerformance } from '../core/aiRecommendation.js';
import type { Figures } from '../core/figures.js';
import { joinPath } from '../core/joinPath.js';
import { readFigures } from './readFigures.js';

/** The fields of a metric that are no statistics in its unit. */
const NO_STATS: ReadonlySet<string> = new Set(['unit', 'count']);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Reads the figures of an AI benchmark job from its profile, `profile_export_aiperf.json` in the archive that the job
 * writes to S3: the text of the file, or the value that it holds. They are those of `Figures`, as recommendations have
 * them.
 *
 * ```text
 * { "time_to_first_token": { "unit": "ms", "avg": 281.2, "p50": 269.55, … }, … }
 * { TimeToFirstToken: { avg: 281.2, p50: 269.55, … }, … }
 * ```
 *
 * - **Unit**: milliseconds, and per second, whatever the units of the profile. A job that Failed can have sound figures:
 *   AWS fails one above 1 % of invalid answers.
 * - **Skips**: `count`, which has no unit. Metrics that have no figure are in `others`, a row for each statistic; a
 *   value that is no number is in `faults`, by its path `time_to_first_token.p50`; one that is null is absent.
 * - **Fails**: throws `InvalidInputError` where it isn't a profile, such as the `search_history.json` of a sweep over
 *   concurrencies, which has many runs.
 *
 * @example
 * ```ts
 * import { readFile } from 'node:fs/promises';
 * import { fromAiperf } from 'stepstream';
 *
 * const figures = fromAiperf(await readFile('profile_export_aiperf.json', 'utf8'));
 * console.log(figures.TimeToFirstToken?.p50, figures.OutputTokenThroughput?.avg);
 * ```
 */
export function fromAiperf(profile: unknown): Figures {
  const metrics = metricsOf(typeof profile === 'string' ? parsed(profile) : profile);
  const rows: ExpectedPerformance[] = [];
  const paths: string[] = [];
  for (const [Metric, metric] of metrics) {
    const { unit } = metric;
    for (const [Stat, Value] of Object.entries(metric)) {
      if (NO_STATS.has(Stat) || Value === null) continue;
      rows.push({ Metric, Stat, Value, ...(unit !== null && { Unit: unit as string }) });
      paths.push(joinPath(Metric, Stat));
    }
  }
  const { faults, ...figures } = readFigures(rows, index => paths[index] ?? '');
  if (faults === undefined) return figures;
  // A row is one statistic: its name is in the path already.
  return {
    ...figures,
    faults: faults.map(fault => ({ ...fault, path: fault.path.replace(/\.Value$/, '') })),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new InvalidInputError(
      'fromAiperf',
      `must be the JSON of profile_export_aiperf.json; got ${show(text)}`,
      {
        cause,
      },
    );
  }
}

type Metric = Readonly<Record<string, unknown>>;

/** The metrics of a profile: its members that have a unit. */
function metricsOf(profile: unknown): readonly (readonly [name: string, metric: Metric])[] {
  if (isObject(profile)) {
    const metrics = Object.entries(profile).filter(
      (entry): entry is [string, Metric] => isObject(entry[1]) && 'unit' in entry[1],
    );
    if (metrics.length > 0) return metrics;
    if (Array.isArray(profile.iterations) || 'best_trials' in profile) {
      throw new InvalidInputError(
        'fromAiperf',
        'is a search_history.json, the history of a sweep, whose runs have figures each; give the ' +
          'profile_export_aiperf.json of one run',
      );
    }
  }
  throw new InvalidInputError(
    'fromAiperf',
    'must be what profile_export_aiperf.json holds: an object of metrics, each with unit and statistics, and not a ' +
      `search_history.json or another file; got ${Array.isArray(profile) ? 'a list' : show(profile)}`,
  );
}
