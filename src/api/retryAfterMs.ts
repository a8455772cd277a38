/** HTTP headers, their names in lower case. */
export type Headers = Readonly<Record<string, string | undefined>>;

/** Pattern of a date in HTTP. `Date.parse` alone would also accept `-5` or `tomorrow 2099`. */
const HTTP_DATE = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun).*\d\d:\d\d:\d\d GMT$/;
/** Pattern of a number of seconds or of milliseconds; signs, units and hexadecimal numbers are invalid. */
const NUMBER = /^\d+(\.\d+)?$/;

/**
 * Wait that the service asks for, in milliseconds; undefined where no header is valid.
 *
 * `x-amz-retry-after` counts milliseconds, as the AWS SDKs read it since 2026. Where it is missing or invalid,
 * `Retry-After` counts: seconds, or a date, which is compared with the response's own `Date`, and without one
 * with `now`, this machine's time of day.
 */
export function retryAfterMs(headers: Headers, now: () => number): number | undefined {
  const amz = headers['x-amz-retry-after']?.trim() ?? '';
  if (NUMBER.test(amz)) return Number(amz);
  const text = headers['retry-after']?.trim() ?? '';
  if (NUMBER.test(text)) return Number(text) * 1000;
  if (!HTTP_DATE.test(text)) return undefined;
  const date = Date.parse(headers.date ?? '');
  const wait = Date.parse(text) - (Number.isNaN(date) ? now() : date);
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}
