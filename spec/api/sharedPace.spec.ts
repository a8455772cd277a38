import { expect } from 'chai';
import fc from 'fast-check';
import { initialRate, rateAt, type AdaptiveRate } from '../../src/api/adaptiveRate.js';
import {
  afterSharedThrottles,
  paceChange,
  sharedPaceOf,
  shifted,
  withReturned,
} from '../../src/api/sharedPace.js';
import type { PaceReply } from '../../src/api/sharedQuota.js';

const fresh = initialRate(10, 10);
const reply = (now: number, successes: number, fullAt?: number): PaceReply => ({
  ...{ now, version: '7', pace: undefined, successes, fullAt },
});
/** A throttle of a call that was due at this moment. */
const throttleAt = (
  dueAt: number,
  reservedAt = dueAt,
): Parameters<typeof afterSharedThrottles>[1][number] => ({
  ...{ dueAt, reservedAt, retryAfterMs: undefined },
});

describe('sharedPace', () => {
  const start = { adaptive: fresh, counted: 0 };
  /** After one throttle that was reported at 1 s, when 50 calls were due: 49 have succeeded. */
  const first = afterSharedThrottles(start, [throttleAt(990)], reply(1_000, 50));
  /** After another one at 5 s: 19 more. */
  const cut = afterSharedThrottles(first, [throttleAt(4_990)], reply(5_000, 69));

  it('measures the rate by the successes of all processes', () => {
    expect(first.counted).to.equal(49);
    // 19 successes and one for the parts of a token at either end, in 4 s.
    expect(cut.adaptive.estimated).to.be.closeTo(5, 1e-9);
    expect(rateAt(cut.adaptive, 5_000)).to.be.closeTo(4.5, 1e-9);
    expect(cut.counted).to.equal(68);
  });

  it('measures between the moments of the reports, however late they are', () => {
    const late = afterSharedThrottles(start, [throttleAt(300)], reply(1_000, 50));
    const { adaptive } = afterSharedThrottles(late, [throttleAt(4_000)], reply(5_000, 69));
    expect(adaptive.estimated).to.be.closeTo(5, 1e-9);
  });

  it('takes throttles of calls that were due before the count from the successes before it', () => {
    // The calls at 980 and 995 counted as successes at 1 s; the engine has taken them from its count since.
    const known = afterSharedThrottles(first, [throttleAt(980, -1)], reply(1_100, 50));
    const both = afterSharedThrottles(known, [throttleAt(995, -1)], reply(1_200, 50));
    expect(both.counted).to.equal(47);
    const { adaptive } = afterSharedThrottles(both, [throttleAt(4_990)], reply(5_000, 67));
    expect(adaptive.estimated).to.be.closeTo(5, 1e-9);
  });

  it('takes those that were due later from the successes since', () => {
    const known = afterSharedThrottles(cut, [throttleAt(5_500, 4_900)], reply(5_600, 71));
    expect(known.counted).to.equal(68);
    expect(known.adaptive.successes).to.equal(2);
  });

  it('learns nothing of a call that was reserved before the cut, however late it was sent', () => {
    const held = afterSharedThrottles(cut, [throttleAt(5_300, 4_900)], reply(5_320, 70));
    expect(held).to.deep.equal({ ...cut, adaptive: { ...cut.adaptive, successes: 1 } });
  });

  it('measures nothing across a moment at which the bucket was full', () => {
    const second = afterSharedThrottles(first, [throttleAt(4_990)], reply(5_000, 69, 3_000));
    expect(second.adaptive.guesses).to.equal(1);
  });

  it('counts one burst of throttles of one process once', () => {
    const throttles = [throttleAt(980), throttleAt(981), throttleAt(982)];
    const { adaptive, counted } = afterSharedThrottles(start, throttles, reply(1_000, 50));
    expect(adaptive.guesses).to.equal(1);
    expect(counted).to.equal(47);
  });

  it('has the calls of a process that was cut off beside those that the others measured, up to the quota', () => {
    const { adaptive, counted } = withReturned(cut, 2.5);
    expect(adaptive.estimated).to.be.closeTo(7.5, 1e-9);
    expect(counted).to.equal(cut.counted);
    // A throttle of before begins another count, and measures nothing.
    const late = afterSharedThrottles({ adaptive, counted }, [throttleAt(8_990)], reply(9_000, 100));
    expect(late.adaptive).to.include({ estimated: 7.5, countedFrom: 9_000 });
    expect(withReturned(cut, 9).adaptive.estimated).to.equal(10);
  });

  const moment = fc.oneof(
    fc.constant(-Infinity),
    fc.double({ min: -1e6, max: 2e12, noNaN: true }).map(value => value + 0),
  );
  const state = fc.record<AdaptiveRate>({
    configured: fc.constant(10),
    window: fc.constantFrom(Infinity, 4, 7.25),
    minWindow: fc.constant(Infinity),
    ...{ resumeAt: moment, cutAt: moment, throttledAt: moment },
    estimated: fc.double({ min: 0.1, max: 10, noNaN: true }),
    plateauMs: fc.double({ min: 1, max: 5_000, noNaN: true }),
    countedFrom: fc.option(moment, { nil: undefined }),
    successes: fc.nat(100),
    guesses: fc.nat(5),
  });

  it('is written and read without loss', () => {
    fc.assert(
      fc.property(state, fc.nat(1e6), (adaptive, counted) => {
        const { pace } = paceChange({ adaptive, counted }, 1, reply(1e12, 0));
        expect(sharedPaceOf(pace, fresh)).to.deep.equal({ adaptive, counted });
      }),
    );
  });

  it('is read with the quota of the process that reads it', () => {
    const { pace } = paceChange({ adaptive: fresh, counted: 3 }, 1, reply(0, 0));
    const own = initialRate(2, 50);
    const { adaptive } = sharedPaceOf(pace, own);
    expect(adaptive.configured).to.equal(2);
    expect(adaptive.minWindow).to.equal(own.minWindow);
  });

  it('is the own pace where there is none, or one that another version has written', () => {
    const own = { ...fresh, estimated: 3, countedFrom: undefined };
    const written = JSON.parse(paceChange({ adaptive: fresh, counted: 3 }, 1, reply(0, 0)).pace) as object;
    for (const text of [
      undefined,
      'no JSON',
      '7',
      '{}',
      JSON.stringify({ ...written, format: 2 }),
      JSON.stringify({ ...written, estimated: 'fast' }),
      JSON.stringify({ ...written, cutAt: undefined }),
    ])
      expect(sharedPaceOf(text, own), String(text)).to.deep.equal({ adaptive: own, counted: 0 });
  });

  it('says how long nobody calls, and how fast after that', () => {
    const adaptive = { ...fresh, estimated: 4, plateauMs: 1_000, cutAt: 1_000, resumeAt: 2_000 };
    const { restMs, everyMs } = paceChange({ adaptive, counted: 0 }, 1, reply(1_500, 0));
    expect(restMs).to.equal(500);
    expect(everyMs).to.equal(250);
    expect(paceChange({ adaptive, counted: 0 }, 1, reply(3_000, 0)).restMs).to.equal(0);
  });

  it('is the same in another clock', () => {
    fc.assert(
      fc.property(state, fc.integer({ min: -1e6, max: 1e6 }), (adaptive, byMs) => {
        const moved = shifted(adaptive, byMs);
        expect(rateAt(moved, 1e12 + byMs)).to.be.closeTo(rateAt(adaptive, 1e12), 1e-3);
        expect(moved.countedFrom === undefined).to.equal(adaptive.countedFrom === undefined);
      }),
    );
  });
});
