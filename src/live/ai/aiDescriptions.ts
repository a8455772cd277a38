import type { Time } from '../../core/time.js';
import { afterFailedPoll } from '../pace/afterFailedPoll.js';
import type { GracePeriod } from '../pace/gracePeriod.js';
import type { AIMember } from './aiMember.js';

/** The descriptions of a fleet's AI jobs. */
export interface AIDescriptions {
  /** Starts those that are due, and sets a timer for the next one. Called after each change. */
  readonly startDue: () => void;
  /** Leaves no timer. */
  readonly stop: () => void;
}

export interface AIDescriptionsOptions {
  readonly time: Time;
  readonly signal: AbortSignal;
  readonly grace: GracePeriod;
  readonly members: () => Iterable<AIMember>;
  /** Pause between two descriptions while one has to confirm the other, in milliseconds. */
  readonly confirmMs: number;
  /** Called when a job is over and everything of it is known. */
  readonly onEnd: (member: AIMember) => void;
  /** Called with an error that ends the fleet. */
  readonly onError: (error: unknown) => void;
}

/** Maximum number of descriptions at once. */
const MAX_RUNNING = 3;
/**
 * Milliseconds from a description to the next one of a job that runs, and of which the list shows no change: for what only
 * a description has.
 */
const RESYNC_MS = 600_000;

/** Describes the AI jobs of a fleet, a few at once, those first that have been due for longest. */
export function aiDescriptions(options: AIDescriptionsOptions): AIDescriptions {
  const { time, signal, grace, members, confirmMs, onEnd, onError } = options;
  let running = 0;
  let cancel = (): void => undefined;

  function startDue(): void {
    cancel();
    if (signal.aborted) return;
    const waiting = [...members()].filter(({ describing }) => !describing).sort((a, b) => a.dueAt - b.dueAt);
    const now = time.monotonic();
    for (const member of waiting) {
      if (running >= MAX_RUNNING) return;
      if (member.dueAt > now) {
        cancel = time.after(member.dueAt - now, startDue);
        return;
      }
      void describe(member);
    }
  }

  async function describe(member: AIMember): Promise<void> {
    const startedAt = time.monotonic();
    running += 1;
    member.describing = true;
    member.dueAt = Infinity;
    try {
      const { next, unconfirmed } = await member.follower.poll(signal);
      if (signal.aborted || member.isEnded()) return;
      grace.reset();
      member.failing = false;
      member.freshness.polled(startedAt, member.follower.invalid());
      if (next === 'never') onEnd(member);
      else {
        const soon = typeof next === 'number' ? next : confirmMs;
        makeDue(member, time.monotonic() + (unconfirmed || typeof next === 'number' ? soon : RESYNC_MS));
      }
    } catch (error) {
      if (!signal.aborted && !member.isEnded()) failed(member, error);
    } finally {
      running -= 1;
      member.describing = false;
      startDue();
    }
  }

  function failed(member: AIMember, error: unknown): void {
    try {
      // What fails for one job ends nothing for the others.
      const retry = afterFailedPoll(error, member.failures, { time, grace, seen: true });
      member.failures = retry.failures;
      member.failing = true;
      member.freshness.failed(error);
      makeDue(member, time.monotonic() + retry.delayMs);
    } catch (fatal) {
      onError(fatal);
    }
  }

  return {
    startDue,
    stop: () => {
      cancel();
    },
  };
}

/** Makes a description of a job due at a moment, unless it is due earlier. */
export function makeDue(member: AIMember, at: number): void {
  member.dueAt = Math.min(member.dueAt, at);
}
