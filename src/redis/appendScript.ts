import type { LogBatch } from '../core/jobLog.js';
import { ErrorMessage } from '../decode/message.js';
import { fieldsAfter, staleAge, stepField } from './loggedFields.js';
import { HISTORY_LUA } from './historyLua.js';
import { leaseText } from './leaseScript.js';
import { LOG_VERSION } from './logVersion.js';
import { script, type Script } from './script.js';
import { eventText, toText } from './wireText.js';

/**
 * Appends a batch of events to the log of a job, all or none.
 *
 * `KEYS[1]` is the lease, `KEYS[2]` the state, `KEYS[3]` the stream. An event has the id `GENERATION-(2 * seq)`, a failure
 * the odd id behind the last event. The generation is the moment in milliseconds at which the log was begun, by Redis's
 * clock, and at least one more than the one before: a reader that waits for the next event of a log sees the first event
 * of its successor. A batch that was appended already, as a client sends a command again whose reply was lost, is
 * recognized by its id.
 *
 * A log goes on only on the data set that it was begun on: a replica that has taken over may lack its latest events.
 *
 * Replies `{ 'appended', generation }`, `{ 'fenced' }`, `{ 'moved' }` or `{ 'version', version }`.
 */
export const APPEND_SCRIPT: Script = script(
  'append',
  `
${HISTORY_LUA}
local holder, epoch, after, replaces = ARGV[1], ARGV[2], tonumber(ARGV[3]), ARGV[4]
local batch, keptMs, ended, known = ARGV[5], ARGV[6], ARGV[7], tonumber(ARGV[8])
local before, oldest, failure, age = tonumber(ARGV[9]), tonumber(ARGV[10]), ARGV[11], tonumber(ARGV[12])
local events, fields = tonumber(ARGV[13]), tonumber(ARGV[14])
local function integer(number) return string.format('%.0f', number) end

local names = { 'version', 'epoch', 'seq', 'generation', 'batch', 'oldest', 'failure', 'history' }
local state = {}
for i, value in ipairs(redis.call('HMGET', KEYS[2], unpack(names))) do state[names[i]] = value end
if state.version and state.version ~= '${LOG_VERSION}' then return { 'version', state.version } end
if state.batch == batch then return { 'appended', state.generation } end
if redis.call('GET', KEYS[1]) ~= holder then return { 'fenced' } end

local time = redis.call('TIME')
local now = time[1] * 1000 + time[2] / 1000
local generation = state.generation
if after == 0 and (not state.epoch or state.epoch == replaces) then
  generation = integer(math.max(math.floor(now), (tonumber(generation) or 0) + 1, known + 1))
  redis.call('DEL', KEYS[2], KEYS[3])
  state = {}
elseif state.epoch ~= epoch or tonumber(state.seq) ~= after or isOtherHistory(state.history) then
  return { 'moved' }
end

local at, seq = 14, after
for i = 1, events do
  seq = seq + 1
  if seq >= before then
    local id = generation .. '-' .. integer(2 * seq)
    redis.call('XADD', KEYS[3], id, 'epoch', epoch, 'event', ARGV[at + i])
  end
end
at = at + events
if failure ~= '' and (events > 0 or not state.failure) then
  redis.call('XADD', KEYS[3], generation .. '-' .. integer(2 * seq + 1), 'epoch', epoch, 'failure', failure)
  redis.call('HSET', KEYS[2], 'failure', failure)
end
for i = 1, fields do redis.call('HSET', KEYS[2], ARGV[at + 2 * i - 1], ARGV[at + 2 * i]) end
-- Only a removed step is forgotten: a number alone.
for i = at + 2 * fields + 1, #ARGV do
  if not string.find(redis.call('HGET', KEYS[2], ARGV[i]) or '', ' ') then redis.call('HDEL', KEYS[2], ARGV[i]) end
end
if age then redis.call('HSET', KEYS[2], 'staleSince', string.format('%.3f', now - age)) end
oldest = integer(math.max(oldest, tonumber(state.oldest) or 0))
redis.call('HSET', KEYS[2], 'version', '${LOG_VERSION}', 'epoch', epoch, 'seq', integer(seq),
  'generation', generation, 'batch', batch, 'oldest', oldest, 'ended', ended)
if history ~= '' then redis.call('HSET', KEYS[2], 'history', history) end
redis.call('XTRIM', KEYS[3], 'MINID', '=', generation .. '-' .. integer(math.max(0, 2 * before - 1)))
redis.call('PEXPIRE', KEYS[2], keptMs)
redis.call('PEXPIRE', KEYS[3], keptMs)
return { 'appended', generation }
`,
);

/** What `APPEND_SCRIPT` needs besides the batch. */
export interface AppendContext {
  readonly gatewayId: string;
  /** Identifies the batch. */
  readonly batchId: string;
  /** Milliseconds for which the log of a watch that goes on is kept. */
  readonly keptMs: number;
  /** The latest known generation of the log; 0 without one. */
  readonly generation: string;
}

/** The arguments of `APPEND_SCRIPT`. */
export function appendArguments(batch: LogBatch, context: AppendContext): readonly (string | number)[] {
  const { fence, after, replaces = '', events, failure, keptMs, drop } = batch;
  const { gatewayId, batchId, generation } = context;
  const fields = fieldsAfter(batch);
  return [
    ...[leaseText(fence, gatewayId), after.epoch, after.seq, replaces],
    ...[batchId, keptMs ?? context.keptMs, keptMs === undefined ? '' : '1', generation],
    ...[drop.eventsBefore, drop.oldestPosition],
    ...[failure === undefined ? '' : toText(ErrorMessage, failure), staleAge(batch) ?? ''],
    ...[events.length, fields.size, ...events.map(eventText), ...[...fields].flat()],
    ...drop.keys.map(stepField),
  ];
}
