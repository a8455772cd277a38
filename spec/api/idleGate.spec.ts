import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect } from 'chai';

/**
 * Runs a script that has a `gate` of one call in 300 ms, in a process of its own; resolves with the
 * milliseconds from the end of the script to the end of the process.
 */
async function idleMs(script: string): Promise<number> {
  const url = (path: string): string => JSON.stringify(new URL(`../../src/${path}`, import.meta.url).href);
  const code = `
    const { createPermitGate } = await import(${url('api/createPermitGate.ts')});
    const { systemClock } = await import(${url('core/clock.ts')});
    const gate = createPermitGate({ quota: { perSecond: 10 / 3, burst: 1 }, clock: systemClock });
    const take = (signal = new AbortController().signal) => gate.acquire('foreground', signal);
    ${script}
    const idleSince = performance.now();
    process.on('exit', () => console.log(performance.now() - idleSince));`;
  const args = ['--import=tsx', '--input-type=module', '-e', code];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return Number.parseFloat(stdout);
}

describe('an idle gate', function () {
  this.timeout(10_000);

  for (const [when, script] of [
    ['those who waited were served', `(await take()).succeeded(); (await take()).succeeded();`],
    [
      'the one who waited has left',
      `(await take()).succeeded();
       const waits = take(AbortSignal.timeout(50)).catch(() => undefined);
       const alive = setTimeout(() => undefined, 60);
       await waits; clearTimeout(alive);`,
    ],
    ['it was closed', `(await take()).succeeded(); take().catch(() => undefined); await gate.close();`],
  ] as const) {
    it(`lets the process end when ${when}, and not before`, async () => {
      // Nothing is printed, and NaN is not at most 100, if the process ended while somebody waited.
      expect(await idleMs(script)).to.be.at.most(100);
    });
  }
});
