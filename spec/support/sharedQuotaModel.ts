import type { Priority } from '../../src/api/recommenderApi.js';
import type { GivenQuota, SharedQuota } from '../../src/api/sharedQuota.js';

/** Milliseconds for which the model keeps a member, and the state: those of the script. */
const MEMBER_MS = 60_000;
const KEPT_MS = 120_000;

interface State {
  at: number;
  level: number;
  rest: number;
  granted: number;
  throttled: number;
  full: number | undefined;
  turns: number;
  urgent: number;
  version: string;
  pace: string | undefined;
  every: number;
  taken: number;
  readonly most: number;
}

/** A shared quota in memory, which does what the script does, by the clock that it is given. */
export interface SharedQuotaModel extends SharedQuota {
  /** Loses everything, as FLUSHALL does. */
  readonly flush: () => void;
  /** Number of commands so far. */
  readonly commands: () => number;
}

/** Moments as the script writes them. */
const ms = (value: number): number => Number(value.toFixed(3));

export function sharedQuotaModel(clock: () => number): SharedQuotaModel {
  let state: State | undefined;
  let members = new Map<string, number>();
  let quotas = new Map<string, GivenQuota & { readonly at: number }>();
  let commands = 0;

  const begin = (now: number, level: number): State => ({
    ...{ at: now, level, rest: 0, granted: 0, throttled: 0, full: undefined, turns: 0, urgent: 0 },
    ...{ version: '0', pace: undefined, every: 0, taken: ms(now), most: 1 },
  });
  /** The state, unless it has expired. */
  const stateAt = (now: number): State | undefined => {
    if (state === undefined) return undefined;
    const keptMs = KEPT_MS + state.rest + (state.most - state.level) * state.every;
    if (now > state.at + keptMs) {
      state = undefined;
      members = new Map();
      quotas = new Map();
    }
    return state;
  };
  const refill = (before: State, now: number, every: number, most: number): State => {
    const elapsed = Math.max(0, now - before.at);
    const rested = Math.min(before.rest, elapsed);
    const level = before.level + (elapsed - rested) / every;
    const full = level >= most;
    return {
      ...before,
      ...{ at: now, rest: before.rest - rested, level: Math.min(level, most) },
      ...(full && { full: now }),
      ...(now < before.at && { urgent: 0 }),
    };
  };

  const model: SharedQuotaModel = {
    flush: () => {
      state = undefined;
      members = new Map();
      quotas = new Map();
    },
    commands: () => commands,
    now: () => {
      commands += 1;
      return Promise.resolve(clock());
    },
    leave: (member, unused) => {
      commands += 1;
      members.delete(member);
      if (state) state = { ...state, level: state.level + unused, granted: state.granted - unused };
      return Promise.resolve();
    },
    pace: change => {
      commands += 1;
      const now = clock();
      const known = stateAt(now);
      if (change?.version === (known?.version ?? '0')) {
        const { pace, throttles, restMs, everyMs: every } = change;
        const filled = known ? refill(known, now, known.every, Infinity) : begin(now, 0);
        const rest = Math.max(filled.rest, restMs);
        const over = Math.max(0, filled.level);
        const level = Math.min(1, filled.level - over + rest / every);
        const taken = filled.taken + over;
        const throttled = filled.throttled + throttles;
        state = { ...filled, level, taken, rest, throttled, version: now.toFixed(3), pace, every, most: 1 };
      }
      const { granted = 0, throttled = 0, level = 0, full, version = '0', pace } = state ?? {};
      const successes = granted - throttled - Math.ceil(Math.max(0, -level));
      return Promise.resolve({ now, version, pace, successes, fullAt: full });
    },
    reserve: request => {
      commands += 1;
      const { member, version, calls, waiting, unused, spent, metMs } = request;
      const now = clock();
      if (request.deadline !== undefined && now > request.deadline)
        return Promise.resolve({ now, members: 0, kind: 'late' });
      const known = stateAt(now);
      if (version !== (known?.version ?? '0'))
        return Promise.resolve({
          ...{ now, members: members.size, kind: 'pace' },
          ...{ version: known?.version ?? '0', pace: known?.pace },
        });
      quotas.set(JSON.stringify(request.quota), { ...request.quota, at: now });
      for (const [name, { at }] of quotas) if (at < now - MEMBER_MS) quotas.delete(name);
      const given = [...quotas.values()].map(({ perSecond, burst }) => ({ perSecond, burst }));
      const every = Math.max(request.everyMs, ...given.map(({ perSecond }) => 1000 / perSecond));
      const most = Math.max(1, Math.min(...given.map(({ burst }) => burst)) - 1);
      const isLost = metMs !== undefined && metMs < KEPT_MS;
      const next = known ? refill(known, now, every, most) : begin(now, isLost ? -request.members : most);
      const room = most - next.level - (next.taken - unused.taken);
      let level = next.level + Math.max(0, Math.min(unused.calls, room));
      let { taken } = next;
      const take = (count: number): void => {
        level -= count;
        taken += count;
      };
      if (spent) take(Math.max(0, level));
      members.set(member, now);
      for (const [name, at] of members) if (at < now - MEMBER_MS) members.delete(name);
      const about = { now, members: members.size };
      const common = { ...next, granted: next.granted - unused.calls, every, most };
      const { turns, urgent, rest } = next;
      const { foreground, background } = waiting;
      const isForeground = foreground > 0 && (background === 0 || turns < 3);
      if (!isForeground && !(background > 0 && (urgent <= now || turns >= 3))) {
        state = { ...common, level, taken };
        return Promise.resolve({
          ...about,
          ...{ kind: 'later', quotas: given },
          waitMs: Math.min(urgent - now, (3 - turns) * every),
        });
      }
      take(calls);
      const waitMs = rest + Math.max(0, -level) * every;
      state = {
        ...common,
        ...{ level, taken },
        granted: common.granted + calls,
        turns: isForeground ? Math.min(3, turns + 1) : 0,
        urgent: isForeground && foreground > calls ? now + waitMs + 2 * every : urgent,
      };
      const priority: Priority = isForeground ? 'foreground' : 'background';
      const granted = { kind: 'granted' as const, waitMs: ms(waitMs), priority, taken };
      return Promise.resolve({ ...about, ...granted, quotas: given });
    },
  };
  return model;
}
