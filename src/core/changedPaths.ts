import { joinPath } from './joinPath.js';

const isNested = (value: unknown): value is Nested =>
  typeof value === 'object' && value !== null && !(value instanceof Date);

const own = (value: Nested, key: string): unknown => (Object.hasOwn(value, key) ? value[key] : undefined);

/** Name of the lists whose order says nothing: they are compared sorted by `Key`, as each answer may have another order. */
const UNORDERED = 'EnvironmentParameters';

/**
 * Compares two values deeply, and returns the paths of the fields that differ, in the order of the fields:
 * `InferenceBenchmark.Metrics.ModelLatency`, `EnvironmentParameters[0].Value`. Equal values have none. `NaN`
 * equals `NaN`, dates are compared by their time, and an `undefined` field equals an absent one. The order of
 * environment parameters doesn't matter: the index in their paths is that of the list sorted by `Key`.
 */
export const changedPaths = (before: unknown, after: unknown): readonly string[] =>
  pathsOf(before, after, '', '');

function pathsOf(before: unknown, after: unknown, name: string, path: string): readonly string[] {
  if (isEqual(before, after, name)) return [];
  const pair = nestedPair(before, after, name);
  if (pair === undefined) return [path];
  const [old, next] = pair;
  const keys = new Set([...Object.keys(old), ...Object.keys(next)]);
  return [...keys].flatMap(key => pathsOf(own(old, key), own(next, key), key, joinPath(path, key)));
}

/** Whether no path differs. Most values that are compared are equal, so this makes no paths. */
function isEqual(before: unknown, after: unknown, name: string): boolean {
  if (Object.is(before, after) || before === after) return true;
  const pair = nestedPair(before, after, name);
  if (pair === undefined)
    return before instanceof Date && after instanceof Date && Object.is(before.getTime(), after.getTime());
  const [old, next] = pair;
  return (
    Object.keys(old).every(key => isEqual(old[key], own(next, key), key)) &&
    Object.keys(next).every(key => next[key] === undefined || Object.hasOwn(old, key))
  );
}

type Nested = Readonly<Record<string, unknown>>;

/** Two objects, or two lists, in an order in which their fields can be compared; else undefined. */
function nestedPair(before: unknown, after: unknown, name: string): readonly [Nested, Nested] | undefined {
  if (!isNested(before) || !isNested(after) || Array.isArray(before) !== Array.isArray(after))
    return undefined;
  return name === UNORDERED ? [sortedByKey(before), sortedByKey(after)] : [before, after];
}

function sortedByKey<T extends object>(list: T): T {
  if (!Array.isArray(list) || list.length < 2) return list;
  const textOf = (item: unknown): string => String((item as { readonly Key?: unknown } | null)?.Key);
  const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
  return [...(list as unknown[])].sort((a, b) => compare(textOf(a), textOf(b))) as T & unknown[];
}
