import { script, type Script } from './script.js';

/** Milliseconds for which the note is kept: longer than a read is blocked. */
const KEPT_MS = 10_000;

/** Ends the blocked read of a reader, by a note in its own stream, `KEYS[1]`. */
export const WAKE_SCRIPT: Script = script(
  'wake',
  `
redis.call('XADD', KEYS[1], 'MAXLEN', 1, '*', 'wake', '1')
redis.call('PEXPIRE', KEYS[1], ${String(KEPT_MS)})
return {}
`,
);
