import type { Host } from '../process/host.js';
import { report } from '../process/report.js';
import type { ShellCommand } from '../process/runShell.js';
import { endDocument } from './endDocument.js';
import { jobTrackers, type WatchUpdate } from './jobTrackers.js';
import type { TrackerOptions } from './jobTracker.js';
import type { ServiceNow } from './serviceNow.js';

/** Runs a command for each watched job that has ended. */
export interface EndCommands {
  readonly take: (update: WatchUpdate) => void;
  /** Writes what was held back, waits for what still runs, and resolves with how many commands have failed. */
  readonly finished: () => Promise<number>;
  /** Ends the command that runs, starts no further one, and writes what was held back. */
  readonly stop: (signal: NodeJS.Signals) => void;
}

export interface EndCommandsOptions extends TrackerOptions {
  readonly service: ServiceNow;
  /** Whether the screen is drawn over meanwhile: what commands write is held back until its end then. */
  readonly holds: boolean;
}

/** Greatest number of characters that are held back; of more the last ones are kept. */
const MAX_HELD = 64 * 1024;

/**
 * Runs a command once for each job that ends, one at a time, in the order in which the jobs end; no poll waits for it.
 * Its output goes to stderr, as the standard output is that of the watch. A command that fails is a line there.
 */
export function endCommands(
  command: string,
  host: Pick<Host, 'env' | 'stderr' | 'runShell'>,
  { service, holds, ...options }: EndCommandsOptions,
): EndCommands {
  const trackers = jobTrackers([], options);
  let holding = holds;
  let held = '';
  let [failures, stopped] = [0, false];
  let running: ShellCommand | undefined;
  let queue: Promise<void> = Promise.resolve();

  const write = (text: string): void => {
    if (holding) held = `${held}${text}`.slice(-MAX_HELD);
    else host.stderr.write(text);
  };
  const stderr = {
    isTTY: host.stderr.isTTY === true,
    columns: host.stderr.columns ?? 0,
    write: writes(write),
  };
  const release = (): void => {
    holding = false;
    if (held !== '') host.stderr.write(held);
    held = '';
  };

  async function run(jobName: string): Promise<void> {
    if (stopped) return;
    const { json, env } = endDocument(trackers.viewOf(jobName, service.now()));
    running = host.runShell(command, { env: { ...host.env, ...env }, input: json, output: write });
    const ended = await running.ended;
    running = undefined;
    if (ended === 0) return;
    failures += 1;
    report(stderr, `${jobName}: the command of --exec ended with ${String(ended)}`);
  }

  return {
    take: update => {
      if ('event' in update) service.learn(update.event);
      trackers.take(update);
      if ('event' in update && update.event.type === 'done') queue = queue.then(() => run(update.jobName));
    },
    finished: async () => {
      release();
      await queue;
      return failures;
    },
    stop: signal => {
      stopped = true;
      running?.kill(signal);
      release();
    },
  };
}

const writes =
  (write: (text: string) => void) =>
  (text: string | Uint8Array): boolean => {
    write(String(text));
    return true;
  };
