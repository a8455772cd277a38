import { KNOWN_STATUSES, type KnownStatus } from '../../src/core/status.js';
import type { JobScript } from '../../src/testing/index.js';
import { integer, pick, seededRandom, seedOf, type Random } from '../../src/testing/random.js';

/** One listing of a chain: each goes on where the one before was cut. */
export interface Leg {
  /** Whose token the next leg goes on from. */
  readonly by: 'ours' | 'theirs';
  readonly pageSize?: number;
  /** Calls, counted from 1, that are answered with an empty page. */
  readonly emptyCalls: readonly number[];
  /** How it is cut; the last leg isn't. */
  readonly cut?:
    | { readonly kind: 'maxItems'; readonly items: number }
    | { readonly kind: 'pages'; readonly pages: number }
    | {
        readonly kind: 'error';
        readonly call: number;
        /** After an expired token, ours goes on from the start and leaves out what had come. */
        readonly fault: 'accessDenied' | 'expiredToken';
      };
  /** Ours is an async iterable instead of an Observable. */
  readonly pulled: boolean;
}

/** A job, a question about its steps, and how the answer is fetched piece by piece. */
export interface Setting {
  readonly seed: number;
  readonly job: JobScript;
  readonly status?: KnownStatus;
  readonly stepType?: 'BENCHMARK';
  /** Starts with AWS's own token after so many items. */
  readonly startAfter?: number;
  readonly legs: readonly Leg[];
}

/** The setting of a seed, always the same. */
export function drawSetting(seed: number, now: number): Setting {
  const random = seededRandom(seedOf('paging', seed));
  const chance = (share: number): boolean => random() < share;
  const size = chance(0.06) ? integer(random, 0, 3) : integer(random, 0, 350);
  const status = chance(0.7) ? undefined : chance(0.6) ? 'COMPLETED' : pick(random, KNOWN_STATUSES);
  return {
    seed,
    job: drawJob(random, seed, size, now),
    ...(status !== undefined && { status }),
    ...(chance(0.3) && { stepType: 'BENCHMARK' as const }),
    ...(chance(0.2) && { startAfter: integer(random, 1, 100) }),
    legs: drawLegs(random, size),
  };
}

function drawJob(random: Random, seed: number, size: number, now: number): JobScript {
  const failing = random() * 0.5;
  const steps = Array.from({ length: size }, (_, index) => ({
    // What tells a step from every other one.
    environment: { STEP: String(index) },
    ...(random() < failing && { fails: 'outOfMemory' as const }),
  }));
  const job: JobScript = { name: `setting-${seed}`, seed, steps };
  const luck = random();
  if (luck < 0.6) return job;
  if (luck < 0.7) return { ...job, status: 'STOPPED' };
  // Under way: five tests at once, ten minutes each.
  return { ...job, startedAt: now - Math.floor(random() * (size + 5) * 2 * 60_000) };
}

function drawLegs(random: Random, size: number): Leg[] {
  const chance = (share: number): boolean => random() < share;
  // Not too small, as every page costs a call of either side.
  const least = Math.max(1, Math.ceil(size / 18));
  const drawSize = (): number =>
    Math.min(100, integer(random, least, chance(0.8) ? Math.max(least, Math.ceil(size / 6)) : 100));
  const usual = drawSize();
  const sizeOfLeg = (): number | undefined =>
    chance(0.7) ? usual : chance(0.3) ? undefined : chance(0.2) ? size || 1 : drawSize();
  const empties = (): number[] =>
    chance(0.7) ? [] : Array.from({ length: integer(random, 1, 3) }, () => integer(random, 1, 5));
  const drawCut = (): Leg['cut'] => {
    const luck = random();
    if (luck < 0.65) return { kind: 'maxItems', items: integer(random, 1, Math.ceil(1.5 * usual) + 3) };
    return luck < 0.82
      ? { kind: 'pages', pages: integer(random, 1, 3) }
      : { kind: 'error', call: integer(random, 1, 4), fault: chance(0.5) ? 'accessDenied' : 'expiredToken' };
  };
  const legs = Array.from({ length: integer(random, 1, 3) }, (): Leg => {
    const cut = drawCut();
    // An error leaves boto3 without a token; pages are the same pages only where both name their size.
    const by = cut?.kind === 'error' || chance(0.5) ? 'ours' : 'theirs';
    const pageSize = cut?.kind === 'maxItems' ? sizeOfLeg() : usual;
    return leg({ by, pageSize, cut }, empties(), chance(0.3));
  });
  return [...legs, leg({ by: 'ours', pageSize: sizeOfLeg() }, empties(), chance(0.3))];
}

function leg(
  {
    by,
    pageSize,
    cut,
  }: { readonly by: Leg['by']; readonly pageSize?: number | undefined; readonly cut?: Leg['cut'] },
  emptyCalls: readonly number[],
  pulled: boolean,
): Leg {
  return {
    by,
    emptyCalls: [...new Set(emptyCalls)],
    pulled,
    ...(pageSize !== undefined && { pageSize: Math.min(100, pageSize) }),
    ...(cut !== undefined && { cut }),
  };
}
