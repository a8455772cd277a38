import { expect } from 'chai';
import { timeToGoMs, type TestsSoFar } from '../../../src/operators/summary/timeToGo.js';
import { figuresOf, judgeEtas } from '../../support/etaErrors.js';
import { seededJobs } from '../../support/seededJobs.js';

const MINUTE = 60_000;

describe('timeToGoMs', () => {
  const nothing: TestsSoFar = {
    ...{ completed: [], failed: [], running: [], ended: 0, failures: 0, inProgress: 0, left: 0 },
    ...{ limit: undefined, began: 0, now: 0 },
  };
  const minutes = (more: Partial<TestsSoFar>): number => timeToGoMs({ ...nothing, ...more }) / MINUTE;
  /** Tests of these minutes, one after the other. */
  const row = (...lengths: readonly number[]): Pick<TestsSoFar, 'completed' | 'ended' | 'now'> => {
    let now = 0;
    const completed = lengths.map(length => ({ from: now, until: (now += length * MINUTE) }));
    return { completed, ended: lengths.length, now };
  };
  const ten = Array.from({ length: 20 }, () => 10);

  it('takes equal tests to go on as they are', () => {
    expect(minutes({ ...row(...ten), left: 6 })).closeTo(60, 2);
  });

  it('puts the rest into the slots: as many as the job allows, or as were seen at once', () => {
    expect(minutes({ ...row(10), left: 6, limit: 3 })).closeTo(20, 3);
    const twice = row(...ten).completed.flatMap(span => [span, span]);
    expect(minutes({ ...row(...ten), completed: twice, ended: 40, left: 6 })).closeTo(30, 1);
  });

  it('believes what was seen where the limit is not reached for long', () => {
    expect(minutes({ ...row(...ten), left: 6, limit: 3 })).closeTo(60, 2);
  });

  it('counts what runs by what its age leaves', () => {
    const running = (age: number): number => {
      const { completed, ended, now } = row(...ten);
      const later = now + age * MINUTE;
      return minutes({ completed, ended, now: later, running: [now], inProgress: 1, left: 1 });
    };
    expect(running(0)).closeTo(10, 0.5);
    expect(running(4)).closeTo(6, 0.5);
    expect(running(30)).within(0, 5);
  });

  it('takes the first one that ends for a short one', () => {
    const first = { from: 0, until: 5 * MINUTE };
    const running = [0, 0, 0, 0, 0, 0, 0];
    const toGo = minutes({ completed: [first], ended: 1, running, inProgress: 7, left: 7, now: 5 * MINUTE });
    expect(toGo).within(1, 10);
  });

  it('lets failures that come early shorten the rest by no more than their share', () => {
    const { completed, now } = row(...ten);
    const failed = completed.slice(0, 5).map(({ from }) => ({ from, until: from }));
    const some = { completed, now, failed, failures: 5, ended: 25, left: 10 };
    expect(minutes({ ...some, limit: 1, completed: completed.slice(5) })).closeTo(75, 5);
  });

  it('counts the time in which an endpoint is made', () => {
    const completed = Array.from({ length: 20 }, (_, i) => ({
      from: (i * 10 + 4) * MINUTE,
      until: (i + 1) * 10 * MINUTE,
    }));
    const at = (later: number): number =>
      minutes({ completed, ended: 20, left: 2, now: (200 + later) * MINUTE });
    expect(at(0)).closeTo(20, 1);
    expect(at(3)).closeTo(17, 1);
    // One that is late has its whole load ahead of it.
    expect(at(60)).closeTo(16, 1);
  });

  it('goes by numbers where tests do not say when they ran', () => {
    expect(minutes({ ended: 1, left: 3, now: 8 * MINUTE })).equal(24);
    expect(minutes({ ended: 2, left: 3, inProgress: 1, now: 10 * MINUTE })).closeTo(12.5, 0.5);
    expect(minutes({ ended: 1, left: 9, inProgress: 5, limit: 5, now: 6 * MINUTE })).within(13, 18);
  });

  it('is a time where clocks differ and times are odd', () => {
    for (const now of [-50, 0, 3, 1e6]) {
      for (const running of [[], [0], [7 * MINUTE, 1e9]]) {
        const completed = [
          { from: 0, until: 0 },
          { from: 5, until: 2 },
          { from: 2 * MINUTE, until: 9 * MINUTE },
        ];
        const left = running.length + 3;
        const toGo = minutes({ completed, ended: 3, running, left, now: now * MINUTE });
        expect(toGo).within(0, Number.MAX_SAFE_INTEGER);
      }
    }
  });

  describe('over forty jobs', () => {
    for (const seed of [2, 3]) {
      it(`is half as wrong as the pace so far in the beginning, and never much too long (seed ${seed})`, () => {
        const judged = judgeEtas(seededJobs(40, seed));
        const [ours, pace] = [figuresOf(judged, 'estimate'), figuresOf(judged, 'pace')];
        expect(ours.early).at.most(pace.early / 2);
        expect(ours.later).at.most(pace.later);
        expect(ours.largest).at.most(4);
      });
    }
  });
});
