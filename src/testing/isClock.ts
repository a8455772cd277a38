/** What is said of something else. */
export const MUST_BE_CLOCK: string = 'must be a clock: an object whose monotonic() gives milliseconds';

/** Whether this has the method of a clock that simulators and replays read. */
export function isClock(value: unknown): boolean {
  return typeof (value as { readonly monotonic?: unknown } | null)?.monotonic === 'function';
}
