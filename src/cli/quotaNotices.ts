import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { CHANNEL, type TraceContext } from '../api/trace.js';
import { oneLine } from '../words/oneLine.js';
import type { Host } from './process/host.js';

/** What the user knows, and how the command writes. */
export interface QuotaNoticesOptions {
  /** Whether the user was told at the start that the shared quota can't be reached. */
  readonly isAlone: boolean;
  /** Whether the command redraws its output on a terminal. Lines wait for its end then. */
  readonly redraws: boolean;
}

/**
 * Writes the notices of a shared quota to stderr, a line for each: that it can't be reached, that it is reached
 * again, and that processes were given different quotas; and those of the logs that gateways share. Returns a function that ends that, and writes what is left.
 */
export function writeQuotaNotices(
  { stdout, stderr }: Pick<Host, 'stdout' | 'stderr'>,
  { isAlone, redraws }: QuotaNoticesOptions,
): () => void {
  const waits = redraws && stdout.isTTY === true && stderr.isTTY === true;
  let isKnown = isAlone;
  let left: string[] = [];
  const hear = (context: unknown): void => {
    const { kind, code = '', message = '' } = context as TraceContext;
    if (kind !== 'notice' || !/^(QUOTA|RELAY)_/.test(code)) return;
    const isNews = code !== 'QUOTA_ALONE' || !isKnown;
    if (code === 'QUOTA_ALONE' || code === 'QUOTA_SHARED') isKnown = code === 'QUOTA_ALONE';
    if (!isNews) return;
    const line = `stepstream: ${oneLine(message)}\n`;
    if (waits) left.push(line);
    else stderr.write(line);
  };
  const starts = `tracing:${CHANNEL}:start`;
  subscribe(starts, hear);
  return () => {
    unsubscribe(starts, hear);
    for (const line of left) stderr.write(line);
    left = [];
  };
}
