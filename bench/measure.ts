import { setTimeout as sleep } from 'node:timers/promises';

/** What a piece of work took. */
export interface Took {
  /** Milliseconds of wall time. */
  readonly wallMs: number;
  /** Milliseconds of CPU of this process, all of its threads. */
  readonly cpuMs: number;
}

/**
 * Runs the work and measures it. No garbage is collected by hand before: that would throw compiled code
 * away, and nobody does it.
 */
export async function took(work: () => Promise<unknown>): Promise<Took> {
  await sleep(20);
  const cpu = process.cpuUsage();
  const start = performance.now();
  await work();
  const wallMs = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  return { wallMs, cpuMs: (user + system) / 1000 };
}

/** Runs several pieces of work in turn, `rounds` times, so that whatever else the machine does hits all. */
export async function interleaved<K extends string>(
  rounds: number,
  works: Readonly<Record<K, () => Promise<unknown>>>,
): Promise<Record<K, Took[]>> {
  const measured = Object.entries<() => Promise<unknown>>(works).map(([name, work]) => [
    name,
    () => took(work),
  ]);
  return inTurns(rounds, Object.fromEntries(measured) as Record<K, () => Promise<Took>>);
}

/** Asks several contenders in turn, `rounds` times; answers what each has answered. */
export async function inTurns<K extends string, T>(
  rounds: number,
  contenders: Readonly<Record<K, () => Promise<T>>>,
): Promise<Record<K, T[]>> {
  const names = Object.keys(contenders) as K[];
  const answers = Object.fromEntries(names.map(name => [name, [] as T[]])) as Record<K, T[]>;
  for (let round = 0; round < rounds; round++) {
    // Every other round goes backwards: nobody always comes after the same neighbour.
    for (const name of round % 2 === 0 ? names : names.toReversed())
      answers[name].push(await contenders[name]());
  }
  return answers;
}

/** The middle value; the mean of the two in the middle where there are two. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const at = (i: number): number => sorted[i] ?? NaN;
  return sorted.length % 2 === 1 ? at(Math.floor(middle)) : (at(middle - 1) + at(middle)) / 2;
}

/** The median of the ratios of pairs that ran in the same round. */
export function medianRatio(mine: readonly Took[], theirs: readonly Took[], of: keyof Took): number {
  return median(mine.map((took, i) => took[of] / (theirs[i]?.[of] ?? NaN)));
}

/** The value below which `share` of the values lie. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}
