import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { inTurns, median } from './measure.js';
import type { Remote } from './remote.js';
import type { Row } from './row.js';

const STEPS = 5_000;
const PAGE = 100;
/** Sets of a process of each mode: two processes of the same code differ by a tenth. */
const SETS = 9;
/** Listings before the measured ones, until most of the code is compiled. */
const WARM_UP = 20;
const ROUNDS = 20;
const BOUND = 1.1;
/** What is left to us: of the bound above OpenTelemetry's SDK takes nearly all, or more, by itself. */
const OWN_BOUND = 1.05;

/**
 * Without OpenTelemetry; with the spans and measurements of `instrument` made by hand around the client, which is what
 * OpenTelemetry's SDK costs by itself; and with `instrument`.
 */
const MODES = ['off', 'byHand', 'on'] as const;
type Mode = (typeof MODES)[number];

/** The CPU of the call path with `instrument` on. Each mode has a process, as V8 throws code away when channels change. */
export async function telemetry(server: Remote): Promise<readonly Row[]> {
  const endpoint = await server.start({ jobs: [{ name: 'job', steps: STEPS }] });
  const sets: Readonly<Record<Mode, number>>[] = [];
  for (let set = 0; set < SETS; set++) sets.push(await cpuOfCalls(endpoint));
  const ratio = (mine: Mode, other: Mode): number => median(sets.map(set => set[mine] / set[other]));
  const us = (mode: Mode): string => (median(sets.map(set => set[mode])) * 1000).toFixed(0);
  const row = (what: string, mine: Mode, other: Mode): Row => ({
    what: `calls of ${String(PAGE)} steps: CPU ${what}`,
    figure: `${ratio(mine, other).toFixed(3)} x (${us(mine)} to ${us(other)} us a call)`,
    bound: 'for comparison',
  });
  return [
    {
      ...row('with spans and metrics recorded against without', 'on', 'off'),
      bound: `<= ${BOUND.toFixed(2)} x`,
      holds: ratio('on', 'off') <= BOUND,
    },
    row('with the same spans and metrics made by hand against without', 'byHand', 'off'),
    {
      ...row('with them recorded against made by hand', 'on', 'byHand'),
      bound: `<= ${OWN_BOUND.toFixed(2)} x`,
      holds: ratio('on', 'byHand') <= OWN_BOUND,
    },
  ];
}

/** The CPU of a call in each mode, in milliseconds: the median of listings in turn. */
async function cpuOfCalls(endpoint: string): Promise<Readonly<Record<Mode, number>>> {
  const script = new URL('./telemetryDrainer.ts', import.meta.url);
  const children = MODES.map(mode =>
    fork(script, [endpoint, String(PAGE), mode], { execArgv: ['--import', 'tsx'] }),
  );
  const listings = Object.fromEntries(MODES.map((mode, i) => [mode, () => list(children[i]!)])) as Record<
    Mode,
    () => Promise<number>
  >;
  await inTurns(WARM_UP, listings);
  const took = await inTurns(ROUNDS, listings);
  for (const child of children) child.kill();
  return { off: median(took.off), byHand: median(took.byHand), on: median(took.on) };
}

async function list(child: ChildProcess): Promise<number> {
  child.send('list');
  const [cpuMs] = (await once(child, 'message')) as [number];
  return cpuMs;
}
