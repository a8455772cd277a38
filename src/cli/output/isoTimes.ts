/** Members of documents that are moments: on the wire in epoch seconds. */
const MOMENTS: ReadonlySet<string> = new Set([
  'CreationTime',
  'LastModifiedTime',
  'CompletionTime',
  'StartTime',
  'EndTime',
  'InvocationStartTime',
  'InvocationEndTime',
]);

/** A document with its moments in ISO 8601, as aws-cli 2 writes them, but always in UTC. */
export function isoTimes(document: unknown): unknown {
  if (Array.isArray(document)) return document.map(isoTimes);
  if (typeof document !== 'object' || document === null) return document;
  return Object.fromEntries(
    Object.entries(document).map(([name, value]: [string, unknown]) => [
      name,
      typeof value === 'number' && MOMENTS.has(name) ? isoTime(value) : isoTimes(value),
    ]),
  );
}

/**
 * A moment as Python's `isoformat()` has it: `2026-01-01T00:00:00+00:00`, with six decimals where it has some.
 * Such texts are in the order of their moments, which those with a `Z` are not.
 */
function isoTime(epochSeconds: number): string {
  return new Date(Math.round(epochSeconds * 1000))
    .toISOString()
    .replace(/(?:\.000|(\.\d{3}))Z$/, (_, decimals?: string) =>
      decimals === undefined ? '+00:00' : `${decimals}000+00:00`,
    );
}
