/** Keys that lead to a place within a value. */
export type Path = readonly string[];

/** The paths to all places within a value, outer ones first. */
export function pathsOf(value: unknown): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    [key],
    ...pathsOf(inner).map(path => [key, ...path]),
  ]);
}

/** The paths to the values that hold no others. */
export const leavesOf = (value: unknown): readonly Path[] =>
  pathsOf(value).filter(path => pathsOf(valueAt(value, path)).length === 0);

/** The value at a path. */
export const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>((inner, key) => (inner as Record<string, unknown>)[key], value);

/** A copy with another value at a path. */
export function replaced(value: unknown, path: Path, other: unknown): unknown {
  const copy: unknown = structuredClone(value);
  (valueAt(copy, path.slice(0, -1)) as Record<string, unknown>)[path.at(-1)!] = other;
  return copy;
}
