import { expect } from 'chai';
import fc from 'fast-check';
import { afterThrottle } from '../../src/api/afterThrottle.js';
import type { AdaptiveRate } from '../../src/api/adaptiveRate.js';
import { afterIdle, afterSuccess, rateAt, initialRate } from '../../src/api/adaptiveRate.js';

/** A throttle of a call that took 10 ms. */
const throttle = (rate: AdaptiveRate, now: number, retryAfterMs?: number): AdaptiveRate =>
  afterThrottle(rate, { sentAt: now - 10, now }, retryAfterMs);
const success = (rate: AdaptiveRate, now: number, inFlight = 1): AdaptiveRate =>
  afterSuccess(rate, { sentAt: now - 10, now }, inFlight);
const successes = (rate: AdaptiveRate, from: number, everyMs: number, count: number): AdaptiveRate =>
  Array.from({ length: count }).reduce<AdaptiveRate>(
    (so, _, i) => success(so, from + (i + 1) * everyMs),
    rate,
  );

describe('adaptiveRate', () => {
  const start = initialRate(50, 50);

  describe('the rate', () => {
    it('is the configured one until a throttle changes it', () => {
      expect(rateAt(start, 0)).to.equal(50);
      expect(rateAt(successes(start, 0, 20, 500), 10_000)).to.equal(50);
    });

    it('stays after a single throttle', () => {
      const once = throttle(start, 1000);
      expect(rateAt(once, 1000)).to.equal(50);
      expect(once.resumeAt).to.be.at.most(1000);
      expect(rateAt(throttle(once, 31_001), 31_001)).to.equal(50);
    });

    it('is cut to 0.6, with a rest, by a second throttle with nothing to measure by', () => {
      const cut = throttle(throttle(start, 1000), 1005);
      expect(rateAt(cut, 1005)).to.be.closeTo(30, 1e-9);
      expect(cut.resumeAt).to.equal(1505);
      expect(rateAt(cut, 3005), 'the guess has its plateau after two seconds').to.be.closeTo(100 / 3, 1e-9);
    });

    it('is cut once for a burst, however many throttles it holds', () => {
      const cut = throttle(throttle(start, 1000), 1005);
      const burst = [1006, 1007, 1008, 1014].reduce((rate, now) => throttle(rate, now), cut);
      expect(burst).to.deep.equal(cut);
    });

    it('rests twice as long after each cut without a measurement, 8 s at most', () => {
      let rate = throttle(start, 0);
      const rests = Array.from({ length: 6 }, (_, i) => {
        rate = throttle({ ...rate, countedFrom: undefined }, 20 * (i + 1));
        return rate.resumeAt - 20 * (i + 1);
      });
      expect(rests).to.deep.equal([500, 1000, 2000, 4000, 8000, 8000]);
    });

    it('is cut to 0.9 of what was served between two throttles', () => {
      const cut = throttle(successes(throttle(start, 0), 0, 100, 39), 4000);
      expect(rateAt(cut, 4000)).to.be.closeTo(9, 1e-9);
      expect(rateAt(cut, 9000), 'plateau').to.be.closeTo(10, 1e-9);
      expect(rateAt(cut, 14_000), 'as far above').to.be.closeTo(11, 1e-9);
      expect(rateAt(cut, 30_000), 'a raised quota is found').to.be.greaterThan(50 - 1e-9);
    });

    it('measures also by the successes that were to be expected, after a second', () => {
      const cut = throttle(success(throttle(start, 0), 50), 1000);
      expect(rateAt(cut, 1000)).to.be.closeTo(0.9 * 2, 1e-9);
      // Sooner, few successes say that the first calls are slow, and nothing of the service's rate.
      expect(throttle(success(throttle(start, 0), 50), 999).guesses).to.equal(1);
    });

    it('counts only successes of calls that went out after the throttled one', () => {
      const once = afterThrottle(start, { sentAt: 500, now: 510 });
      const older = afterSuccess(once, { sentAt: 499, now: 520 }, 1);
      expect(older.successes).to.equal(0);
      expect(afterSuccess(once, { sentAt: 499, now: 520 }, 4).successes, 'the window grows').to.equal(0);
      expect(afterSuccess(older, { sentAt: 500, now: 520 }, 1).successes).to.equal(1);
    });

    it('measures by three successes and a tenth of a second, or by those expected in a second', () => {
      const measured = (perSecond: number, afterMs: number, count: number): boolean => {
        const once = throttle(initialRate(perSecond, 50), 0);
        return throttle(successes(once, 20, 1, count), afterMs).guesses === 0;
      };
      expect([measured(5, 500, 2), measured(5, 500, 3)]).to.deep.equal([false, true]);
      expect([measured(50, 99, 3), measured(50, 100, 3)]).to.deep.equal([false, true]);
      expect([measured(2.9, 1000, 0), measured(3, 1000, 0)]).to.deep.equal([false, true]);
      expect([measured(50, 999, 0), measured(50, 1000, 0)]).to.deep.equal([false, true]);
    });

    it('keeps a measurement for twice as long as it took, 2 to 5 s', () => {
      const plateaus = [200, 1500, 9000].map(
        afterMs => throttle(successes(throttle(start, 0), 20, 1, 9), afterMs).plateauMs,
      );
      expect(plateaus).to.deep.equal([2000, 3000, 5000]);
    });

    it('is cut again by the throttle of a call that went out with the cut', () => {
      const cut = throttle(throttle(start, 1000), 1005);
      expect(afterThrottle(cut, { sentAt: 1005, now: 1010 }).guesses).to.equal(2);
    });

    it('is cut by a second throttle half a minute after the first, not later', () => {
      const once = throttle(start, 1000);
      expect(throttle(once, 31_000).cutAt).to.equal(31_000);
      expect(throttle(once, 31_001).cutAt).to.equal(-Infinity);
    });

    it('goes down by a tenth at least, where more was served than the rate allowed', () => {
      const slow = initialRate(5, 50);
      const cut = throttle(successes(throttle(slow, 0), 0, 10, 30), 1000);
      expect(rateAt(cut, 1000)).to.be.closeTo(4.5, 1e-9);
    });

    it('keeps a fresh measurement when a throttle follows at once', () => {
      const cut = throttle(successes(throttle(start, 0), 0, 100, 39), 4000);
      const again = throttle(cut, 4030);
      expect(rateAt(again, 4030)).to.equal(rateAt(cut, 4030));
      expect(again.resumeAt).to.equal(cut.resumeAt);
    });

    it('goes on down while throttles go on', () => {
      let rate = throttle(successes(throttle(start, 0), 0, 100, 39), 4000);
      const rates = Array.from({ length: 8 }, (_, i) => {
        rate = throttle(rate, 5000 + i * 1000);
        return rateAt(rate, 5000 + i * 1000);
      });
      expect(rates[7]).to.be.lessThan(0.5);
      expect(rates[7]).to.be.at.least(0.1);
    });

    it('is measured from the first throttle after a rest, soon after a cut', () => {
      const cut = throttle(successes(throttle(start, 0), 0, 4000, 20), 4000);
      const rested = afterIdle(cut, 7000);
      const again = throttle(rested, 8000);
      expect(again.estimated).to.equal(cut.estimated);
      expect(throttle(successes(again, 8000, 10_000, 5), 10_000).estimated).to.be.closeTo(3, 0.1);
    });

    it('forgets the counted successes after a time without calls', () => {
      const rested = afterIdle(successes(throttle(start, 0), 0, 100, 2), 20_000);
      expect(rested.successes).to.equal(0);
      expect(rateAt(throttle(rested, 20_000), 20_000), 'a guess, not 2 in 20 seconds').to.be.closeTo(
        30,
        1e-9,
      );
    });
  });

  describe('Retry-After', () => {
    it('is obeyed by the whole connection, and never shortened', () => {
      const rate = throttle(throttle(start, 1000, 3000), 1005, 200);
      expect(rate.resumeAt).to.equal(4000);
      expect(throttle(start, 1000, 0.5).resumeAt).to.equal(1000.5);
      expect(throttle(rate, 1009, 5000).resumeAt, 'inside a burst too').to.equal(6009);
    });

    it('counts for nothing where it makes no sense', () => {
      for (const odd of [-5, 0, NaN, Infinity]) {
        expect(throttle(start, 1000, odd).resumeAt).to.be.at.most(1000);
      }
    });
  });

  describe('the window', () => {
    it('is open where the burst is small, and stays open', () => {
      const small = initialRate(10, 10);
      expect(small.window).to.equal(Infinity);
      expect(throttle(throttle(small, 0), 5).window).to.equal(Infinity);
      expect(initialRate(10, 11).window).to.equal(4);
    });

    it('grows by a quarter with each answer while it is in use', () => {
      expect(success(start, 0, 2).window).to.equal(4.25);
      expect(success({ ...start, window: 10 }, 0, 10).window).to.equal(10.25);
      expect(success(start, 0, 1).window).to.equal(4);
    });

    it('goes back to four with a guess, and grows by one a window from there', () => {
      const cut = throttle(throttle({ ...start, window: 30 }, 0), 5);
      expect(cut.window).to.equal(4);
      expect(success(cut, 100, 4).window).to.equal(4.25);
      expect(success({ ...cut, window: 10 }, 100, 9).window).to.equal(10.1);
    });

    it('stays with a measurement, and goes back with a rest', () => {
      const grown = successes(throttle({ ...start, window: 30 }, 0), 0, 100, 39);
      const cut = throttle(grown, 4000);
      expect(cut.window).to.equal(30);
      expect(afterIdle(cut, 5000).window).to.equal(4);
      expect(afterIdle(grown, 5000).window, 'without a cut').to.equal(30);
    });
  });

  describe('without a limit', () => {
    const free = initialRate(Infinity, 2);

    it('has no rate and no window, and learns nothing by successes', () => {
      expect([rateAt(free, 0), free.window]).to.deep.equal([Infinity, Infinity]);
      expect(success(free, 0, 500)).to.equal(free);
    });

    it('is delayed by a single throttle', () => {
      const once = throttle(free, 1000);
      expect([rateAt(once, 1000), once.resumeAt, once.window]).to.deep.equal([Infinity, 1100, Infinity]);
    });

    it('gets a window and a rest, then the rate that was measured', () => {
      const guess = throttle(throttle(free, 1000), 1005);
      expect([rateAt(guess, 1005), guess.resumeAt, guess.window]).to.deep.equal([Infinity, 1505, 4]);
      const measured = throttle(successes(guess, 1500, 10, 9), 1990);
      expect(rateAt(measured, 1990)).to.be.closeTo(9.09, 0.01);
    });

    it('is free again a minute after the last cut', () => {
      const guess = throttle(throttle(free, 1000), 1005);
      const cut = throttle(successes(guess, 1500, 50, 39), 4000);
      expect(rateAt(cut, 63_999)).to.be.lessThan(Infinity);
      expect(rateAt(cut, 64_000)).to.equal(Infinity);
      expect(success(cut, 63_999).window).to.equal(4);
      expect(success(cut, 64_000).window).to.equal(Infinity);
    });
  });

  describe('whatever happens', () => {
    const event = fc.record({
      afterMs: fc.oneof(fc.nat(50), fc.nat(3000), fc.nat(100_000)),
      tookMs: fc.nat(300),
      what: fc.constantFrom('success', 'throttle', 'rest'),
      retryAfterMs: fc.option(fc.nat(5000), { nil: undefined }),
      inFlight: fc.integer({ min: 1, max: 60 }),
    });
    type Event = typeof event extends fc.Arbitrary<infer T> ? T : never;
    const anyRate = fc.oneof(
      fc.constantFrom(0.05, 0.1, 2, 10, Infinity),
      fc.double({ min: 0.01, max: 2000, noNaN: true }),
    );
    const history = (
      perSecond: number,
      burst: number,
      events: readonly Event[],
    ): { rate: AdaptiveRate; now: number } => {
      let rate = initialRate(perSecond, burst);
      let now = 0;
      for (const { afterMs, tookMs, what, retryAfterMs, inFlight } of events) {
        now += afterMs;
        const outcome = { sentAt: now - tookMs, now };
        if (what === 'success') rate = afterSuccess(rate, outcome, inFlight);
        else if (what === 'throttle') rate = afterThrottle(rate, outcome, retryAfterMs);
        else rate = afterIdle(rate, now);
        expect(rateAt(rate, now)).to.be.within(Math.min(perSecond, 0.1), perSecond);
        expect(rate.window).to.be.at.least(4);
      }
      return { rate, now };
    };

    it('the rate is never above the configured one and never 0, and the window never closes', () => {
      fc.assert(
        fc.property(
          anyRate,
          fc.integer({ min: 1, max: 100 }),
          fc.array(event, { maxLength: 60 }),
          (perSecond, burst, events) => {
            history(perSecond, burst, events);
          },
        ),
      );
    });

    it('the configured rate is back a minute after the last throttle, and the rest is over', () => {
      fc.assert(
        fc.property(anyRate, fc.array(event, { maxLength: 60 }), (perSecond, events) => {
          const { rate, now } = history(perSecond, 50, events);
          expect(rateAt(rate, now + 60_000)).to.equal(perSecond);
          expect(rate.resumeAt).to.be.at.most(now + 8000);
        }),
      );
    });

    it('one throttle in half a minute leaves the rate alone', () => {
      fc.assert(
        fc.property(
          anyRate,
          fc.array(fc.integer({ min: 30_001, max: 90_000 }), { maxLength: 20 }),
          (perSecond, gaps) => {
            let rate = initialRate(perSecond, 50);
            let now = 0;
            for (const gap of gaps) {
              now += gap;
              rate = throttle(successes(rate, now - gap, gap / 6, 5), now);
              expect(rateAt(rate, now)).to.equal(perSecond);
            }
          },
        ),
      );
    });

    it('a throttle never makes it faster', () => {
      fc.assert(
        fc.property(anyRate, fc.array(event, { maxLength: 60 }), fc.nat(2000), (perSecond, events, later) => {
          const { rate, now } = history(perSecond, 50, events);
          const at = now + later;
          expect(rateAt(throttle(rate, at), at)).to.be.at.most(rateAt(rate, at));
        }),
      );
    });
  });
});
