import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { quantile } from './measure.js';
import type { Remote } from './remote.js';
import type { Row } from './row.js';

const STEPS = 5_000;
const ROUNDS = 40;
const WARM_UP = 10;
const BOUND = 1.1;
/** Number of steps of a page, unless a listing says otherwise. */
const DEFAULT_PAGE = 100;

/** The CPU of the call path with `instrument` on, in pages of ten and of a hundred steps. */
export async function telemetry(server: Remote): Promise<readonly Row[]> {
  const endpoint = await server.start({ jobs: [{ name: 'job', steps: STEPS }] });
  const rows: Row[] = [];
  for (const pageSize of [DEFAULT_PAGE, 10]) {
    const { ratio, offUs, onUs } = await compare(endpoint, pageSize);
    rows.push({
      what: `calls of ${String(pageSize)} steps: CPU with spans and metrics recorded against without`,
      figure: `${ratio.toFixed(3)} x (${onUs.toFixed(0)} to ${offUs.toFixed(0)} us a call)`,
      ...(pageSize === DEFAULT_PAGE
        ? { bound: `<= ${BOUND.toFixed(2)} x`, holds: ratio <= BOUND }
        : { bound: 'for comparison' }),
    });
  }
  return rows;
}

interface Compared {
  readonly ratio: number;
  readonly offUs: number;
  readonly onUs: number;
}

/** A process with `instrument` and one without, in turn. */
async function compare(endpoint: string, pageSize: number): Promise<Compared> {
  const script = new URL('./telemetryDrainer.ts', import.meta.url);
  const start = (mode: string): ChildProcess =>
    fork(script, [mode, endpoint, String(pageSize)], { execArgv: ['--import', 'tsx'] });
  const children = { on: start('on'), off: start('off') };
  const drain = async (mode: 'on' | 'off'): Promise<number> => {
    children[mode].send('drain');
    const [cpuMs] = (await once(children[mode], 'message')) as [number];
    return cpuMs;
  };
  const cpu = { on: [] as number[], off: [] as number[] };
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    const order = round % 2 === 0 ? (['on', 'off'] as const) : (['off', 'on'] as const);
    for (const mode of order) {
      const cpuMs = await drain(mode);
      if (round >= 0) cpu[mode].push(cpuMs);
    }
  }
  for (const child of Object.values(children)) child.kill();
  const calls = STEPS / pageSize;
  // Whatever else the machine does only adds: the lower quartile is nearest to the work itself.
  const [onMs, offMs] = [quantile(cpu.on, 0.25), quantile(cpu.off, 0.25)];
  return {
    ratio: onMs / offMs,
    offUs: (offMs * 1000) / calls,
    onUs: (onMs * 1000) / calls,
  };
}
