import type { Context, RootHookObject, Test } from 'mocha';
import { uninstallFakeClock } from './fakeClock.js';
import { openedSince, openResources, type OpenResources } from './openResources.js';

// What a fake clock would replace.
const { setTimeout } = globalThis;
/** The longest wait for what is closing by itself: on a busy machine a process takes its time to end. */
const WAIT_MS = 30_000;
const LOOK_MS = 5;

/** How a spec that has left something is made to fail, and how long what closes is waited for. */
export interface CleanUpOptions {
  readonly fail: (test: Test, error: Error) => void;
  readonly waitMs?: number;
}

/**
 * Root hooks that look behind each spec: a fake clock is taken away, and a socket, server, process, process listener
 * or fetch that was opened during the spec must be gone. The baseline is taken before each spec, after the `before`
 * hooks of its suites. What is left fails the spec that left it, and no other.
 */
export function cleanUp({ fail, waitMs = WAIT_MS }: CleanUpOptions): RootHookObject {
  let baseline: OpenResources;
  return {
    beforeEach: () => {
      baseline = openResources();
    },
    async afterEach(this: Context) {
      const test = this.currentTest;
      const wasFake = uninstallFakeClock();
      const left = await leftAfter(baseline, waitMs);
      if (test === undefined || test.isPending()) return;
      if (wasFake) fail(test, new Error('The spec has left a fake clock.'));
      if (left.length > 0) fail(test, new Error(`The spec has left ${left.join(', ')}.`));
    },
  };
}

async function leftAfter(baseline: OpenResources, waitMs: number): Promise<readonly string[]> {
  const end = performance.now() + waitMs;
  for (;;) {
    const left = openedSince(baseline);
    if (left.length === 0 || performance.now() > end) return left;
    await new Promise(resolve => setTimeout(resolve, LOOK_MS));
  }
}
