import { fork } from 'node:child_process';
import { once } from 'node:events';
import { pairsInTurn, type Pair } from './fresh.js';
import { median } from './measure.js';
import type { Remote } from './remote.js';
import type { Row } from './row.js';

const STEPS = 5_000;
/** Processes, and rounds of each: two processes of the same code differ by a tenth, so each is compared with itself. */
const PROCESSES = 5;
/** The same of what is for comparison alone, as ten times as many calls take their time. */
const FEW_PROCESSES = 2;
const ROUNDS = 10;
const WARM_UP = 1;
const BOUND = 1.1;
/** Number of steps of a page, unless a listing says otherwise. */
const DEFAULT_PAGE = 100;

/** The CPU of the call path with `instrument` on, in pages of ten and of a hundred steps. */
export async function telemetry(server: Remote): Promise<readonly Row[]> {
  const endpoint = await server.start({ jobs: [{ name: 'job', steps: STEPS }] });
  const rows: Row[] = [];
  for (const pageSize of [DEFAULT_PAGE, 10]) {
    const pairs: Pair[] = [];
    const processes = pageSize === DEFAULT_PAGE ? PROCESSES : FEW_PROCESSES;
    for (let process = 0; process < processes; process++) pairs.push(...(await compare(endpoint, pageSize)));
    const ratio = median(pairs.map(([on, off]) => on / off));
    const [onUs, offUs] = ([0, 1] as const).map(mode => median(pairs.map(pair => pair[mode])) * 1000);
    rows.push({
      what: `calls of ${String(pageSize)} steps: CPU with spans and metrics recorded against without`,
      figure: `${ratio.toFixed(3)} x (${onUs!.toFixed(0)} to ${offUs!.toFixed(0)} us a call)`,
      ...(pageSize === DEFAULT_PAGE
        ? { bound: `<= ${BOUND.toFixed(2)} x`, holds: ratio <= BOUND }
        : { bound: 'for comparison' }),
    });
  }
  return rows;
}

/** The CPU of a call with `instrument` and without, in turn, in one process, in milliseconds. */
async function compare(endpoint: string, pageSize: number): Promise<readonly Pair[]> {
  const script = new URL('./telemetryDrainer.ts', import.meta.url);
  const child = fork(script, [endpoint, String(pageSize)], { execArgv: ['--import', 'tsx'] });
  const drain = (mode: 'on' | 'off') => async (): Promise<number> => {
    child.send(mode);
    const [cpuMs] = (await once(child, 'message')) as [number];
    return cpuMs;
  };
  const [on, off] = [drain('on'), drain('off')];
  await pairsInTurn(WARM_UP, on, off);
  const pairs = await pairsInTurn(ROUNDS, on, off);
  child.kill();
  return pairs;
}
