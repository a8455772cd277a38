import type { Figure } from '../core/figures.js';

/** A unit: its spellings, without case and signs, and the power of ten into the unit of the figure. */
type Unit = readonly [spelling: RegExp, exponent: number];

const TIMES: readonly Unit[] = [
  [/^(?:ms|msecs?|milliseconds?)$/, 0],
  [/^(?:s|secs?|seconds?)$/, 3],
  [/^(?:us|μs|usecs?|microseconds?)$/, -3],
  [/^(?:ns|nsecs?|nanoseconds?)$/, -6],
];
const TOKENS: readonly Unit[] = [[/^tok(?:en)?s?(?:pers|(?:per)?sec(?:ond)?s?)$/, 0]];
const REQUESTS: readonly Unit[] = [[/^req(?:uest)?s?(?:pers|(?:per)?sec(?:ond)?s?)$/, 0]];
/** A count is one without a unit, too. */
const COUNTS: readonly Unit[] = [[/^(?:counts?)?$/, 0]];

const UNITS: Readonly<Record<Figure, readonly Unit[]>> = {
  TimeToFirstToken: TIMES,
  InterTokenLatency: TIMES,
  RequestLatency: TIMES,
  OutputTokenThroughput: TOKENS,
  RequestThroughput: REQUESTS,
  ClientSideConcurrency: COUNTS,
};

/** A slash is `per`: without it `token/s` would be `tokens`. NFKC makes one letter of the two signs for micro. */
const unitOf = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('/', 'per')
    .replace(/[^\p{L}\p{N}]/gu, '');

/** The power of ten from a unit into that of the figure; undefined where the unit isn't known for it. */
export function exponentOf(figure: Figure, unit: string): number | undefined {
  const name = unitOf(unit);
  // A unit of signs alone, such as `%`, is a unit, and none that is known.
  if (name === '' && unit.trim() !== '') return undefined;
  return UNITS[figure].find(([spelling]) => spelling.test(name))?.[1];
}
