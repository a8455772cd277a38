const isNested = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !(value instanceof Date);

const moment = (value: unknown): unknown => (value instanceof Date ? value.getTime() : value);

/**
 * The paths of the fields that differ, such as `InferenceBenchmark.Metrics.ModelLatency`, in the order of
 * the fields. Empty where the two say the same: `NaN` equals `NaN`, dates are compared by their moment, and
 * a field that is `undefined` equals one that is absent.
 */
export function changedPaths(before: unknown, after: unknown, path = ''): readonly string[] {
  if (before === after) return [];
  if (isNested(before) && isNested(after) && Array.isArray(before) === Array.isArray(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...keys].flatMap(key =>
      changedPaths(before[key], after[key], path === '' ? key : `${path}.${key}`),
    );
  }
  return Object.is(moment(before), moment(after)) ? [] : [path];
}
