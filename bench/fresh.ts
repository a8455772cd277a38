import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { inTurns, median } from './measure.js';
import type { Row } from './row.js';

const run = promisify(execFile);

/** Runs a script of this folder in a process of its own, and answers the figures that it prints. */
export async function fresh(script: string, ...args: readonly string[]): Promise<readonly number[]> {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const { stdout } = await run(process.execPath, [path, ...args]);
  return stdout.trim().split(' ').map(Number);
}

/** Runs Node with these arguments, and answers the CPU of its process, from its start to its end, in milliseconds. */
export async function cpuOf(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<number> {
  const tell = fileURLToPath(new URL('tellCpu.cjs', import.meta.url));
  const child = spawn(process.execPath, ['--require', tell, ...args], {
    stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
    env: { ...process.env, ...env },
  });
  const [told] = await Promise.all([text(child.stdio[3] as Readable), once(child, 'exit')]);
  if (child.exitCode !== 0) throw new Error(`${args.join(' ')} ended with ${String(child.exitCode)}`);
  return Number(told);
}

/** The figures of two contenders that ran in the same round. */
export type Pair = readonly [ours: number, theirs: number];

/** Asks two contenders for a figure in turn, `rounds` times, every other round backwards. */
export async function pairsInTurn(
  rounds: number,
  ours: () => Promise<number>,
  theirs: () => Promise<number>,
): Promise<readonly Pair[]> {
  const figures = await inTurns(rounds, { ours, theirs });
  return figures.ours.map((mine, round) => [mine, figures.theirs[round]!]);
}

/** The same, as what comes of it. */
export async function inTurn(
  rounds: number,
  ours: () => Promise<number>,
  theirs: () => Promise<number>,
): Promise<Duel> {
  const pairs = await pairsInTurn(rounds, ours, theirs);
  const ratio = median(pairs.map(([mine, other]) => mine / other));
  const [mine, other] = [0, 1].map(i => median(pairs.map(pair => pair[i] ?? NaN)).toFixed(0));
  return { ratio, figure: `${ratio.toFixed(2)} x (${mine ?? ''} ms to ${other ?? ''} ms)` };
}

/** The row of a duel that is held against a bound. */
export const duelRow = (what: string, { ratio, figure }: Duel, most: number): Row => ({
  what,
  figure,
  bound: `<= ${String(most)} x`,
  holds: ratio <= most,
});

/** How two contenders stand to each other. */
export interface Duel {
  /** Median of the ratios of pairs that ran in the same round. */
  readonly ratio: number;
  /** The ratio in words, with the median of each side in milliseconds. */
  readonly figure: string;
}
