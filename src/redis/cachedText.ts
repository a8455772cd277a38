import { pause } from '../core/pause.js';
import type { Time } from '../core/time.js';

/** Milliseconds for which one caller fetches while the others wait: longer than a page usually takes. */
const LOCK_MS = 3_000;
/** Milliseconds between two looks of a caller that waits. */
const LOOK_MS = 50;

/** Runs the script of texts. */
export type RunTextScript = (op: 'take' | 'put' | 'drop', ...args: string[]) => Promise<readonly string[]>;

/** Where a text comes from, and how long it is good for. */
export interface TextSource {
  readonly time: Time;
  readonly maxAgeMs: number;
  readonly fetch: () => Promise<string>;
}

/**
 * A text that one of several processes fetches. The others wait for it, up to three seconds: then the next one fetches,
 * too, as the first one may have died. An error of `fetch` goes to its caller alone, and the next one fetches.
 *
 * Where Redis can't be reached, `fetch` is called without it.
 */
export async function cachedText(run: RunTextScript, { time, maxAgeMs, fetch }: TextSource): Promise<string> {
  const token = time.uniqueId();
  const take = (): Promise<readonly string[]> =>
    run('take', token, String(maxAgeMs), String(LOCK_MS)).catch((): readonly string[] => ['fetch']);
  for (;;) {
    const [kind, text = ''] = await take();
    if (kind === 'text') return text;
    if (kind === 'fetch') break;
    await pause(time, LOOK_MS);
  }
  try {
    const text = await fetch();
    await run('put', token, String(maxAgeMs), text).catch(() => undefined);
    return text;
  } catch (error) {
    await run('drop', token).catch(() => undefined);
    throw error;
  }
}
