/** HTTP headers, their names in lower case. */
export type Headers = Readonly<Record<string, string | undefined>>;

/** A date as HTTP writes it; `Date.parse` alone would also make one of `-5` or `tomorrow 2099`. */
const HTTP_DATE = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun).*\d\d:\d\d:\d\d GMT$/;

/**
 * What `Retry-After` asks for, in milliseconds; undefined where there is none that can be read.
 *
 * A date is taken against the response's own `Date`, and without one against `now`, the time of day of
 * this machine.
 */
export function retryAfterMs(headers: Headers, now: () => number): number | undefined {
  const text = headers['retry-after']?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000;
  if (!HTTP_DATE.test(text)) return undefined;
  const date = Date.parse(headers.date ?? '');
  const wait = Date.parse(text) - (Number.isNaN(date) ? now() : date);
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}
