import { readFile } from 'node:fs/promises';

/** Reads a file whole; the standard input where the path is `-`. */
export async function readInput(path: string): Promise<Uint8Array> {
  if (path !== '-') return readFile(path);
  // Only where it is needed: it takes the streams of the web along.
  const { buffer } = await import('node:stream/consumers');
  return buffer(process.stdin);
}
