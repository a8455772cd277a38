import { InvalidInputError } from '../../core/errors.js';
import type { Host, OutputFile } from '../process/host.js';

/** A file that takes a recording. */
export interface RecordingFile {
  /**
   * Takes a line. The first one creates the file, and throws `InvalidInputError` where it is there already. Where the file
   * can't be written any more, a line on stderr says so, once, and the command goes on.
   */
  readonly write: (line: string) => void;
  readonly close: () => void;
}

/** The file of `--record`. */
export function recordingFile(
  path: string,
  { createFile, stderr }: Pick<Host, 'createFile' | 'stderr'>,
): RecordingFile {
  let file: OutputFile | undefined;
  let isBroken = false;

  function create(): OutputFile {
    try {
      return createFile(path);
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      const what = code === 'EEXIST' ? 'is there already; name another file' : `can't be created: ${message}`;
      throw new InvalidInputError('--record', `${path} ${what}`, { cause: error });
    }
  }

  return {
    write: line => {
      if (isBroken) return;
      file ??= create();
      try {
        file.write(line);
      } catch (error) {
        isBroken = true;
        const why = (error as Error).message;
        stderr.write(`stepstream: the recording ends here: ${path} can't be written: ${why}\n`);
      }
    },
    close: () => file?.close(),
  };
}
