import { HISTORY_LUA } from './historyLua.js';
import { script, type Script } from './script.js';

/**
 * Reads the whole log of a job. `KEYS[1]` is the state, `KEYS[2]` the stream.
 *
 * Replies nothing where there is none; otherwise Redis's time in milliseconds, whether the latest events may be lost (`1`
 * or `0`), the number of fields, each field and its value, and the event of each entry of the stream.
 */
export const JOIN_SCRIPT: Script = script(
  'join',
  `
${HISTORY_LUA}
if redis.call('HEXISTS', KEYS[1], 'epoch') == 0 then return {} end
local time = redis.call('TIME')
local reply = redis.call('HGETALL', KEYS[1])
table.insert(reply, 1, tostring(#reply / 2))
table.insert(reply, 1, isOtherHistory(redis.call('HGET', KEYS[1], 'history')) and '1' or '0')
table.insert(reply, 1, string.format('%.3f', time[1] * 1000 + time[2] / 1000))
for _, entry in ipairs(redis.call('XRANGE', KEYS[2], '-', '+')) do
  if entry[2][3] == 'event' then reply[#reply + 1] = entry[2][4] end
end
return reply
`,
);

/** What `JOIN_SCRIPT` replies. */
export interface JoinReply {
  /** Milliseconds, by Redis's clock. */
  readonly now: number;
  /** Whether the latest events may be lost. */
  readonly mayLackEvents: boolean;
  /** The state. */
  readonly fields: ReadonlyMap<string, string>;
  /** The texts of the latest events. */
  readonly events: readonly string[];
}

/** Reads the reply of `JOIN_SCRIPT`; undefined where there is no log. */
export function joinReply([now, lacks, size, ...rest]: readonly string[]): JoinReply | undefined {
  if (now === undefined) return undefined;
  const end = 2 * Number(size);
  const fields = new Map<string, string>();
  for (let i = 0; i < end; i += 2) fields.set(rest[i] ?? '', rest[i + 1] ?? '');
  return { now: Number(now), mayLackEvents: lacks === '1', fields, events: rest.slice(end) };
}
