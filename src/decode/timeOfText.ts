/** Epoch seconds, as the SDK and boto3 read them where they arrive as text. */
const EPOCH_SECONDS = /^[+-]?\d+(\.\d*)?([eE][+-]?\d+)?$/;

/** ISO 8601 with a zone; between day and time a `T` or, as Python's `str` has it, a space. */
const ISO_8601 =
  /^(?<day>(?:\d{4}|[+-]\d{6})-\d\d-\d\d)[Tt ](?<clock>\d\d:\d\d)(?::(?<seconds>\d\d)(?:[.,](?<decimals>\d+))?)?(?:[Zz]|(?<sign>[+-])(?<hours>[01]\d|2[0-3])(?::?(?<minutes>[0-5]\d)(?::?(?<rest>[0-5]\d))?)?)$/;

/**
 * Reads a time that was written as text, and returns epoch seconds; `undefined` for text that is no time.
 *
 * - epoch seconds: `1700000000`, `1700000000.5`
 * - ISO 8601 with `Z` or an offset, and any number of decimals: `2026-01-15T09:00:00.123Z` (`toISOString`),
 *   `2026-01-15T10:00:00.123000+01:00` (aws-cli 2)
 * - the same with a space: `2026-01-15 09:00:00.123000+00:00` (boto3, written with `default=str`)
 *
 * A date alone, or a time without a zone, is no moment. Neither is a day that the calendar doesn't have.
 */
export function timeOfText(text: string): number | undefined {
  if (EPOCH_SECONDS.test(text)) return Number(text);
  const parts = ISO_8601.exec(text)?.groups;
  if (parts === undefined) return undefined;
  const { day = '', clock = '', seconds = '00', decimals = '0', sign } = parts;
  const { hours = '0', minutes = '0', rest = '0' } = parts;
  const local = `${day}T${clock}:${seconds}`;
  const ms = Date.parse(`${local}Z`);
  // 30 February is 2 March to Date.parse.
  if (Number.isNaN(ms) || new Date(ms).toISOString() !== `${local}.000Z`) return undefined;
  const offset = Number(hours) * 3600 + Number(minutes) * 60 + Number(rest);
  return ms / 1000 - (sign === '-' ? -offset : offset) + Number(`0.${decimals}`);
}
