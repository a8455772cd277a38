import type { Wish, Wishes } from './wishes.js';

/** What the address of the page says, so that it can be kept and passed on. */
export interface PageAddress {
  readonly job?: string | undefined;
  /** The job that it is compared with. */
  readonly against?: string | undefined;
  readonly wishes: Wishes;
}

const NAMES: Readonly<Record<Wish, string>> = {
  maxLatencyMs: 'latency',
  minInvocationsPerMinute: 'throughput',
  requestsPerMinute: 'traffic',
};
const wishNames = Object.keys(NAMES) as readonly Wish[];

/** Reads the query of an address. What can't be a wish is none. */
export function readAddress(query: string): PageAddress {
  const parameters = new URLSearchParams(query);
  const text = (name: string): string | undefined => parameters.get(name) ?? undefined;
  const wishes = wishNames.flatMap(wish => {
    const value = Number(parameters.get(NAMES[wish]));
    return value > 0 && value < Infinity ? [[wish, value] as const] : [];
  });
  return { job: text('job'), against: text('against'), wishes: Object.fromEntries(wishes) };
}

/** The query of an address, with its question mark; empty where it says nothing. */
export function writeAddress({ job, against, wishes }: PageAddress): string {
  const parameters = new URLSearchParams();
  if (job !== undefined) parameters.set('job', job);
  if (against !== undefined) parameters.set('against', against);
  for (const wish of wishNames) {
    const value = wishes[wish];
    if (value !== undefined) parameters.set(NAMES[wish], String(value));
  }
  const query = parameters.toString();
  return query === '' ? '' : `?${query}`;
}
