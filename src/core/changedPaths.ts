import { joinPath } from './joinPath.js';

const isNested = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !(value instanceof Date);

const own = (value: Record<string, unknown>, key: string): unknown =>
  Object.hasOwn(value, key) ? value[key] : undefined;

/**
 * Compares two values deeply, and returns the paths of the fields that differ, in the order of the fields:
 * `InferenceBenchmark.Metrics.ModelLatency`, `EnvironmentParameters[0].Value`. Equal values have none. `NaN`
 * equals `NaN`, dates are compared by their time, and an `undefined` field equals an absent one.
 */
export function changedPaths(before: unknown, after: unknown, path = ''): readonly string[] {
  if (before === after) return [];
  if (isNested(before) && isNested(after) && Array.isArray(before) === Array.isArray(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...keys].flatMap(key => changedPaths(own(before, key), own(after, key), joinPath(path, key)));
  }
  if (before instanceof Date && after instanceof Date)
    return changedPaths(before.getTime(), after.getTime(), path);
  return Object.is(before, after) ? [] : [path];
}
