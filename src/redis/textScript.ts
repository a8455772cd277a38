import { script, type Script } from './script.js';

/**
 * A text that one caller fetches, and others wait for. `KEYS[1]` is the text with its moment, `KEYS[2]` the lock of the
 * caller that fetches.
 *
 * - `take, token, maxAgeMs, lockMs` replies `{ 'text', text }`, or `{ 'fetch' }` to the one caller that is to fetch, or
 *   `{ 'wait' }`.
 * - `put, token, maxAgeMs, text` stores what was fetched, and unlocks.
 * - `drop, token` unlocks.
 */
export const TEXT_SCRIPT: Script = script(
  'text',
  `
local op, token = ARGV[1], ARGV[2]
local time = redis.call('TIME')
local now = time[1] * 1000 + time[2] / 1000

if op == 'take' then
  local known = redis.call('HMGET', KEYS[1], 'at', 'text')
  if known[1] and now - known[1] < tonumber(ARGV[3]) then return { 'text', known[2] } end
  if redis.call('SET', KEYS[2], token, 'NX', 'PX', ARGV[4]) then return { 'fetch' } end
  return { 'wait' }
end

if op == 'put' then
  redis.call('HSET', KEYS[1], 'at', string.format('%.3f', now), 'text', ARGV[4])
  redis.call('PEXPIRE', KEYS[1], ARGV[3])
end
if redis.call('GET', KEYS[2]) == token then redis.call('DEL', KEYS[2]) end
return {}
`,
);
