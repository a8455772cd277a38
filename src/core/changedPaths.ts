import { joinPath } from './joinPath.js';

const isNested = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !(value instanceof Date);

const own = (value: Record<string, unknown>, key: string): unknown =>
  Object.hasOwn(value, key) ? value[key] : undefined;

/** Lists whose order says nothing: they are compared sorted by `Key`, as each answer may have another order. */
const UNORDERED = /(^|\.)EnvironmentParameters$/;

/**
 * Compares two values deeply, and returns the paths of the fields that differ, in the order of the fields:
 * `InferenceBenchmark.Metrics.ModelLatency`, `EnvironmentParameters[0].Value`. Equal values have none. `NaN`
 * equals `NaN`, dates are compared by their time, and an `undefined` field equals an absent one. The order of
 * environment parameters doesn't matter: the index in their paths is that of the list sorted by `Key`.
 */
export function changedPaths(before: unknown, after: unknown, path = ''): readonly string[] {
  if (before === after) return [];
  if (isNested(before) && isNested(after) && Array.isArray(before) === Array.isArray(after)) {
    const [old, next] = UNORDERED.test(path) ? [sortedByKey(before), sortedByKey(after)] : [before, after];
    const keys = new Set([...Object.keys(old), ...Object.keys(next)]);
    return [...keys].flatMap(key => changedPaths(own(old, key), own(next, key), joinPath(path, key)));
  }
  if (before instanceof Date && after instanceof Date)
    return changedPaths(before.getTime(), after.getTime(), path);
  return Object.is(before, after) ? [] : [path];
}

function sortedByKey<T extends object>(list: T): T {
  if (!Array.isArray(list) || list.length < 2) return list;
  const textOf = (item: unknown): string => String((item as { readonly Key?: unknown } | null)?.Key);
  const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
  return [...(list as unknown[])].sort((a, b) => compare(textOf(a), textOf(b))) as T & unknown[];
}
