import { expect } from 'chai';
import { runSchedule } from '../../support/relaySchedule.js';
import { runs } from '../../support/runs.js';

describe('gateways that share the logs of their jobs, under random faults', () => {
  it('bring each client to the state of the service, with one content at each position, by one poller at a time', async () => {
    let faults = 0;
    let resumed = 0;
    // 349: a gateway that is alone, stops, says that it is stale, and is alone again.
    const seeds = [349, ...Array(runs(9, 200)).keys()];
    for (const seed of seeds) {
      const result = await runSchedule(seed);
      expect(result.late, `polls beside the holder of the lease, seed ${seed}`).most(1);
      faults += result.faults;
      resumed += result.resumed;
    }
    expect(faults).greaterThan(10 * seeds.length);
    expect(resumed).greaterThan(10 * seeds.length);
  });
});
