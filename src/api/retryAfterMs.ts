/** HTTP headers, their names in lower case. */
export type Headers = Readonly<Record<string, string | undefined>>;

/** Pattern of a date in HTTP. `Date.parse` alone would also accept `-5` or `tomorrow 2099`. */
const HTTP_DATE = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun).*\d\d:\d\d:\d\d GMT$/;

/**
 * Wait that `Retry-After` asks for, in milliseconds; undefined where the header is missing or invalid.
 *
 * A date is compared with the response's own `Date`, and without one with `now`, this machine's time of day.
 */
export function retryAfterMs(headers: Headers, now: () => number): number | undefined {
  const text = headers['retry-after']?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000;
  if (!HTTP_DATE.test(text)) return undefined;
  const date = Date.parse(headers.date ?? '');
  const wait = Date.parse(text) - (Number.isNaN(date) ? now() : date);
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}
