import { duration } from '../words/durations.js';
import { localTime } from '../words/times.js';
import { byId, setText } from './dom.js';
import type { Link } from './feed/feedState.js';

const WORDS = { connecting: 'connecting…', live: 'live', refused: 'not connected' } as const;
/** A line about staleness is written anew this often, in milliseconds, so that it isn't read out all the time. */
const ROUND_MS = 60_000;

/** Shows in the corner how the connection stands, or since when what is shown is stale; `over` is what its end means. */
export function showLink({ kind }: Link, since: number | undefined, now: number, over: string): void {
  const corner = byId('link');
  corner.dataset['kind'] = since === undefined ? kind : 'old';
  if (since === undefined) {
    setText(corner, kind === 'lost' ? '' : kind === 'over' ? over : WORDS[kind]);
    return;
  }
  const ago = Math.floor((now - since) / ROUND_MS) * ROUND_MS;
  const age = ago < ROUND_MS ? '' : `, ${duration(ago)} ago`;
  setText(corner, `stale since ${localTime(since)}${age}${kind === 'lost' ? ' · reconnecting' : ''}`);
}
