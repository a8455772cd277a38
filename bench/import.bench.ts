import { duelRow, fresh, inTurn } from './fresh.js';
import type { Row } from './row.js';

const ROUNDS = 21;
const BOUND = 1.5;

/** The CPU that `import 'stepstream'` takes in a fresh process, the SDK's client included, against that client alone. */
export async function imports(): Promise<readonly Row[]> {
  const of = (specifier: string) => async (): Promise<number> =>
    (await fresh('imported.mjs', specifier))[0] ?? NaN;
  const duel = await inTurn(ROUNDS, of('stepstream'), of('@aws-sdk/client-sagemaker'));
  return [duelRow("import 'stepstream': CPU against importing the SDK's client alone", duel, BOUND)];
}
