import { isTerminal } from '../../core/status.js';
import type { Step } from '../../core/step.js';
import type { LoadSpan } from './slotTimes.js';
import type { TestsSoFar } from './timeToGo.js';

/** What the time to go depends on, of one test. */
export interface TestTimes {
  readonly state: 'waiting' | 'running' | 'completed' | 'failed';
  /** Begin and end of its load, in milliseconds since the epoch, where the service says so. */
  readonly from: number | undefined;
  readonly until: number | undefined;
}

/** Reads the times of a step; one that ended and didn't complete counts as failed. */
export function testTimes({ Status, InferenceBenchmark: benchmark }: Step): TestTimes {
  const [from, until] = [benchmark?.InvocationStartTime, benchmark?.InvocationEndTime];
  const runs = Status === 'IN_PROGRESS' || from !== undefined;
  const unfinished = runs ? 'running' : 'waiting';
  const ended = Status === 'COMPLETED' ? 'completed' : 'failed';
  return {
    state: isTerminal(Status) ? ended : unfinished,
    from: from?.getTime(),
    until: until?.getTime(),
  };
}

/** Sorts tests by what they say of the time to go. */
export function testsSoFar(
  tests: Iterable<TestTimes>,
): Pick<TestsSoFar, 'completed' | 'failed' | 'running' | 'failures' | 'inProgress'> {
  const spans: Record<'completed' | 'failed', LoadSpan[]> = { completed: [], failed: [] };
  const running: number[] = [];
  let [failures, inProgress] = [0, 0];
  for (const { state, from, until } of tests) {
    if (state === 'failed') failures += 1;
    if (state === 'running') inProgress += 1;
    if (from === undefined || state === 'waiting') continue;
    if (state === 'running') running.push(from);
    else if (until !== undefined) spans[state].push({ from, until });
  }
  return { ...spans, running, failures, inProgress };
}
