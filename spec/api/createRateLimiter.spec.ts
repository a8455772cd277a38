import { expect } from 'chai';
import fc from 'fast-check';
import { createRateLimiter } from '../../src/api/createRateLimiter.js';
import type { Permit, RateLimiter } from '../../src/api/rateLimiter.js';
import type { Priority } from '../../src/api/recommenderApi.js';
import { AbortedError, ClosedError } from '../../src/core/errors.js';
import { systemTime } from '../../src/core/time.js';
import type { Load, LoadResult } from './simulatedService.js';
import { runs } from '../support/runs.js';
import { runLoad } from './simulatedService.js';
import type { SimulatedTime } from './simulatedTime.js';
import { settled, simulateTime } from './simulatedTime.js';

describe('createRateLimiter', () => {
  let time: SimulatedTime;
  let limiter: RateLimiter;
  /** When permits came, in order. */
  let came: number[];
  let failures: unknown[];

  beforeEach(() => {
    time = simulateTime();
    came = [];
    failures = [];
  });
  afterEach(async () => {
    const closed = limiter.close();
    await time.pass(10);
    await closed;
    expect(time.timers()).to.equal(0);
    time.uninstall();
  });

  const open = (perSecond: number, burst: number): void => {
    limiter = createRateLimiter({ quota: { perSecond, burst }, time: systemTime });
  };
  const never = (): AbortSignal => new AbortController().signal;
  /** Asks for a permit; what comes of it is noted. */
  const ask = (
    priority: Priority = 'foreground',
    use: (permit: Permit) => void = p => {
      p.succeeded();
    },
  ): AbortController => {
    const controller = new AbortController();
    limiter.acquire(priority, controller.signal).then(
      permit => {
        came.push(time.now());
        use(permit);
      },
      (error: unknown) => failures.push(error),
    );
    return controller;
  };
  const times = (count: number, act: () => unknown): void => {
    for (let i = 0; i < count; i++) act();
  };
  /** Has this many callers wait at any time: whoever got a permit asks for another one, until told to stop. */
  const keepWaiting = (count: number, use: (permit: Permit) => void = p => p.succeeded()): (() => void) => {
    let going = true;
    const caller = async (): Promise<void> => {
      const signal = never();
      while (going) {
        const permit = await limiter.acquire('foreground', signal);
        came.push(time.now());
        use(permit);
      }
    };
    times(count, () => void caller().catch((error: unknown) => failures.push(error)));
    return () => (going = false);
  };
  const taken = async (): Promise<Permit> => {
    const permit = limiter.acquire('foreground', never());
    await time.pass(5000);
    return permit;
  };

  describe('the rate', () => {
    it('permits a burst at once, and then each call at its time', async () => {
      open(10, 5);
      times(9, ask);
      await settled();
      expect(came).to.have.length(5);
      await time.pass(405);
      [0, 0, 0, 0, 0, 100, 200, 300, 400].forEach((at, i) => {
        expect(came[i]).to.be.closeTo(at, 3);
      });
    });

    for (const [perSecond, burst, seconds] of [
      [2, 2, runs(80)],
      [10, 1, runs(20)],
      [7, 3, runs(30)],
      [400, 50, runs(2)],
      [1000, 100, runs(1)],
    ] as const) {
      it(`is exact over a long time: ${String(perSecond)} a second, burst ${String(burst)}`, async () => {
        open(perSecond, burst);
        const wanted = perSecond * seconds;
        keepWaiting(burst + 10);
        await time.pass(seconds * 1000 - 1);
        // A bucket of one is full with each token, and loses what its call is late: 2 ms at the most.
        const least = burst === 1 ? wanted * 0.98 : wanted + burst - 1 - perSecond / 100;
        expect(came.length).to.be.within(least, wanted + burst);
        // Each to the millisecond, also the last one: what a ticket is late by doesn't add up. Beyond 100 calls
        // a second a ticket stands for those of 10 ms.
        const late = came.map((at, i) => at - Math.max(0, i - burst + 1) * (1000 / perSecond));
        expect(Math.min(...late)).to.be.at.least(-2);
        expect(Math.max(...late)).to.be.at.most(perSecond > 100 ? 10 : 1);
        const spread = came.filter(
          (at, i) => i >= burst && at < (came[i - burst] ?? 0) + 1000 / perSecond - 4,
        );
        expect(spread).to.deep.equal([]);
      });
    }

    it('waits where a call takes ten seconds, and does not hang', async () => {
      open(0.1, 1);
      times(3, ask);
      await time.pass(20_010);
      expect(came.map(at => Math.round(at / 1000))).to.deep.equal([0, 10, 20]);
    });

    it('credits the time without calls, up to the burst', async () => {
      open(10, 5);
      times(8, ask);
      await time.pass(1000);
      came = [];
      times(6, ask);
      await settled();
      expect(came).to.have.length(5);
      await time.pass(235);
      came = [];
      times(3, ask);
      await settled();
      expect(came, 'a token each 100 ms, one of which was taken').to.have.length(1);
      await time.pass(1000);
    });

    it('keeps fractions of a token through pauses', async () => {
      open(10, 2);
      times(2, ask);
      for (let i = 0; i < 100; i++) {
        ask();
        await time.pass(i % 2 === 0 ? 35 : 165);
      }
      expect(came).to.have.length(102);
      expect(came[101]).to.be.closeTo(9900 + 100, 110);
    });

    it('counts from the first answer after a rest, as that call may have reached the service late', async () => {
      open(10, 2);
      times(3, () => ask('foreground', permit => setTimeout(permit.succeeded, 40)));
      await time.pass(130);
      expect(came).to.have.length(2);
      await time.pass(15);
      expect(came).to.have.length(3);
      await time.pass(100);
    });

    it('is not moved by the wall clock', async () => {
      open(10, 2);
      times(60, ask);
      await time.pass(1000);
      time.setWallClock(-3000);
      await time.pass(1000);
      time.setWallClock(7000);
      await time.pass(1000);
      // Of the quarter of a second without tickets a burst of two makes up for two.
      expect(came.length).to.be.within(29, 32);
      const thirds = came.filter((at, i) => i >= 2 && at < (came[i - 2] ?? 0) + 97);
      expect(thirds).to.deep.equal([]);
      await limiter.close();
    });

    it('says how long each caller has waited', async () => {
      open(10, 1);
      await time.pass(500);
      const waited: number[] = [];
      times(3, () =>
        ask('foreground', permit => {
          waited.push(permit.waitedMs);
          permit.succeeded();
        }),
      );
      await time.pass(300);
      [0, 100, 200].forEach((ms, i) => {
        expect(waited[i]).to.be.closeTo(ms, 8);
      });
    });
  });

  describe('the line', () => {
    it('wastes no slot on aborted callers', async () => {
      open(50, 2);
      const controllers = Array.from({ length: 200 }, () => ask());
      await time.pass(30);
      controllers.forEach((controller, i) => {
        if (i % 2 === 1) controller.abort();
      });
      await settled();
      const left = failures.length;
      expect(failures.every(error => error instanceof AbortedError)).to.equal(true);
      expect(left).to.equal(99);
      const wallMs = ((200 - left - 2) / 50) * 1000;
      await time.pass(wallMs - 30 - 25);
      expect(came.length).to.be.within(199 - left - 2, 200 - left - 1);
      await time.pass(30);
      expect(came).to.have.length(200 - left);
    });

    it('leaves no timer when the last caller aborts', async () => {
      open(0.1, 1);
      times(1, ask);
      await settled();
      const controller = ask();
      await time.pass(100);
      expect(time.timers()).to.be.greaterThan(0);
      controller.abort();
      await time.pass(5);
      expect(time.timers()).to.equal(0);
    });

    it('serves the foreground first, and starves no caller', async () => {
      open(10, 1);
      const order: string[] = [];
      const note = (name: string) => (permit: Permit) => {
        order.push(name);
        permit.succeeded();
      };
      times(3, () => ask('background', note('b')));
      times(8, () => ask('foreground', note('f')));
      await time.pass(1200);
      expect(order.join('')).to.equal('bfffbfffbff');
    });

    it('keeps a token for the next page of a foreground listing, and gives the background its turn', async () => {
      open(2, 2);
      const order: string[] = [];
      const later = (name: string, next: () => void) => (permit: Permit) => {
        order.push(`${name} ${String(Math.round(time.now()))}`);
        setTimeout(() => {
          permit.succeeded();
          next();
        }, 700);
      };
      const page = (left: number): unknown =>
        left > 0 &&
        ask(
          'foreground',
          later('f', () => page(left - 1)),
        );
      const poll = (): unknown => ask('background', later('b', poll));
      times(3, poll);
      await time.pass(20_000);
      order.length = 0;
      page(8);
      await time.pass(6_500);
      const pages = order.filter(line => line.startsWith('f')).map(line => Number(line.slice(2)));
      expect(pages).length(8);
      for (const [index, at] of pages.entries())
        if (index > 0) expect(at - pages[index - 1]!).within(698, 950);
      expect(order.length - pages.length).to.be.at.least(3);
      limiter.close().catch(() => undefined);
      await time.pass(1_000);
    });

    it('refuses at once a caller whose signal has fired', async () => {
      open(10, 1);
      limiter.acquire('foreground', AbortSignal.abort()).catch((error: unknown) => failures.push(error));
      await settled();
      expect(failures[0]).to.be.instanceOf(AbortedError);
    });

    it('gives an unused permit to the next caller', async () => {
      open(0.1, 1);
      const permit = await taken();
      ask();
      await time.pass(1000);
      expect(came).to.have.length(0);
      permit.unused();
      await settled();
      expect(came).to.have.length(1);
      await time.pass(5);
      expect(time.timers(), 'the ticket that was asked for is withdrawn').to.equal(0);
    });

    it('counts one end of a permit, the first', async () => {
      open(0.1, 1);
      const permit = await taken();
      permit.succeeded();
      permit.unused();
      ask();
      await time.pass(1000);
      expect(came).to.have.length(0);
    });

    it('never permits more than burst + rate x time, whichever callers wait, abort and rest', async () => {
      const step = fc.record({
        afterMs: fc.oneof(fc.nat(20), fc.nat(400)),
        ask: fc.nat(4),
        leave: fc.option(fc.nat(20), { nil: undefined }),
      });
      await fc.assert(
        fc.asyncProperty(
          fc.array(step, { maxLength: 25 }),
          fc.integer({ min: 1, max: 4 }),
          async (steps, burst) => {
            came = [];
            open(20, burst);
            const controllers: AbortController[] = [];
            for (const { afterMs, ask: count, leave } of steps) {
              times(count, () => controllers.push(ask()));
              if (leave !== undefined) controllers[leave]?.abort();
              await time.pass(afterMs);
            }
            const asked = came.length;
            came.forEach((at, i) => {
              expect(at).to.be.at.least((came[i - burst] ?? -Infinity) + 50 - 3);
            });
            await time.pass(50 * controllers.length + 20);
            expect(came.length + failures.length).to.be.at.least(asked);
            expect(time.timers()).to.equal(0);
          },
        ),
        { numRuns: 40 },
      );
    });
  });

  describe('throttles', () => {
    it('are fewer where a large burst is sent as answers arrive', async () => {
      open(50, 50);
      const running: Permit[] = [];
      times(50, () => ask('foreground', permit => running.push(permit)));
      await settled();
      expect(running).to.have.length(4);
      running[0]?.succeeded();
      await settled();
      expect(running).to.have.length(6);
      await limiter.close();
    });

    it('are measured by what happens between them, but not across a rest', async () => {
      const inFiveSeconds: number[] = [];
      for (const busy of [false, true]) {
        open(10, 10);
        const running = busy ? await taken() : undefined;
        (await taken()).throttled();
        await time.pass(5000);
        (await taken()).throttled();
        came = [];
        times(60, ask);
        await time.pass(5000);
        inFiveSeconds.push(came.length);
        running?.succeeded();
        const closed = limiter.close();
        await time.pass(10);
        await closed;
      }
      // A guess: six a second and growing. A measurement: one in the ten seconds.
      expect(inFiveSeconds[0]).to.be.within(25, 45);
      expect(inFiveSeconds[1]).to.be.at.most(2);
    });

    it('delay the whole connection for as long as the service asked', async () => {
      open(10, 10);
      const permit = await taken();
      permit.throttled(3000);
      const from = time.now();
      times(3, ask);
      await time.pass(2997);
      expect(came).to.have.length(0);
      await time.pass(210);
      [3000, 3100, 3200].forEach((at, i) => {
        expect((came[i] ?? 0) - from).to.be.closeTo(at, 6);
      });
    });

    it('alone cost the rest of the burst, and no rate', async () => {
      open(10, 10);
      (await taken()).throttled();
      const from = time.now();
      times(100, ask);
      await time.pass(10_005);
      expect(came).to.have.length(100);
      expect(came[0]).to.be.closeTo(from + 100, 5);
    });

    it('slow more, the more there are, and the rate comes back by itself', async () => {
      const inTenSeconds: number[] = [];
      for (const count of [0, 1, 3, 6]) {
        open(10, 12);
        came = [];
        let left = count;
        const use = (permit: Permit): void => {
          if (left-- > 0) permit.throttled();
          else permit.succeeded();
        };
        const stop = keepWaiting(10, use);
        await time.pass(10_000);
        inTenSeconds.push(came.length);
        stop();
        // A minute with so few calls that it is cheap, and so many that it is no rest.
        for (let ms = 0; ms < 60_000; ms += 900) {
          ask();
          await time.pass(900);
        }
        came = [];
        keepWaiting(10);
        await time.pass(10_000);
        expect(came.length, 'recovered: a burst, and the whole rate').to.be.within(111, 113);
        const closed = limiter.close();
        await time.pass(10);
        await closed;
      }
      const [none = 0, one = 0, three = 0, six = 0] = inTenSeconds;
      expect(none).to.be.greaterThan(one);
      expect(one, 'only what was left of the burst').to.be.at.least(none - 12);
      expect(three).to.be.lessThan(one);
      expect(six).to.be.lessThan(three);
    });
  });

  describe('without a limit', () => {
    it('permits all calls at once, without a timer', async () => {
      open(Infinity, 2);
      times(1000, ask);
      await settled();
      expect(came).to.have.length(1000);
      expect(time.timers()).to.equal(0);
    });

    it('rests after a throttle, and permits all calls after it', async () => {
      open(Infinity, 2);
      (await taken()).throttled(2000);
      times(50, ask);
      await time.pass(1990);
      expect(came).to.have.length(0);
      await time.pass(20);
      expect(came).to.have.length(50);
    });
  });

  describe('close', () => {
    it('rejects waiting and later callers', async () => {
      open(1, 1);
      times(3, ask);
      await settled();
      const closed = limiter.close();
      ask();
      await settled();
      expect(came).to.have.length(1);
      expect(failures).to.have.length(3);
      expect(failures.every(error => error instanceof ClosedError)).to.equal(true);
      await time.pass(10);
      await closed;
      expect(time.timers()).to.equal(0);
    });

    it('can be called again, and takes the end of a call that still runs', async () => {
      open(1, 1);
      const permit = await taken();
      await limiter.close();
      await limiter.close();
      permit.throttled(1000);
      await time.pass(10);
      expect(time.timers()).to.equal(0);
    });

    it('leaves no timer while a call runs, and without calls', async () => {
      open(10, 2);
      const running: Permit[] = [];
      times(2, () => ask('foreground', permit => running.push(permit)));
      await time.pass(5);
      expect(time.timers(), 'a call runs').to.equal(0);
      ask();
      await time.pass(200);
      expect(came).to.have.length(3);
      expect(time.timers(), 'nobody waits').to.equal(0);
    });
  });

  describe('against a service with a quota', () => {
    const load: Load = { perSecond: 10, burst: 10, jobs: 50, calls: 4, latencyMs: 2.5, coldMs: 40, seed: 1 };
    const limitMs = (l: Load): number => ((l.jobs * l.calls - l.burst) / l.perSecond) * 1000;
    const run = async (perSecond: number, burst: number, l: Load): Promise<LoadResult> => {
      open(perSecond, burst);
      return runLoad(time, limiter, l);
    };

    for (const seed of [1, 2, 3]) {
      it(`reaches its rate without a throttle where the quota is right (${String(seed)})`, async () => {
        const { wallMs, throttled } = await run(10, 10, { ...load, seed });
        expect(throttled).to.equal(0);
        expect(wallMs / limitMs(load)).to.be.at.most(1.01);
      });

      for (const burst of [10, 20, 50]) {
        it(`finds the rate where the quota is five times too high, burst ${String(burst)} (${String(seed)})`, async () => {
          const { wallMs, throttled } = await run(50, burst, { ...load, seed });
          expect(throttled).to.be.within(1, 14);
          expect(wallMs / limitMs(load)).to.be.at.most(1.03);
        });
      }
    }

    it('finds a rate of two a second', async () => {
      const slow = { ...load, perSecond: 2, burst: 2, jobs: 20, latencyMs: 20, coldMs: 100 };
      const { wallMs, throttled } = await run(50, 50, slow);
      expect(throttled).to.be.within(1, 19);
      expect(wallMs / limitMs(slow)).to.be.at.most(1.05);
    });

    it('finds the rate where no quota was given', async () => {
      const { wallMs, throttled } = await run(Infinity, 2, load);
      // Fifty calls are under way before the first answer.
      expect(throttled).to.be.within(40, 62);
      expect(wallMs / limitMs(load)).to.be.at.most(1.03);
    });

    it('is ahead of a service with a bucket of one by no call', async () => {
      const { wallMs, throttled } = await run(10, 1, { ...load, burst: 1, jobs: 10 });
      expect(throttled).to.equal(0);
      expect(wallMs / 3900).to.be.at.most(1.1);
    });
  });
});
