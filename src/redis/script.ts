import { createHash } from 'node:crypto';

/** A Lua script, its name in traces, and the hash by which Redis knows it once it has run. */
export interface Script {
  readonly name: string;
  readonly text: string;
  readonly sha: string;
}

/** Makes a script of its name and its text. */
export function script(name: string, text: string): Script {
  return { name, text, sha: createHash('sha1').update(text).digest('hex') };
}
