import { inTime } from '../api/inTime.js';
import type { LogObserver, LogReader } from '../core/jobLog.js';
import { pause } from '../core/pause.js';
import type { Position } from '../core/position.js';
import type { Time } from '../core/time.js';
import { FollowedLogs } from './followedLogs.js';
import type { RelayKeys } from './relayKeys.js';
import type { StreamConnection } from './streamConnection.js';
import type { StreamRead } from './streamReply.js';

/** Longest time for which a read is blocked, in milliseconds: an idle reader sends half a command a second. */
const BLOCK_MS = 2_000;
/** Milliseconds after which a read that should have ended counts as lost. */
const LATE_MS = 1_000;
/** Milliseconds before another attempt to connect: the first, and the most, as it doubles. */
const RETRY_MS = { first: 50, most: 1_000 };

/** What a reader is made of. */
export interface LogReaderParts {
  readonly keys: RelayKeys;
  readonly time: Time;
  /** Opens a connection of its own. */
  readonly open: () => Promise<StreamConnection>;
  /** Ends the read that is blocked on this key. */
  readonly wake: (wakeKey: string) => Promise<unknown>;
  /** Id in its stream of the event at a position; `0-0` where it isn't known. */
  readonly idAt: (jobName: string, position: Position) => string;
}

/** Reads the logs of all jobs that are followed, by one blocked read at a time on a connection of its own. */
export function createLogReader(parts: LogReaderParts, observer: LogObserver): LogReader {
  const { keys, time, open, wake, idAt } = parts;
  const wakeKey = keys.wake(time.uniqueId());
  const logs = new FollowedLogs(keys, wakeKey, observer);
  const closing = new AbortController();
  let connection: StreamConnection | undefined;
  let isInterrupted = false;
  let retryMs = RETRY_MS.first;
  /** Whether a read is under way that hasn't been woken yet. */
  let canWake = false;
  /** Rejects the read that is under way. */
  let cancelRead: (error: Error) => void = () => undefined;

  const read = async (): Promise<void> => {
    connection ??= await open();
    if (closing.signal.aborted) return;
    const plan = logs.plan();
    // After an interruption a read that isn't blocked shows at once whether Redis is there.
    const reading = connection.read(plan.streams, isInterrupted ? undefined : BLOCK_MS);
    canWake = true;
    const reads = await inTime(
      time,
      BLOCK_MS + LATE_MS,
      new Promise<readonly StreamRead[]>((resolve, reject) => {
        cancelRead = reject;
        reading.then(resolve, reject);
      }),
    );
    canWake = false;
    retryMs = RETRY_MS.first;
    if (isInterrupted) observer.resumed();
    isInterrupted = false;
    logs.take(reads, plan);
  };

  const recover = async (error: unknown): Promise<void> => {
    canWake = false;
    const lost = connection;
    connection = undefined;
    const closingLost = lost?.close();
    if (!closing.signal.aborted && !isInterrupted) {
      isInterrupted = true;
      observer.interrupted(error);
    }
    await closingLost;
    await pause(time, retryMs, closing.signal);
    retryMs = Math.min(RETRY_MS.most, 2 * retryMs);
  };

  const run = async (): Promise<void> => {
    while (!closing.signal.aborted) await read().catch(recover);
    await connection?.close();
  };

  const running = run();
  return {
    follow: (jobName, after) => {
      logs.follow(jobName, after, idAt(jobName, after));
      if (!canWake) return;
      canWake = false;
      // Without it the read ends by itself, up to two seconds later.
      wake(wakeKey).catch(() => undefined);
    },
    unfollow: jobName => {
      logs.unfollow(jobName);
    },
    close: () => {
      closing.abort();
      cancelRead(new Error('the reader is closed'));
      return running;
    },
  };
}
