import { expect } from 'chai';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SERVICES } from '../../scripts/machineSet.mjs';
import { pick, seededRandom } from '../../src/testing/random.js';
import { CHILD_LIMIT_MS, startChild } from '../support/child.js';
import { rest } from '../support/simulated.js';
import { skip } from '../support/skip.js';
import { GATEWAYS, leaveSilence, needsMachines, playMachines } from './playMachines.js';

const COMMAND = join(import.meta.dirname, '../../dist/cli/stepstream.js');
const ROUNDS = 12;

describe('three processes of stepstream serve behind nginx, on one Redis', function () {
  this.timeout(1_800_000);
  before(function () {
    needsMachines(this);
    if (!existsSync(COMMAND)) skip(this, 'the command is not built: npm run build');
  });

  it(`bring each client up to date through ${String(ROUNDS)} faults`, async () => {
    const random = seededRandom(14);
    await playMachines([process.execPath, COMMAND], async ({ machines, clients, change }) => {
      await change();
      for (let round = 0; round < ROUNDS; round++) {
        const name = pick(random, GATEWAYS);
        const fault = pick(random, ['SIGKILL', 'SIGTERM', 'SIGSTOP', 'redis'] as const);
        console.log(`    ${fault}${fault === 'redis' ? '' : ` of ${name}`}`);
        if (fault === 'redis') {
          await machines.end('redis', 'SIGKILL');
          // Readers tell that what they have is stale, and have no news until it is back.
          await rest(10_000);
          await machines.start('redis');
        } else if (fault === 'SIGSTOP') {
          machines.signal(name, fault);
          leaveSilence(clients);
          await change();
          machines.signal(name, 'SIGCONT');
        } else {
          await machines.end(name, fault);
          await change();
          await machines.start(name);
        }
        await change();
      }
    });
  });
});

describe('node scripts/machines.mjs', function () {
  this.timeout(CHILD_LIMIT_MS);

  it('starts the set, does what it is told, and ends all of it at Ctrl-C', async function () {
    needsMachines(this);
    if (!existsSync(COMMAND)) skip(this, 'the command is not built: npm run build');
    const { process: script, out, said, ended } = startChild(process.execPath, ['scripts/machines.mjs']);
    await said(/Ctrl-C ends everything/);
    const [, base, token] = /The page is at (http:\/\/\S+)\/\?job=\S+#token=(\w+)/.exec(out.stdout)!;
    const listing = async (): Promise<number> =>
      (await fetch(`${base!}/jobs`, { headers: { authorization: `Bearer ${token!}` } })).status;
    expect(await listing()).equal(200);
    script.stdin!.write('kill gateway-1\nfreeze nothing\n');
    await said(/gateway-1 has ended \(SIGKILL\)/);
    await said(/Not understood: kill, stop, freeze, thaw, start with redis, simulator/);
    expect(await listing()).equal(200);
    script.stdin!.write('start gateway-1\n');
    await said(/gateway-1 runs, pid \d+/);
    const pids = [...out.stdout.matchAll(/pid (\d+)/g)].map(([, pid]) => Number(pid));
    script.kill('SIGINT');
    expect(await ended).include({ code: 0, stderr: '' });
    expect(pids).length(SERVICES.length + 1);
    for (const pid of pids) expect(() => process.kill(pid, 0)).throw();
  });
});
