/** HTTP headers, their names in lower case. */
export type Headers = Readonly<Record<string, string | undefined>>;

/**
 * What `Retry-After` asks for, in milliseconds; undefined where there is none that can be read.
 *
 * A date is taken against the response's own `Date`, so that the clock of this machine doesn't matter.
 */
export function retryAfterMs(headers: Headers): number | undefined {
  const text = headers['retry-after']?.trim();
  if (text === undefined || text === '') return undefined;
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000;
  const wait = Date.parse(text) - Date.parse(headers.date ?? '');
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}
