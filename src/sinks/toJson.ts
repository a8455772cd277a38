/**
 * A value as JSON, in the form of the wire: a `Date` becomes epoch seconds; numbers that JSON can't express become
 * `"NaN"`, `"Infinity"` or `"-Infinity"`; `undefined` becomes `null`; sets and maps become lists.
 *
 * Throws a `TypeError` for a value that JSON can't express: a cycle, a `bigint`.
 */
export function toJson(value: unknown): string {
  // Undefined for a function or a symbol, which the types of Node leave out.
  const text = JSON.stringify(value, replace) as string | undefined;
  return text ?? 'null';
}

/** `this` is the object that contains the value: a `Date` has already been converted to a string. */
function replace(this: unknown, key: string, value: unknown): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value === 'string') {
    const before = (this as Record<string, unknown>)[key];
    return before instanceof Date ? before.getTime() / 1000 : value;
  }
  return value instanceof Map || value instanceof Set ? [...(value as Iterable<unknown>)] : value;
}
