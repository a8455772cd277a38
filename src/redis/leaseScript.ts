import type { LeaseReply, LeaseRequest } from '../core/jobLog.js';
import type { RelayKeys } from './relayKeys.js';
import { script, type Script } from './script.js';

/** Milliseconds for which the counter of leases is kept after the last one: beyond them its clock alone counts. */
const COUNTER_MS = 86_400_000;

/**
 * Renews, grants and reads the leases of several jobs. `KEYS[1]` is the counter of leases; three more keys for each job:
 * lease, state, stream.
 *
 * The number of a lease is Redis's time in milliseconds, and at least one more than that of the one before: it grows also
 * after the counter is lost.
 *
 * Replies four texts for each job: number of the own lease or nothing, milliseconds to the end of the lease, epoch and
 * number of the last event, or nothing.
 */
export const LEASE_SCRIPT: Script = script(
  'lease',
  `
local gateway, leaseMs, keptMs = ARGV[1], ARGV[2], ARGV[3]
local time = redis.call('TIME')
local now = math.floor(time[1] * 1000 + time[2] / 1000)

local function nextFence()
  local last = tonumber(redis.call('GET', KEYS[1]) or 0)
  local fence = string.format('%.0f', math.max(last + 1, now))
  redis.call('SET', KEYS[1], fence, 'PX', ${String(COUNTER_MS)})
  return fence
end

local reply = {}
for i = 0, (#KEYS - 1) / 3 - 1 do
  local lease, state, log = KEYS[2 + 3 * i], KEYS[3 + 3 * i], KEYS[4 + 3 * i]
  local asked, wanted = ARGV[4 + 2 * i], ARGV[5 + 2 * i] == '1'
  local holder = redis.call('GET', lease)
  local own, endsInMs = '', leaseMs
  if holder == asked .. ' ' .. gateway then
    redis.call('PEXPIRE', lease, leaseMs)
    own = asked
  elseif not holder and wanted then
    own = nextFence()
    redis.call('SET', lease, own .. ' ' .. gateway, 'PX', leaseMs)
  else
    endsInMs = holder and tostring(math.max(0, redis.call('PTTL', lease))) or '0'
  end
  local known = redis.call('HMGET', state, 'epoch', 'seq', 'ended')
  if known[3] ~= '1' then
    redis.call('PEXPIRE', state, keptMs)
    redis.call('PEXPIRE', log, keptMs)
  end
  for _, text in ipairs({ own, endsInMs, known[1] or '', known[2] or '' }) do reply[#reply + 1] = text end
end
return reply
`,
);

/** The value of the key of a lease. */
export function leaseText(fence: number, gatewayId: string): string {
  return `${String(fence)} ${gatewayId}`;
}

/** The keys of `LEASE_SCRIPT` for these requests. */
export function leaseKeys(keys: RelayKeys, requests: readonly LeaseRequest[]): readonly string[] {
  return [
    keys.fence,
    ...requests.flatMap(({ jobName }) => [keys.lease(jobName), keys.state(jobName), keys.log(jobName)]),
  ];
}

/** The arguments of `LEASE_SCRIPT` for these requests, after gateway and times. */
export function leaseArguments(requests: readonly LeaseRequest[]): readonly string[] {
  return requests.flatMap(({ fence, isWanted }) => [String(fence ?? ''), isWanted ? '1' : '0']);
}

/** Reads the reply of `LEASE_SCRIPT`. */
export function leaseReplies(reply: readonly string[]): readonly LeaseReply[] {
  return Array.from({ length: reply.length / 4 }, (_, i) => {
    const [fence, endsInMs, epoch = '', seq] = reply.slice(4 * i, 4 * i + 4);
    return {
      fence: fence === '' ? undefined : Number(fence),
      endsInMs: Number(endsInMs),
      head: epoch === '' ? undefined : { epoch, seq: Number(seq) },
    };
  });
}
