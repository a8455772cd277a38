import { SingleBar } from 'cli-progress';

/** One line that says how far a listing is. */
export interface ProgressLine {
  readonly update: (text: string) => void;
  readonly end: () => void;
}

/**
 * A line that is written over on a terminal, and written once for each update elsewhere. `stays` when it
 * has ended, or is wiped; one that is wiped leaves Ctrl-C to its caller.
 */
export function progressLine(stream: NodeJS.WriteStream, stays = true): ProgressLine {
  if (!stream.isTTY) {
    return {
      update: text => {
        stream.write(`${text}\n`);
      },
      end: () => undefined,
    };
  }
  const bar = new SingleBar({
    format: '{text}',
    stream,
    hideCursor: true,
    linewrap: false,
    clearOnComplete: !stays,
    gracefulExit: stays,
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
