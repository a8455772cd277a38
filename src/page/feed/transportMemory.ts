import type { FeedPorts } from './feedPorts.js';

/** A storage of the browser. */
interface TextStorage {
  readonly getItem: (key: string) => string | null;
  readonly setItem: (key: string, value: string) => void;
  readonly removeItem: (key: string) => void;
}

/** Key under which it is stored that WebSockets are blocked, up to when. */
const KEY = 'stepstream-events-until';
/** How long a page begins with server-sent events once WebSockets were found to be blocked, in milliseconds. */
const BLOCKED_MS = 600_000;

/**
 * Remembers for the session of a tab which transport works, so that not each page finds out anew that WebSockets are
 * blocked. After ten minutes WebSockets are tried first again. A browser without storage remembers nothing.
 */
export function transportMemory(
  storage: () => TextStorage,
  now: () => number,
): Pick<FeedPorts, 'preferred' | 'prefer'> {
  return {
    preferred: () => {
      try {
        return Number(storage().getItem(KEY)) > now() ? 'events' : 'socket';
      } catch {
        return 'socket';
      }
    },
    prefer: transport => {
      try {
        if (transport === 'socket') storage().removeItem(KEY);
        else storage().setItem(KEY, String(now() + BLOCKED_MS));
      } catch {
        // It is found out anew.
      }
    },
  };
}
