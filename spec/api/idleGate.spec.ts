import { spawn } from 'node:child_process';
import { expect } from 'chai';

/** Runs a script that has a `gate` of one call in 300 ms; resolves with what it wrote and how it ended. */
function run(script: string): Promise<{ output: string; code: number | null; idleMs: number }> {
  const url = (path: string): string => JSON.stringify(new URL(`../../src/${path}`, import.meta.url).href);
  const code = `
    const { createPermitGate } = await import(${url('api/createPermitGate.ts')});
    const { systemClock } = await import(${url('core/clock.ts')});
    const gate = createPermitGate({ quota: { perSecond: 10 / 3, burst: 1 }, clock: systemClock });
    const take = (signal = new AbortController().signal) => gate.acquire('foreground', signal);
    ${script}
    process.stdout.write('idle');`;
  return new Promise(resolve => {
    const child = spawn(process.execPath, ['--import=tsx', '--input-type=module', '-e', code]);
    let output = '';
    let idleAt = Infinity;
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      idleAt = performance.now();
    });
    child.on('exit', exit => {
      resolve({ output, code: exit, idleMs: performance.now() - idleAt });
    });
  });
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
      const { output, code, idleMs } = await run(script);
      expect(output).to.equal('idle');
      expect(code).to.equal(0);
      expect(idleMs).to.be.at.most(100);
    });
  }
});
