import { connect, type Recommender } from '../../src/index.js';
import { startSimulator, type Simulator, type SimulatorOptions } from '../../src/testing/index.js';
import { clientOf } from '../support/simulated.js';
import { skip } from '../support/skip.js';
import { startBoto, type BotoProcess } from './botoProcess.js';

/**
 * Two simulators of the same jobs, so that both sides list at once: `recommender` lists those of `ours`, `boto` those
 * of `theirs`. As they have one seed, each takes the tokens of the other.
 */
export interface TwoSides {
  readonly ours: Simulator;
  readonly theirs: Simulator;
  readonly recommender: Recommender;
  readonly boto: BotoProcess;
}

/** Starts both sides for the suite around; skips it where boto3 isn't installed. */
export function useTwoSides(world: SimulatorOptions): TwoSides {
  const sides = {} as TwoSides;
  let close: (() => Promise<void>) | undefined;
  before(async function () {
    const [ours, theirs] = [await startSimulator(world), await startSimulator(world)];
    const client = clientOf(ours);
    const recommender = connect({ client, quota: { perSecond: Infinity } });
    const boto = await startBoto(theirs.endpoint);
    close = async () => {
      await boto?.close();
      await recommender.close();
      client.destroy();
      await ours.close();
      await theirs.close();
    };
    if (boto === undefined) skip(this, 'python3 with boto3 is not installed');
    Object.assign(sides, { ours, theirs, recommender, boto });
  });
  after(() => close?.());
  return sides;
}
