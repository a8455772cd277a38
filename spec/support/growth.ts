const ROUNDS = 5;
/** Ten times the text is 10 times the work where that is linear, and 100 times where it is quadratic. */
const LINEAR = 40;

/**
 * How many times the CPU time of `work(n)` that of `work(10 * n)` is: the least of some rounds, and the
 * first that is clearly linear. For what only time can show, as backtracking within a regular expression:
 * compared with itself, the speed of the machine doesn't count.
 */
export function growth(work: (n: number) => void, n: number): number {
  let [small, large] = [Infinity, Infinity];
  for (let round = 0; round < ROUNDS && !(large / small < LINEAR); round += 1) {
    small = Math.min(
      small,
      cpuOf(() => work(n)),
    );
    large = Math.min(
      large,
      cpuOf(() => work(10 * n)),
    );
  }
  return large / small;
}

/** Microseconds of CPU. */
function cpuOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return Math.max(1, user + system);
}
