/** Returns the duration that a test exceeds with the probability `1 - share`, after it has lasted `age`. */
export type LoadQuantile = (share: number, age?: number) => number;

/** Candidates for the shape of the distribution: coefficients of variation from 1 down to 0.04. */
const SHAPES = [1, 1.4, 2, 2.8, 4, 5.7, 8, 11.3, 16, 22.6, 32];
/** The likeliest shape of durations that nothing is known of: a coefficient of variation of 0.15. */
const USUAL_SHAPE = 8;
/** Standard deviation of the shape's logarithm around that of the usual one. */
const SHAPE_SPREAD = 0.7;

/**
 * Fits a Weibull distribution to the durations of tests that completed, one at least, and to the ages of tests that run:
 * each of these will take longer than that. For a given shape the likeliest scale is known in closed form, the sum of
 * all times, each to the power of the shape, over the number of the completed ones. At shape 1 that is the pace so far.
 */
export function fitLoads(completed: readonly number[], ages: readonly number[]): LoadQuantile {
  // In units of the longest, so that no power overflows.
  const unit = Math.max(1, ...completed, ...ages);
  const ended = completed.map(ms => Math.max(1, ms) / unit);
  const all = [...ended, ...ages.map(ms => ms / unit)];
  const logs = ended.reduce((sum, time) => sum + Math.log(time), 0);
  let [likeliest, shape, scale] = [-Infinity, USUAL_SHAPE, 1];
  for (const candidate of SHAPES) {
    const power = all.reduce((sum, time) => sum + time ** candidate, 0) / ended.length;
    const prior = (Math.log(candidate / USUAL_SHAPE) / SHAPE_SPREAD) ** 2 / 2;
    const likelihood =
      ended.length * (Math.log(candidate) - Math.log(power)) + (candidate - 1) * logs - prior;
    if (likelihood > likeliest) [likeliest, shape, scale] = [likelihood, candidate, power ** (1 / candidate)];
  }
  return (share, age = 0) =>
    unit * scale * ((age / unit / scale) ** shape - Math.log(1 - share)) ** (1 / shape);
}
