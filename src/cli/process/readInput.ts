import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';

/** Reads a file whole; the standard input where the path is `-`. */
export function readInput(path: string): Promise<Uint8Array> {
  return path === '-' ? buffer(process.stdin) : readFile(path);
}
