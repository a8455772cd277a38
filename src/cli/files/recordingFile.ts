import { InvalidInputError } from '../../core/errors.js';
import type { Host, OutputFile } from '../process/host.js';
import { report } from '../process/report.js';

/** A file that takes a recording. */
export interface RecordingFile {
  /**
   * Takes a line. The first one creates the file, and throws `InvalidInputError` where it is there already. Where the file
   * can't be written any more, a line on stderr says so, once, and the command goes on.
   */
  readonly write: (line: string) => void;
  readonly close: () => void;
}

/** Where a recording goes, and whether stand-ins replace what is private. */
export interface RecordingFileOptions extends Pick<Host, 'createFile' | 'stderr'> {
  readonly isRedacted: boolean;
}

/** The file of `--record`. A line on stderr warns of one that holds what is private. */
export function recordingFile(
  path: string,
  { createFile, stderr, isRedacted }: RecordingFileOptions,
): RecordingFile {
  let file: OutputFile | undefined;
  let isBroken = false;

  function create(): OutputFile {
    try {
      const created = createFile(path);
      if (!isRedacted) stderr.write(`stepstream: ${path} ${HOLDS_ALL}\n`);
      return created;
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
        report(stderr, `the recording ends here: ${path} can't be written: ${why}`);
      }
    },
    close: () => file?.close(),
  };
}

const HOLDS_ALL =
  "holds all that AWS answers as it is (--no-redact): account ids, ARNs, names of roles and buckets, values of variables and messages. Only credentials, signatures and tokens are replaced: don't hand it on.";
