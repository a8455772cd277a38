import type { Time } from '../core/time.js';
import { initialRate, rateAt, type AdaptiveRate } from './adaptiveRate.js';
import { inTime } from './inTime.js';
import type { CheckedQuota } from './quota.js';
import type { Priority } from './recommenderApi.js';
import {
  afterSharedThrottles,
  paceChange,
  sharedPaceOf,
  shifted,
  withReturned,
  type SharedPace,
  type SharedThrottle,
} from './sharedPace.js';
import {
  NO_PACE,
  type GivenQuota,
  type GivenQuotas,
  type PaceReply,
  type ReservationReply,
  type SharedQuota,
  type UnusedCalls,
} from './sharedQuota.js';
import { redisTrace } from './channels.js';
import { notice } from './trace.js';

/** Milliseconds after which an answer counts as missing. A slot is lost, and a share begins. */
const LIMIT_MS = 400;
/** Milliseconds between two looks for an engine that refuses. */
const PROBE_MS = 500;
/** Milliseconds after which a look without an answer is given up. */
const SILENT_MS = 2_000;
/** Shortest pause before the engine is asked again, in milliseconds: timers count whole ones. */
const LEAST_PAUSE_MS = 1;
/** Largest number of times that a change of the pace is computed anew, as other processes were faster. */
const CHANGES = 5;
/** No calls, and more than a quota ever gives. */
const NO_CALLS: UnusedCalls = { calls: 0, taken: Number.MAX_SAFE_INTEGER };

/** The next calls of this process. */
export interface Reservation extends UnusedCalls {
  /** Monotonic moment at which they may be made. */
  readonly at: number;
  /** The class that goes first. */
  readonly priority: Priority;
  /** Moment of the reservation, by the engine's clock. */
  readonly reservedAt: number;
  /** Moment at which the calls are due, by the engine's clock. */
  readonly dueAt: number;
}

/** A throttle, for all processes, and for this one where it is alone. */
export interface LinkThrottle extends SharedThrottle {
  /** Monotonic moment at which the call was sent. */
  readonly sentAt: number;
  /** Monotonic moment of the throttle. */
  readonly now: number;
}

/** What becomes of what was asked. */
export interface LinkEvents {
  readonly onReserved: (reservation: Reservation) => void;
  /** The foreground of other processes goes first; a background caller asks again at this monotonic moment. */
  readonly onLater: (askAt: number) => void;
  /** The shared quota can't be reached. The throttles weren't counted by it. */
  readonly onAlone: (throttles: readonly LinkThrottle[]) => void;
  /** The shared quota is reached again. */
  readonly onShared: () => void;
  /** A command has ended, and the next one can be asked. */
  readonly onIdle: () => void;
}

/** The tie of one process to a shared quota. One command at a time is under way. */
export interface QuotaLink {
  /** The rate that the processes share, in monotonic moments. */
  pace: AdaptiveRate;
  /** Number of processes that were there lately, this one included. */
  readonly members: () => number;
  /** Whether the shared quota can't be reached. */
  readonly isAlone: () => boolean;
  /** Asks for the next `calls`, unless a command is under way. */
  readonly reserve: (calls: number, waiting: Readonly<Record<Priority, number>>) => void;
  /** Milliseconds that the last answer took. */
  readonly tookMs: () => number;
  readonly throttled: (throttle: LinkThrottle) => void;
  /** Returns calls that were reserved and not made, with the next request. */
  readonly giveBack: (calls: UnusedCalls) => void;
  /** While alone: looks whether the shared quota is back, at most twice a second. */
  readonly look: () => void;
  /** Notes that a call was made alone, so that no burst is due when the shared quota is back. */
  readonly spend: () => void;
  /** Leaves, and returns this number of calls that aren't due yet. Resolves when no command and no timer is left. */
  readonly leave: (early: number) => Promise<void>;
}

/** Ties one process to a shared quota. No command is sent before a caller waits. */
export function createQuotaLink(
  quota: CheckedQuota,
  shared: SharedQuota,
  time: Time,
  events: LinkEvents,
): QuotaLink {
  const member = time.uniqueId();
  let version = NO_PACE;
  /** Engine's clock less the monotonic one; undefined before the first answer. */
  let offset: number | undefined;
  let metAt: number | undefined;
  let members = 1;
  let tookMs = 0;
  let unused = NO_CALLS;
  let spent = false;
  let alone = false;
  /** Whether other processes were given another quota, and this one has said so. */
  let differed = false;
  /** Moment since which this process was alone, and its calls a second then. */
  let aloneAt = Infinity;
  let tookAlone = 0;
  /** The pace of all processes when they were last reached. */
  let sharedPace: AdaptiveRate | undefined;
  let throttles: readonly LinkThrottle[] = [];
  let command: Promise<void> | undefined;
  let lookedAt = -Infinity;
  let looking = false;

  /** Sends a command. A late answer shows that the engine is back. */
  const send = async <T extends { readonly now: number }>(
    run: () => Promise<T>,
    onLate: (reply: T) => void = () => undefined,
  ): Promise<T> => {
    const sentAt = time.monotonic();
    const reply = await inTime(time, LIMIT_MS, run(), late => {
      onLate(late);
      if (alone) probe();
    });
    metAt = time.monotonic();
    tookMs = metAt - sentAt;
    offset = reply.now - metAt;
    return reply;
  };

  const giveBack = ({ calls, taken }: UnusedCalls): void => {
    unused = { calls: unused.calls + calls, taken: Math.min(unused.taken, taken) };
  };

  const adopt = (known: string, text: string | undefined): void => {
    version = known;
    if (text === undefined || offset === undefined) return;
    const { adaptive } = sharedPaceOf(text, shifted(link.pace, offset));
    const window = Math.min(adaptive.window, link.pace.window);
    link.pace = { ...shifted(adaptive, -offset), window };
  };

  /** Keeps to the lowest of the quotas that processes were given. */
  const holdTo = (quotas: GivenQuotas): void => {
    const configured = Math.min(...quotas.map(({ perSecond }) => perSecond));
    if (configured !== link.pace.configured) link.pace = { ...link.pace, configured };
    if (quotas.length < 2 || differed) return;
    differed = true;
    notice('QUOTA_DIFFERS', differenceOf(quota, quotas));
  };

  const reserve = async (calls: number, waiting: Readonly<Record<Priority, number>>): Promise<void> => {
    const now = time.monotonic();
    const back = unused;
    unused = NO_CALLS;
    const request = {
      ...{ member, version, calls, waiting, unused: back, spent, members },
      quota: { perSecond: quota.perSecond, burst: quota.burst },
      everyMs: 1000 / rateAt(link.pace, now),
      metMs: metAt === undefined ? undefined : now - metAt,
      deadline: offset === undefined ? undefined : now + offset + LIMIT_MS,
    };
    const reply = await send<ReservationReply>(
      async () => shared.reserve(request),
      late => {
        if (late.kind === 'granted') giveBack({ calls, taken: late.taken });
      },
    );
    const at = time.monotonic();
    if (reply.kind === 'granted' || reply.kind === 'later') {
      spent = false;
      aloneAt = Infinity;
      members = reply.members;
      holdTo(reply.quotas);
    } else giveBack(back);
    if (reply.kind === 'granted') {
      // Where no foreground waited, it wasn't passed over: it may go first when it comes before the call is due.
      const isTurn = reply.priority === 'background' && waiting.foreground > 0;
      const priority = isTurn ? 'background' : 'foreground';
      const moments = { reservedAt: reply.now, dueAt: reply.now + reply.waitMs };
      events.onReserved({ at: at + reply.waitMs, calls, taken: reply.taken, priority, ...moments });
    } else if (reply.kind === 'later') events.onLater(at + Math.max(LEAST_PAUSE_MS, reply.waitMs));
    else if (reply.kind === 'pace') {
      adopt(reply.version, reply.pace);
      const { cutAt } = link.pace;
      // The others were throttled for what this process took beside them.
      const isOfMeanwhile = spent && cutAt >= aloneAt;
      aloneAt = Infinity;
      if (isOfMeanwhile) await changePace(0, own => withReturned(own, tookAlone));
    }
  };

  /** Changes the pace of all processes, by what is known of it. */
  const changePace = async (
    throttled: number,
    make: (own: SharedPace, known: PaceReply) => SharedPace,
  ): Promise<void> => {
    let state = await send(async () => shared.pace());
    for (let i = 0; i < CHANGES; i += 1) {
      const known = state;
      const byMs = known.now - time.monotonic();
      const own = sharedPaceOf(known.pace, shifted(link.pace, byMs));
      const change = paceChange(make(own, known), throttled, known);
      state = await send(async () => shared.pace(change));
      if (state.pace === change.pace) break;
    }
    adopt(state.version, state.pace);
  };

  const report = async (): Promise<void> => {
    const reported = throttles;
    await changePace(reported.length, (own, known) => afterSharedThrottles(own, reported, known));
    throttles = throttles.slice(reported.length);
  };

  const goAlone = (error: Error): void => {
    alone = true;
    sharedPace = link.pace;
    lookedAt = time.monotonic();
    aloneAt = lookedAt;
    redisTrace.point(() => ({ kind: 'away', part: 'quota', user: link }));
    notice(
      'QUOTA_ALONE',
      `The shared quota can't be reached (${error.message}). Until it can, this process makes ` +
        `${(link.pace.configured / members).toFixed(2)} calls a second, its part of ${String(link.pace.configured)}.`,
    );
    const uncounted = throttles;
    throttles = [];
    events.onAlone(uncounted);
  };

  const run = (work: () => Promise<void>): void => {
    command = work()
      .catch(goAlone)
      .then(() => {
        command = undefined;
        // A throttle of meanwhile doesn't wait for the next reservation, which may be seconds away.
        if (throttles.length > 0 && !alone) run(report);
        events.onIdle();
      });
  };

  const probe = (): void => {
    lookedAt = time.monotonic();
    const sentAt = lookedAt;
    looking = true;
    const end = (back: boolean, now: number): void => {
      // A look that was given up counts no more, and neither does one of an earlier time alone.
      if (sentAt !== lookedAt || !alone) return;
      looking = false;
      const at = time.monotonic();
      if (!back) {
        redisTrace.point(() => ({ kind: 'away', part: 'quota', user: link }));
        return;
      }
      if (at - sentAt > LIMIT_MS) {
        probe();
        return;
      }
      alone = false;
      offset = now - at;
      tookAlone = rateAt(link.pace, at) / members;
      // What throttles have taught this process alone isn't the rate of all: they were of calls beside the others'.
      link.pace = sharedPace ?? link.pace;
      redisTrace.point(() => ({ kind: 'back', part: 'quota', user: link }));
      notice('QUOTA_SHARED', 'The shared quota is reached again.');
      events.onShared();
    };
    Promise.resolve()
      .then(async () => shared.now())
      .then(
        now => {
          end(true, now);
        },
        () => {
          end(false, 0);
        },
      );
  };

  const link: QuotaLink = {
    pace: initialRate(quota.perSecond, quota.burst),
    members: () => members,
    isAlone: () => alone,
    tookMs: () => tookMs,
    reserve: (calls, waiting) => {
      if (command !== undefined || alone) return;
      run(throttles.length > 0 ? report : () => reserve(calls, waiting));
    },
    throttled: throttle => {
      throttles = [...throttles, throttle];
      if (command === undefined) run(report);
    },
    giveBack,
    spend: () => {
      spent = true;
    },
    look: () => {
      if (time.monotonic() - lookedAt >= (looking ? SILENT_MS : PROBE_MS)) probe();
    },
    leave: async early => {
      while (command !== undefined) await command;
      if (alone) redisTrace.point(() => ({ kind: 'back', part: 'quota', user: link }));
      if (metAt === undefined || alone) return;
      await inTime(
        time,
        LIMIT_MS,
        Promise.resolve().then(async () => shared.leave(member, early)),
      ).catch(() => undefined);
    },
  };
  return link;
}

function differenceOf(own: CheckedQuota, quotas: GivenQuotas): string {
  const others = quotas.filter(({ perSecond, burst }) => perSecond !== own.perSecond || burst !== own.burst);
  const perSecond = Math.min(...quotas.map(quota => quota.perSecond));
  const burst = Math.min(...quotas.map(quota => quota.burst));
  return (
    `Processes that share one quota were given different ones: this one ${wordsOf(own)}, others ` +
    `${others.map(wordsOf).join('; ')}. While both call, ${wordsOf({ perSecond, burst })} holds for all. ` +
    'Give all of them the same, or another key to those that have a quota of their own.'
  );
}

const wordsOf = ({ perSecond, burst }: GivenQuota): string =>
  `${String(perSecond)} a second, burst ${String(burst)}`;
