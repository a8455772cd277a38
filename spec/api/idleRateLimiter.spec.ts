import { expect } from 'chai';
import { CHILD_LIMIT_MS, runChild } from '../support/child.js';

/** Runs a script in a process of its own, until it ends by itself; answers the lines that it prints. */
async function linesOf(script: string): Promise<string[]> {
  const args = ['--import=tsx', '--input-type=module', '-e', script];
  const { stdout, stderr, code } = await runChild(process.execPath, args);
  expect(code, stderr).equal(0);
  return stdout.trimEnd().split('\n');
}

describe('idle gates', function () {
  this.timeout(CHILD_LIMIT_MS);

  it('let the process end once no caller waits any more, and not before', async () => {
    const url = (path: string): string => JSON.stringify(new URL(`../../src/${path}`, import.meta.url).href);
    const lines = await linesOf(`
      const { createRateLimiter } = await import(${url('api/createRateLimiter.ts')});
      const { systemTime } = await import(${url('core/time.ts')});
      const limiterOf = perSecond => createRateLimiter({ quota: { perSecond, burst: 1 }, time: systemTime });
      const take = (gate, signal = new AbortController().signal) => gate.acquire('foreground', signal);

      // Nothing but the gate keeps the process alive until its turn has come.
      const quick = limiterOf(20);
      (await take(quick)).succeeded();
      (await take(quick)).succeeded();
      console.log('served in its turn');

      // From here on a turn comes in a thousand seconds.
      const [passedOn, left, closed] = [1, 2, 3].map(() => limiterOf(1 / 1000));
      const permits = await Promise.all([passedOn, left, closed].map(gate => take(gate)));
      const leaving = new AbortController();
      const waiting = [take(passedOn), take(left, leaving.signal), take(closed)];
      const told = Promise.allSettled(waiting);
      // A ticket is under way for each: a timer of Bottleneck's, and one of ours.
      const timers = () => process.getActiveResourcesInfo().filter(kind => kind === 'Timeout').length;
      while (timers() < 6) await new Promise(resolve => setTimeout(resolve, 1));
      permits[0].unused();
      leaving.abort();
      await closed.close();
      for (const { status, reason } of await told) console.log(reason?.code ?? status);
      process.on('exit', () => console.log('ended'));`);
    expect(lines).deep.equal(['served in its turn', 'fulfilled', 'ABORTED', 'CLOSED', 'ended']);
  });
});
