/** When a test was under load, in milliseconds since the epoch. */
export interface LoadSpan {
  readonly from: number;
  /** `Infinity` while it runs. */
  readonly until: number;
}

/** How a job has used its slots, in each of which one test follows the other. */
export interface SlotTimes {
  /** Median time between a slot's becoming free and the load of its next test, in milliseconds: an endpoint is made. */
  readonly leadMs: number;
  /** When the slots became free in which no test is under load, in milliseconds since the epoch; the earliest first. */
  readonly freeSince: readonly number[];
}

/** The greatest number of tests that were under load at once. */
export function peakOf(spans: readonly LoadSpan[]): number {
  const turns = spans.flatMap(({ from, until }) => [
    { at: from, by: 1 },
    { at: until, by: -1 },
  ]);
  // A test that begins as another one ends isn't beside it.
  turns.sort((a, b) => a.at - b.at || a.by - b.by);
  let [running, peak] = [0, 0];
  for (const { by } of turns) peak = Math.max(peak, (running += by));
  return peak;
}

/**
 * Gives each test, in the order of their loads, the slot that has been free for longest; at first all are free, since
 * `began`. There are at least as many slots as tests were under load at once.
 */
export function slotTimes(spans: readonly LoadSpan[], slots: number, began: number): SlotTimes {
  const free = Array.from({ length: slots }, () => began);
  const leads: number[] = [];
  for (const { from, until } of spans.toSorted((a, b) => a.from - b.from)) {
    const first = indexOfLeast(free);
    leads.push(Math.max(0, from - (free[first] ?? from)));
    free[first] = until;
  }
  leads.sort((a, b) => a - b);
  return {
    leadMs: leads[leads.length >> 1] ?? 0,
    freeSince: free.filter(at => at < Infinity).sort((a, b) => a - b),
  };
}

/** The index of the least value, of equal ones the first; 0 without any. */
export function indexOfLeast(values: readonly number[]): number {
  let [least, index] = [Infinity, 0];
  values.forEach((value, i) => {
    if (value < least) [least, index] = [value, i];
  });
  return index;
}
