/** Runs work when a place is free for it, in the order in which it was asked for. */
export type Semaphore = <T>(work: () => Promise<T>) => Promise<T>;

/** Lets at most so many pieces of work run at once. */
export function semaphore(places: number): Semaphore {
  const waiting: (() => void)[] = [];
  let free = places;
  return async work => {
    if (free > 0) free -= 1;
    else await new Promise<void>(resolve => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    }
  };
}
