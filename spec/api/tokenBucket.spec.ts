import { expect } from 'chai';
import fc from 'fast-check';
import type { TokenBucket } from '../../src/api/tokenBucket.js';
import { answered, dueAt, emptied, fullBucket, refill, returned, taken } from '../../src/api/tokenBucket.js';

describe('tokenBucket', () => {
  const rule = { burst: 3, everyMs: 100 };
  const take = (bucket: TokenBucket, now: number): TokenBucket => taken(refill(bucket, rule, now), rule, now);
  const drained = (at: number): TokenBucket => [1, 2, 3].reduce(bucket => take(bucket, at), fullBucket(3));

  it('is full to begin with, and earns nothing more', () => {
    expect(refill(fullBucket(3), rule, 5000).tokens).to.equal(3);
    expect(drained(5000)).to.deep.include({ tokens: 0, filledUntil: 5000 });
  });

  it('earns whole tokens and keeps the fractions', () => {
    const bucket = drained(0);
    expect(refill(bucket, rule, 99).tokens).to.equal(0);
    expect(refill(bucket, rule, 250)).to.deep.include({ tokens: 2, filledUntil: 200 });
    expect(refill(refill(bucket, rule, 250), rule, 300).tokens).to.equal(3);
    expect(dueAt(refill(bucket, rule, 250), rule, 1)).to.equal(300);
    expect(dueAt(bucket, rule, 2)).to.equal(200);
  });

  it('never holds more than the burst, and earns from the moment it is no longer full', () => {
    expect(refill(drained(0), rule, 320), 'just full').to.deep.include({ tokens: 3, filledUntil: 320 });
    const bucket = take(refill(drained(0), rule, 10_050), 10_050);
    expect(bucket).to.deep.include({ tokens: 2, filledUntil: 10_050 });
    expect(refill(bucket, rule, 10_149).tokens).to.equal(2);
    expect(refill(bucket, rule, 10_150).tokens).to.equal(3);
  });

  it('remembers when it was full for the last time, and goes on earning from there', () => {
    const once = take(fullBucket(3), 10);
    expect(once).to.deep.equal({ tokens: 2, filledUntil: 10, fullAt: 10 });
    expect(take(once, 50)).to.deep.equal({ tokens: 1, filledUntil: 10, fullAt: 10 });
  });

  it('takes a token back, if there is room', () => {
    expect(returned(drained(0), rule).tokens).to.equal(1);
    expect(returned(fullBucket(3), rule).tokens).to.equal(3);
  });

  it('earns only from the first answer after it was full', () => {
    const bucket = answered(drained(500), 500, 540);
    expect(dueAt(bucket, rule, 1)).to.equal(640);
    expect(dueAt(answered(bucket, 500, 560), rule, 1), 'the second answer').to.equal(640);
    expect(dueAt(answered(drained(0), -5, 40), rule, 1), 'an older call').to.equal(100);
    expect(dueAt(answered(drained(0), 0, 30_000), rule, 1), 'a stalled call').to.equal(1100);
  });

  it('is empty after a throttle, and earns the next token after the rest', () => {
    expect(emptied(drained(0), rule, 50, -Infinity)).to.deep.equal({
      tokens: 0,
      filledUntil: 50,
      fullAt: undefined,
    });
    const resting = emptied(fullBucket(3), rule, 50, 3050);
    expect(refill(resting, rule, 3049).tokens).to.equal(0);
    expect(refill(resting, rule, 3050).tokens).to.equal(1);
    expect(dueAt(emptied(resting, rule, 60, 0), rule, 1), 'a later one does not shorten it').to.equal(3050);
  });

  it('is always full without a limit', () => {
    const unlimited = { burst: Infinity, everyMs: 0 };
    const bucket = refill(emptied(fullBucket(3), unlimited, 10, 0), unlimited, 10);
    expect(taken(bucket, unlimited, 10).tokens).to.equal(Infinity);
  });

  it('earns several tokens a millisecond', () => {
    const quick = { burst: 100, everyMs: 0.5 };
    expect(refill({ ...fullBucket(0), filledUntil: 0 }, quick, 5).tokens).to.equal(10);
  });

  it('gives no more tokens than burst + rate x time, in whichever order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 400, noNaN: true }), { maxLength: 100 }),
        fc.integer({ min: 1, max: 5 }),
        (gaps, burst) => {
          const quota = { burst, everyMs: 1000 / 7 };
          let bucket = fullBucket(burst);
          let now = 0;
          let service = burst;
          for (const gap of gaps) {
            now += gap;
            service = Math.min(burst, service + gap / quota.everyMs);
            bucket = refill(bucket, quota, now);
            if (bucket.tokens < 1) continue;
            bucket = taken(bucket, quota, now);
            service -= 1;
            expect(service).to.be.greaterThan(-1e-6);
          }
        },
      ),
    );
  });
});
