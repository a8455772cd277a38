import { duelRow, fresh, inTurn } from './fresh.js';
import type { Remote } from './remote.js';
import type { Row } from './row.js';

const STEPS = 500;
const ROUNDS = 21;
const BOUND = 0.85;

/** The CPU of a process that lists five pages and ends: loading, connecting, listing and decoding. */
export async function cold(server: Remote): Promise<readonly Row[]> {
  const endpoint = await server.start({ jobs: [{ name: 'job', steps: STEPS }] });
  const of = (script: string) => async (): Promise<number> =>
    (await fresh(script, endpoint, String(STEPS)))[1] ?? NaN;
  const duel = await inTurn(ROUNDS, of('cold.ours.mjs'), of('cold.sdk.mjs'));
  const what = "5 pages of 100 steps in a cold process, loading included: CPU against the SDK's paginator";
  return [duelRow(what, duel, BOUND)];
}
