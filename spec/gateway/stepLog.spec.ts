import { expect } from 'chai';
import fc from 'fast-check';
import type { Step } from '../../src/core/step.js';
import { StepLog } from '../../src/gateway/stepLog.js';
import { holds } from '../support/holds.js';
import { priced, step } from '../support/steps.js';

const keys = (log: StepLog, seq: number): string[] => [...log.since(seq)].map(({ key }) => key);

describe('StepLog', () => {
  it('has each step once, at the position of its latest change', () => {
    const log = new StepLog();
    for (const [n, key] of ['a', 'b', 'c', 'a', 'b'].entries()) log.put(n + 1, key, priced(key, n));
    expect(keys(log, 0)).deep.equal(['c', 'a', 'b']);
    expect(keys(log, 3)).deep.equal(['a', 'b']);
    expect(keys(log, 4)).deep.equal(['b']);
    expect(keys(log, 5)).deep.equal([]);
    expect([...log.since(4)][0]!.text).equal(JSON.stringify({ key: 'b', step: priced('b', 4) }));
  });

  it('remembers removed steps, and forgets the oldest of very many', () => {
    const log = new StepLog();
    log.put(1, 'stays', step('stays'));
    log.put(2, 'a', step('a'));
    log.put(3, 'a', undefined);
    expect(keys(log, 2)).deep.equal(['a']);
    expect([...log.since(2)][0]!.text).equal('"a"');
    expect(log.oldestPosition).equal(0);
    for (let n = 0; n < 1_100; n++) log.put(4 + n, `gone ${n}`, undefined);
    expect(log.oldestPosition).above(3);
    expect(log.size).below(1_102);
    expect(keys(log, 0)).include('stays').and.not.include('a');
    expect(keys(log, log.oldestPosition)).include('gone 1099');
  });

  it('has at most twice as many entries as steps, however often they change', () => {
    const log = new StepLog();
    const put = (times: number): number => {
      let most = 0;
      for (let n = 0; n < times; n++) {
        log.put(n, `k${n % 7}`, step('x'));
        most = Math.max(most, log.entryCount);
      }
      return most;
    };
    // 64 more, so that it isn't compacted all the time.
    const most = 2 * 7 + 64;
    expect(put(1_000)).within(7, most);
    expect(put(10_000)).within(7, most);
    expect(keys(log, 0)).length(7);
    expect(log.size).equal(7);
  });

  it('brings a client from any position to the present state', () => {
    const changes = fc.array(
      fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.option(fc.nat(9), { nil: undefined })),
    );
    holds(
      fc.property(changes, fc.nat(40), (changes, seen) => {
        const log = new StepLog();
        const [then, now] = [new Map<string, Step>(), new Map<string, Step>()];
        for (const [n, [key, figure]] of changes.entries()) {
          const value = figure === undefined ? undefined : priced(key, figure);
          log.put(n + 1, key, value);
          for (const state of n < seen ? [then, now] : [now])
            if (value === undefined) state.delete(key);
            else state.set(key, value);
        }
        for (const { key, step } of log.since(seen))
          if (step === undefined) then.delete(key);
          else then.set(key, step);
        expect(then).deep.equal(now);
      }),
    );
  });
});
