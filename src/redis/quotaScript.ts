import { script } from './script.js';

/** Milliseconds after its last reservation at which a process no longer counts. */
const MEMBER_MS = 60_000;
/** Shortest time for which the state is kept without a reservation, in milliseconds. */
export const KEPT_MS = 120_000;

/**
 * The ledger of a shared quota: when the next call of all processes is due.
 *
 * `KEYS[1]` is a hash, `KEYS[2]` the set of processes by the time of their last reservation, `KEYS[3]` that of
 * the quotas that they were given, such as `10 2` for ten calls a second and a burst of two. The lowest holds for
 * all. Time is Redis's own. The bucket is a level and its moment, not a time of arrival: with a rate that changes,
 * an arrival time of the old rate would turn into calls at the new one. A level below 0 are calls that are reserved
 * and not due yet. `taken` counts all that ever left the bucket, and begins at the moment of the state, so that a
 * count of before a loss is far lower. All moments lie in the past but `urgent`, and a rest is a duration, so that a
 * clock that is set back (a fail-over) costs no more than the time by which it is set back, once, of refill.
 */
export const QUOTA_SCRIPT: ReturnType<typeof script> = script(
  'quota',
  `
local time = redis.call('TIME')
local now = time[1] * 1000 + time[2] / 1000
local op = ARGV[1]
local function text(number) return string.format('%.3f', number) end

if op == 'now' then return { text(now) } end

local names = {
  'at', 'level', 'rest', 'granted', 'throttled', 'full', 'turns', 'urgent', 'version', 'pace', 'every', 'taken',
}
local values = redis.call('HMGET', KEYS[1], unpack(names))
local state = {}
for i, name in ipairs(names) do state[name] = values[i] end
local at = tonumber(state.at)
local level = tonumber(state.level)
local rest = tonumber(state.rest) or 0
local granted = tonumber(state.granted) or 0
local throttled = tonumber(state.throttled) or 0
local turns = tonumber(state.turns) or 0
local urgent = tonumber(state.urgent) or 0
local version = state.version or '0'
local taken = tonumber(state.taken) or now

local function refill(every, most)
  if now < at then urgent = 0 end
  local elapsed = math.max(0, now - at)
  local rested = math.min(rest, elapsed)
  rest = rest - rested
  level = level + (elapsed - rested) / every
  if level >= most then
    level = most
    state.full = text(now)
  end
  at = now
end

local function take(calls)
  level = level - calls
  taken = taken + calls
end

local function write(every, most)
  local fields = {
    'at', text(at), 'level', string.format('%.6f', level), 'rest', text(rest), 'granted', granted,
    'throttled', throttled, 'turns', turns, 'urgent', text(urgent), 'version', version, 'every', text(every),
    'taken', text(taken),
  }
  for _, name in ipairs({ 'full', 'pace' }) do
    if state[name] then
      fields[#fields + 1] = name
      fields[#fields + 1] = state[name]
    end
  end
  redis.call('HSET', KEYS[1], unpack(fields))
  local ttl = math.ceil(${String(KEPT_MS)} + rest + (most - level) * every)
  for _, key in ipairs(KEYS) do redis.call('PEXPIRE', key, ttl) end
end

if op == 'leave' then
  redis.call('ZREM', KEYS[2], ARGV[2])
  if level and ARGV[3] ~= '0' then
    redis.call('HINCRBYFLOAT', KEYS[1], 'level', ARGV[3])
    redis.call('HINCRBY', KEYS[1], 'granted', '-' .. ARGV[3])
  end
  return {}
end

if op == 'pace' then
  if ARGV[2] == version then
    local every = tonumber(ARGV[6])
    if not level then
      at, level = now, 0
    else
      refill(tonumber(state.every) or every, math.huge)
    end
    rest = math.max(rest, tonumber(ARGV[5]))
    -- What the service's bucket earns in the rest, less what others have reserved: one call at most.
    take(math.max(0, level))
    level = math.min(1, level + rest / every)
    throttled = throttled + ARGV[4]
    version = text(now)
    state.pace = ARGV[3]
    write(every, 1)
  end
  -- Calls that are reserved and not due yet.
  local ahead = level and math.ceil(math.max(0, -level)) or 0
  return { text(now), version, state.pace or '', tostring(granted - throttled - ahead), state.full or '' }
end

-- reserve
local member, known = ARGV[2], ARGV[3]
local every, burst, calls = tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])
local foreground, background = tonumber(ARGV[7]), tonumber(ARGV[8])
local unused, since, spent = tonumber(ARGV[9]), tonumber(ARGV[10]), ARGV[11] == '1'
local lost, deadline, perSecond = tonumber(ARGV[12]), tonumber(ARGV[13]), ARGV[14]

if deadline and now > deadline then return { text(now), '0', 'late' } end
local members = redis.call('ZCARD', KEYS[2])
if known ~= version then return { text(now), tostring(members), 'pace', version, state.pace or '' } end

local function lately(key, name)
  redis.call('ZADD', key, text(now), name)
  redis.call('ZREMRANGEBYSCORE', key, '-inf', '(' .. text(now - ${String(MEMBER_MS)}))
end

lately(KEYS[3], perSecond .. ' ' .. ARGV[5])
local quotas = redis.call('ZRANGE', KEYS[3], 0, -1)
for _, quota in ipairs(quotas) do
  local rate, size = string.match(quota, '(%S+) (%S+)')
  every = math.max(every, 1000 / tonumber(rate))
  burst = math.min(burst, tonumber(size))
end
local given = table.concat(quotas, ',')

-- One call less than the burst, for what the ways of the processes to the service differ by.
local most = math.max(1, burst - 1)
if level then
  refill(every, most)
elseif lost > 0 then
  at, level = now, -lost
else
  at, level = now, most
end
-- Since the unused calls were taken, the bucket was never fuller than it is now with all that was taken after them.
-- What it had no room for then would have overflowed.
level = level + math.max(0, math.min(unused, most - level - (taken - since)))
granted = granted - unused
if spent then take(math.max(0, level)) end

lately(KEYS[2], member)
members = redis.call('ZCARD', KEYS[2])

-- Foreground first, of whichever process; every fourth turn is for the background.
local class
if foreground > 0 and (background == 0 or turns < 3) then
  class = 'foreground'
elseif background > 0 and (urgent <= now or turns >= 3) then
  class = 'background'
end
if not class then
  local wait = math.min(urgent - now, (3 - turns) * every)
  write(every, most)
  return { text(now), tostring(members), 'later', given, text(wait) }
end

take(calls)
granted = granted + calls
local wait = rest + math.max(0, -level) * every
if class == 'background' then
  turns = 0
else
  turns = math.min(3, turns + 1)
  if foreground > calls then urgent = now + wait + 2 * every end
end
write(every, most)
return { text(now), tostring(members), 'granted', given, text(wait), class, text(taken) }
`,
);
