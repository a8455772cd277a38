import { SingleBar } from 'cli-progress';
import type { OutputStream } from './process/host.js';

/** One line of a terminal that says how far a listing is. */
export interface ProgressLine {
  readonly update: (text: string) => void;
  readonly end: () => void;
}

/** A line that is written over, and wiped in the end. Ctrl-C is left to the caller. */
export function progressLine(terminal: OutputStream): ProgressLine {
  const bar = new SingleBar({
    format: '{text}',
    stream: terminal,
    hideCursor: true,
    linewrap: false,
    clearOnComplete: true,
    gracefulExit: false,
  });
  bar.start(1, 0, { text: 'waiting for the first page' });
  return {
    update: text => {
      bar.update({ text });
    },
    end: () => {
      bar.stop();
    },
  };
}
