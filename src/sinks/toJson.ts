/**
 * A value as JSON, in the form of the wire: a `Date` is epoch seconds, a number that JSON has no word for
 * is `"NaN"`, `"Infinity"` or `"-Infinity"`, and nothing is `null`. Sets and maps are lists.
 *
 * Fails with a `TypeError` for what can't be written: a cycle, a `bigint`.
 */
export function toJson(value: unknown): string {
  // undefined where the value is a function or a symbol, whatever the types of Node say.
  const text = JSON.stringify(value, replace) as string | undefined;
  return text ?? 'null';
}

/** `this` is what holds the value: a `Date` has been turned into text by then. */
function replace(this: unknown, key: string, value: unknown): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value === 'string') {
    const before = (this as Record<string, unknown>)[key];
    return before instanceof Date ? before.getTime() / 1000 : value;
  }
  return value instanceof Map || value instanceof Set ? [...(value as Iterable<unknown>)] : value;
}
