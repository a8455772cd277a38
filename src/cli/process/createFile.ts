import { closeSync, openSync, writeSync } from 'node:fs';
import type { OutputFile } from './host.js';

/** Creates a file that its owner alone may read. Throws the system's error, `EEXIST` where it is there already. */
export function createFile(path: string): OutputFile {
  const file = openSync(path, 'wx', 0o600);
  return {
    write: text => {
      const bytes = Buffer.from(text);
      // A write can take a part alone, as on a disk that fills up.
      for (let from = 0; from < bytes.length;) from += writeSync(file, bytes, from);
    },
    close: () => {
      closeSync(file);
    },
  };
}
