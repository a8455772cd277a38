import { SingleBar } from 'cli-progress';
import type { OutputStream } from '../process/host.js';
import { terminalColumns } from '../process/report.js';
import type { FollowedCalls } from './followCalls.js';

/** One line of a terminal that says how far the calls of a command are. */
export interface ProgressLine {
  readonly update: (text: string) => void;
  readonly end: () => void;
}

/**
 * A line that is written over, ten times a second at most, and wiped in the end: what it was given last, and what
 * delays the call under way. Where there is no room for both, the delay is shown. Ctrl-C is left to the caller.
 */
export function progressLine(
  terminal: OutputStream,
  calls: Pick<FollowedCalls, 'delay'>,
  start: string,
): ProgressLine {
  let text = start;
  const lineOf = (delay: string | undefined): string => {
    const whole = [text, delay].filter(Boolean).join('; ');
    return whole.length <= (terminalColumns(terminal) ?? Infinity) ? whole : (delay ?? whole);
  };
  const bar = new SingleBar({
    // Called for each frame.
    format: () => lineOf(calls.delay()),
    stream: terminal,
    hideCursor: true,
    linewrap: false,
    clearOnComplete: true,
    gracefulExit: false,
  });
  bar.start(1, 0);
  return {
    update: given => {
      text = given;
      bar.update({});
    },
    end: () => bar.stop(),
  };
}
