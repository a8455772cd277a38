/**
 * Converts a value to its wire form: a `Date` becomes epoch seconds, NaN and the infinities become strings, and members
 * that are `undefined` are removed. Everything else is unchanged.
 */
export function toWire(value: unknown): unknown {
  if (value instanceof Date) return value.getTime() / 1000;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (Array.isArray(value)) return value.map(toWire);
  if (typeof value !== 'object' || value === null) return value;
  const present = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(present.map(([name, inner]) => [name, toWire(inner)]));
}
