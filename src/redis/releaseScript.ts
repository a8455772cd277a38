import { script, type Script } from './script.js';

/** Number of notes of leases that were given back, about. */
const NOTES = 100;
/** Milliseconds for which they are kept. */
const NOTES_MS = 10_000;

/**
 * Gives a lease back, and notes it for all readers. `KEYS[1]` is the lease, `KEYS[2]` the stream of notes. Does nothing
 * where the lease has ended, or is another one.
 */
export const RELEASE_SCRIPT: Script = script(
  'release',
  `
local holder, job = ARGV[1], ARGV[2]
if redis.call('GET', KEYS[1]) ~= holder then return {} end
redis.call('DEL', KEYS[1])
redis.call('XADD', KEYS[2], 'MAXLEN', '~', ${String(NOTES)}, '*', 'job', job)
redis.call('PEXPIRE', KEYS[2], ${String(NOTES_MS)})
return {}
`,
);
