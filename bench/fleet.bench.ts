import { listingBesideFleet } from '../spec/support/listingBesideFleet.js';
import { follow, seconds, type Measured } from './fleetAccount.js';
import { careful, fleet, plain } from './fleetPeers.js';
import { quantile } from './measure.js';
import type { Row } from './row.js';

/** Upper bounds of p95 where the times of last changes don't move, in milliseconds, by number of jobs. */
const STILL_BOUND_MS: ReadonlyMap<number, number> = new Map([
  [10, 9_000],
  [100, 50_000],
  [500, 250_000],
]);
/** Upper bound of p95 where they move, as a multiple of that of the careful poller of the same run. */
const MOVING_BOUND = 1.1;
/** Upper bound of the part of the calls that are no polls, where they don't move. */
const OTHER_CALLS_BOUND = 0.05;
/** Default longest time between two lists, in milliseconds. */
const TICK_MS = 10_000;
const QUIET_BOUND = 1.2;

/** Many running jobs on two calls a second, in virtual time: how late each change is emitted, by which poller. */
export async function fleets(): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const moves of [true, false])
    for (const jobs of STILL_BOUND_MS.keys()) rows.push(...(await sideBySide(jobs, moves)));
  return [...rows, await quiet(), ...(await foreground())];
}

async function sideBySide(jobs: number, moves: boolean): Promise<readonly Row[]> {
  const setting = { jobs, moves };
  const all = await follow(setting, fleet(1));
  const fourFifths = await follow(setting, fleet(0.8));
  const inTurn = await follow(setting, plain);
  const list = await follow(setting, careful);
  const row = (name: string, measured: Measured, holds?: boolean, bound = 'for comparison'): Row => ({
    what: `${String(jobs)} jobs, a change a second, times ${moves ? 'move' : "don't move"}: ${name}`,
    figure: figureOf(measured),
    bound,
    holds,
  });
  const p95 = quantile(all.latencies, 0.95);
  const boundMs = moves
    ? MOVING_BOUND * quantile(list.latencies, 0.95)
    : Math.min(STILL_BOUND_MS.get(jobs) ?? 0, quantile(inTurn.latencies, 0.95));
  const holds = p95 <= boundMs && all.throttles === 0 && (moves || all.otherCalls <= OTHER_CALLS_BOUND);
  const others = moves ? '' : `, other calls <= ${percent(OTHER_CALLS_BOUND)}`;
  const bound = `p95 <= ${(boundMs / 1_000).toFixed(2)} s, none throttled${others}`;
  return [
    row('fleet$, all of the quota', all, holds, bound),
    row('fleet$, four fifths of it', fourFifths),
    row('each job in turn', inTurn),
    row('a list, and the jobs that moved', list),
  ];
}

function figureOf({ calls, latencies, otherCalls }: Measured): string {
  const [p50, p95] = [0.5, 0.95].map(share => seconds(latencies, share));
  return `p50 ${p50 ?? ''}, p95 ${p95 ?? ''}, ${String(calls)} calls, ${percent(otherCalls)} no polls`;
}

const percent = (part: number): string => `${(100 * part).toFixed(1)} %`;

/** What it costs to follow a hundred jobs that don't change. */
async function quiet(): Promise<Row> {
  const { calls } = await follow({ jobs: 100, moves: true, perSecond: 0 }, fleet(0.8));
  const perTick = calls / (3_600_000 / TICK_MS);
  return {
    what: '100 quiet jobs, an hour: calls of fleet$ for each 10 s',
    figure: `${perTick.toFixed(2)} (${String(calls)} calls)`,
    bound: `<= ${String(QUIET_BOUND)}`,
    holds: perTick <= QUIET_BOUND,
  };
}

/** How long a foreground listing takes beside a fleet that uses all that it may. */
async function foreground(): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const latencyMs of [50, 700]) {
    const listing = { pages: 40, latencyMs };
    const aloneMs = await listingBesideFleet({ ...listing, quotaShare: undefined });
    const boundMs = (4 / 3) * aloneMs + 1_000;
    for (const quotaShare of [0.8, 1]) {
      const besideMs = await listingBesideFleet({ ...listing, quotaShare });
      rows.push({
        what: `a listing of 40 pages, ${String(latencyMs)} ms a call, beside a fleet with ${percent(quotaShare)} of the quota`,
        figure: `${(besideMs / 1_000).toFixed(1)} s; alone ${(aloneMs / 1_000).toFixed(1)} s`,
        bound: `<= ${(boundMs / 1_000).toFixed(1)} s`,
        holds: besideMs <= boundMs,
      });
    }
  }
  return rows;
}
