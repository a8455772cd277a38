import { SingleBar } from 'cli-progress';

/** One line that says how far a listing is. */
export interface ProgressLine {
  readonly update: (text: string) => void;
  readonly end: () => void;
}

/** A line that is written over on a terminal, and written once for each update elsewhere. */
export function progressLine(stream: NodeJS.WriteStream): ProgressLine {
  if (!stream.isTTY) {
    return {
      update: text => {
        stream.write(`${text}\n`);
      },
      end: () => undefined,
    };
  }
  const bar = new SingleBar({ format: '{text}', stream, hideCursor: true, linewrap: false });
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
