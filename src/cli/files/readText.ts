import { InvalidInputError } from '../../core/errors.js';
import type { Host } from '../process/host.js';
import { fileLabel } from './isFile.js';

/** What is wrong with a file, by the code of the system's error. */
const SYSTEM_ERRORS: Readonly<Record<string, string>> = {
  ENOENT: 'is not there',
  ENOTDIR: 'is not there',
  EISDIR: 'is a folder',
  EACCES: 'may not be read',
  EPERM: 'may not be read',
};

/**
 * Reads a file as text: UTF-8, or UTF-16 with a byte order mark, which PowerShell writes. Fails with
 * `InvalidInputError` where it can't be read.
 */
export async function readText(path: string, { readInput }: Pick<Host, 'readInput'>): Promise<string> {
  let bytes: Uint8Array;
  try {
    bytes = await readInput(path);
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    const what = SYSTEM_ERRORS[code] ?? `can't be read: ${message}`;
    throw new InvalidInputError('FILE', `${fileLabel(path)} ${what}`, { cause: error });
  }
  return new TextDecoder(encodingOf(bytes)).decode(bytes);
}

function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}
