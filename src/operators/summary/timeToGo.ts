import { fitLoads, type LoadQuantile } from './fitLoads.js';
import { indexOfLeast, peakOf, slotTimes, type LoadSpan } from './slotTimes.js';

/** The tests of a job at a moment. Times are in milliseconds since the epoch. */
export interface TestsSoFar {
  /** When the completed tests were under load, of those that say so. */
  readonly completed: readonly LoadSpan[];
  /** The same of tests that ended otherwise. */
  readonly failed: readonly LoadSpan[];
  /** When the loads of the tests that run began, of those that say so. */
  readonly running: readonly number[];
  /** Number of tests that have ended. */
  readonly ended: number;
  /** Number of those that didn't complete. */
  readonly failures: number;
  /** Number of tests that run. */
  readonly inProgress: number;
  /** Number of tests that have not ended. */
  readonly left: number;
  /** Greatest number of tests at once, as the job's input says it; undefined where it doesn't. */
  readonly limit: number | undefined;
  /** Creation of the job. */
  readonly began: number;
  readonly now: number;
}

/** Number of times that the rest of a job is played through. */
const ROUNDS = 8;
/** The golden ratio: the fractions of its multiples are spread evenly between 0 and 1. */
const GOLDEN = 0.618_033_988_749_895;

/**
 * Estimates the time until the last test of a job ends, in milliseconds. At least one test has completed.
 *
 * How long a load takes is fitted to the tests that completed and to those that run, as the short ones end first. Then
 * the rest of the job is played through: what runs goes on for as long as its age lets expect, and what waits follows
 * in the slots as they become free. The result is the geometric mean of some rounds, in each of which the tests take
 * other quantiles: errors are judged by their share of what is to come. Where no completed test says when it ran, all
 * are taken to have filled the slots, each for as long as the others.
 */
export function timeToGoMs(tests: TestsSoFar): number {
  const rest = tests.completed.length === 0 ? restByNumbers(tests) : restByTimes(tests);
  let logs = 0;
  for (let round = 0; round < ROUNDS; round++)
    logs += Math.log(Math.max(1, playThrough(rest, (round + 0.5) / ROUNDS)));
  return tests.left === 0 ? 0 : Math.round(Math.exp(logs / ROUNDS));
}

/** What is left of a job, from now on. */
interface Rest {
  /** Ages of the tests that run. */
  readonly ages: readonly number[];
  /** Quantiles of the time that a load takes. */
  readonly load: LoadQuantile;
  readonly waiting: number;
  /** When the next test of each free slot has taken it: at most now, 0. */
  readonly free: readonly number[];
  /** Quantiles of the time for which a test takes a slot. */
  readonly test: LoadQuantile;
}

function restByTimes(tests: TestsSoFar): Rest {
  const { completed, failed, failures, running, left, began, now } = tests;
  const since = (from: number): number => Math.max(0, now - from);
  const spans = [...completed, ...failed, ...running.map(from => ({ from, until: Infinity }))];
  const { leadMs, freeSince } = slotTimes(spans, slotsOf(tests, spans), began);
  const ages = running.map(since).sort((a, b) => a - b);
  const load = fitLoads(completed.map(lengthOf), ages);
  const failing = failures / (completed.length + failures + running.length);
  const failedMs = failed.reduce((sum, span) => sum + lengthOf(span), 0) / Math.max(1, failures);
  return {
    ages,
    load,
    waiting: left - running.length,
    // A slot without a load makes the endpoint of its next test.
    free: freeSince.map(at => -Math.min(leadMs, since(at))),
    test: share => leadMs + failing * failedMs + (1 - failing) * load(share),
  };
}

/** Ages of the tests that run are spread evenly. */
function restByNumbers({ ended, inProgress, left, limit, began, now }: TestsSoFar): Rest {
  const slots = Math.max(1, limit ?? 0, inProgress);
  const meanMs = (slots * Math.max(0, now - began)) / (ended + (slots - 1) / 2);
  return {
    ages: Array.from({ length: inProgress }, () => 0),
    load: share => meanMs * share,
    waiting: left - inProgress,
    free: Array.from({ length: slots - inProgress }, () => 0),
    test: () => meanMs,
  };
}

/**
 * The job's limit of tests at once; where fewer were seen at once for twice as long as a test takes, as many as were
 * seen: quotas of the account can be lower. An endpoint takes its slot before its load begins.
 */
function slotsOf(
  { completed, limit, inProgress, began, now }: TestsSoFar,
  spans: readonly LoadSpan[],
): number {
  const seen = Math.max(1, inProgress, peakOf(spans));
  if (limit === undefined || limit <= seen) return seen;
  const leadMs = Math.max(0, Math.min(...spans.map(({ from }) => from)) - began);
  if (now - began < 2 * (leadMs + Math.max(...completed.map(lengthOf)))) return limit;
  return Math.min(limit, peakOf(spans.map(({ from, until }) => ({ from: from - leadMs / 2, until }))));
}

const lengthOf = ({ from, until }: LoadSpan): number => Math.max(0, until - from);

/** Plays the rest of a job through, and returns its length; `shift` says with which quantiles. */
function playThrough({ ages, load, waiting, free, test }: Rest, shift: number): number {
  const share = (i: number, step: number): number => (shift + i * step) % 1;
  const slots = ages.map((age, i) => load(share(i, 1 / ages.length), age) - age);
  let last = Math.max(0, ...slots);
  slots.push(...free);
  for (let i = 0; i < waiting; i++) {
    const slot = indexOfLeast(slots);
    const end = (slots[slot] ?? 0) + test(share(i, GOLDEN));
    slots[slot] = end;
    last = Math.max(last, end);
  }
  return last;
}
