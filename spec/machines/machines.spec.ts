import { expect } from 'chai';
import { CHILD_LIMIT_MS } from '../support/child.js';
import { builtGateway } from './builtGateway.js';
import { GATEWAYS, leaveSilence, needsMachines, playMachines } from './playMachines.js';

describe('three gateways behind nginx, on one Redis', function () {
  this.timeout(CHILD_LIMIT_MS);
  let gateway: Awaited<ReturnType<typeof builtGateway>> | undefined;
  before(async function () {
    needsMachines(this);
    gateway = await builtGateway();
  });
  after(() => gateway?.remove());

  it('bring each client up to date, without a second snapshot, whichever of them dies', async () => {
    await playMachines([process.execPath, gateway!.file], async ({ machines, clients, change }) => {
      const [first, second, third] = GATEWAYS as [string, string, string];
      await change();
      for (const name of [first, second]) {
        await machines.end(name, 'SIGKILL');
        await change();
      }
      await Promise.all([machines.start(first), machines.start(second)]);
      await machines.end(third, 'SIGKILL');
      await change();
      machines.signal(first, 'SIGSTOP');
      leaveSilence(clients);
      await change();
      machines.signal(first, 'SIGCONT');
      await machines.end(second);
      await change();
      expect(clients.map(({ greetings }) => greetings.anew)).deep.equal(clients.map(() => 1));
      expect(clients.map(({ snapshots }) => snapshots)).deep.equal(clients.map(() => 1));

      // The one gateway that is left polls by itself, in an epoch of its own.
      await machines.end('redis', 'SIGKILL');
      await change();
      await machines.start('redis');
      await change();
    });
  });
});
