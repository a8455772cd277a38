import { expect } from 'chai';
import { systemTime } from '../../src/core/time.js';
import { useFakeTime } from '../support/fakeTime.js';
import { timers } from '../support/timers.js';

describe('systemTime', () => {
  it('reads the clocks of this machine', () => {
    for (const [read, of] of [
      [systemTime.monotonic, () => performance.now()],
      [systemTime.now, () => Date.now()],
      [systemTime.timeOrigin, () => performance.timeOrigin],
    ] as const) {
      const before = of();
      expect(read()).within(before, of());
    }
  });

  it('draws from 0 to 1', () => {
    const drawn = Array.from({ length: 100 }, systemTime.random);
    expect(Math.min(...drawn)).within(0, 0.5);
    expect(Math.max(...drawn))
      .within(0.5, 1)
      .not.equal(1);
  });

  it('makes ids of 16 hexadecimal digits, none twice', () => {
    const ids = Array.from({ length: 500 }, systemTime.uniqueId);
    for (const id of ids) expect(id).match(/^[0-9a-f]{16}$/);
    expect(new Set(ids).size).equal(500);
  });

  it('keeps the process alive by one kind of its timers, until they are cancelled', () => {
    const before = timers();
    const cancel = systemTime.after(1e6, () => undefined);
    expect(timers()).equal(before + 1);
    cancel();
    expect(timers()).equal(before);
    const other = systemTime.afterUnref(1e6, () => undefined);
    expect(timers()).equal(before);
    other();
  });

  describe('sets timers', () => {
    const fake = useFakeTime();

    for (const kind of ['after', 'afterUnref'] as const) {
      it(`that fire once, unless cancelled (${kind})`, () => {
        const fired: string[] = [];
        systemTime[kind](50, () => fired.push('a'));
        const cancel = systemTime[kind](50, () => fired.push('b'));
        fake.tick(49);
        expect(fired).deep.equal([]);
        cancel();
        fake.tick(100);
        expect(fired).deep.equal(['a']);
        expect(fake.countTimers()).equal(0);
      });

      it(`that wait as long as a timer can where they are to wait longer (${kind})`, () => {
        let fired = 0;
        for (const ms of [2 ** 31, 2 ** 40, Infinity]) systemTime[kind](ms, () => (fired += 1));
        fake.tick(2 ** 31 - 2);
        expect(fired).equal(0);
        fake.tick(1);
        expect(fired).equal(3);
      });
    }
  });
});
