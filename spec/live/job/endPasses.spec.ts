import { expect } from 'chai';
import { UnsettledError } from '../../../src/core/errors.js';
import { endPasses, type EndPass } from '../../../src/live/job/endPasses.js';

const EQUAL: EndPass = {
  changed: false,
  unconfirmed: false,
  isInvalid: false,
  hasRunningSteps: false,
  now: 0,
};

/** Counts these passes, and returns the pause after each; `undefined` once the steps are complete. */
function pauses(...given: readonly Partial<EndPass>[]) {
  const passes = endPasses('job', 5_000);
  return given.map(pass => {
    passes.count({ ...EQUAL, ...pass });
    expect(passes.isComplete()).equal(passes.nextMs() === undefined);
    return passes.nextMs();
  });
}

describe('endPasses', () => {
  it('are complete after two equal passes, a second apart', () => {
    expect(pauses({}, {})).deep.equal([1_000, undefined]);
    expect(pauses({ changed: true }, { changed: true }, {})).deep.equal([1_000, 1_000, undefined]);
  });

  it('wait in growing pauses while a step runs, for 90 s in all', () => {
    const running = { hasRunningSteps: true };
    expect(pauses(...Array.from({ length: 8 }, () => running))).deep.equal([
      1_000,
      2_000,
      4_000,
      8_000,
      16_000,
      30_000,
      30_000,
      undefined,
    ]);
  });

  it('fail with UNSETTLED where a list stays unconfirmed', () => {
    const unconfirmed = Array.from({ length: 8 }, () => ({ unconfirmed: true }));
    expect(() => pauses(...unconfirmed)).throw(UnsettledError);
  });

  it('let steps be that can not be decoded, once they were waited for and five passes have had them', () => {
    const invalid = Array.from({ length: 8 }, () => ({ isInvalid: true }));
    expect(pauses(...invalid).at(-1)).equal(undefined);
  });

  it('wait for a description that contradicts the end, and then let it be', () => {
    const passes = endPasses('job', 5_000);
    passes.count(EQUAL);
    passes.count(EQUAL);
    const waits = Array.from({ length: 7 }, () => passes.wait());
    expect(waits).deep.equal([true, true, true, true, true, true, false]);
    expect(passes.isComplete()).equal(true);
  });

  it('begin anew where the job runs again', () => {
    const passes = endPasses('job', 5_000);
    passes.restart();
    passes.count(EQUAL);
    passes.count(EQUAL);
    passes.restart();
    expect([passes.isComplete(), passes.nextMs()]).deep.equal([false, undefined]);
    passes.count(EQUAL);
    expect(passes.nextMs()).equal(1_000);
  });

  it('are repeated after the shortest pause, and over where the job is gone', () => {
    const passes = endPasses('job', 5_000);
    passes.repeat();
    expect([passes.isComplete(), passes.nextMs()]).deep.equal([false, 5_000]);
    passes.end();
    expect(passes.isComplete()).equal(true);
  });
});
