import { expect } from 'chai';
import fc from 'fast-check';
import { createSharedRateLimiter } from '../../src/api/createSharedRateLimiter.js';
import type { Permit, RateLimiter } from '../../src/api/rateLimiter.js';
import type { Priority } from '../../src/api/recommenderApi.js';
import { NO_PACE, type SharedQuota } from '../../src/api/sharedQuota.js';
import { AbortedError, ClosedError } from '../../src/core/errors.js';
import { systemTime } from '../../src/core/time.js';
import { lineTo, type QuotaLine } from '../support/quotaLine.js';
import { runs } from '../support/runs.js';
import { sharedQuotaModel, type SharedQuotaModel } from '../support/sharedQuotaModel.js';
import { started, useTrace } from '../support/traceEvents.js';
import { settled, simulateTime, type SimulatedTime } from './simulatedTime.js';

/** Seed of the random schedules: `SEED=n` plays others. A schedule that fails isn't shrunk, which would take minutes. */
const SEED = Number(process.env['SEED'] ?? 1);

describe('createSharedRateLimiter', () => {
  let time: SimulatedTime;
  let model: SharedQuotaModel;
  let lines: QuotaLine[];
  let limiters: RateLimiter[];
  /** Each permit: when, and of which process. */
  let permits: { readonly at: number; readonly process: number; readonly priority: Priority }[];
  let failures: unknown[];

  beforeEach(() => {
    time = simulateTime();
    // The engine's clock has nothing to do with those of the processes.
    model = sharedQuotaModel(() => 1_700_000_000_000 + time.now());
    [lines, limiters, permits, failures] = [[], [], [], []];
  });
  afterEach(async () => {
    lines.forEach(line => line.mend());
    const closed = Promise.all(limiters.map(limiter => limiter.close()));
    await time.pass(1_000);
    await closed;
    expect(time.timers()).to.equal(0);
    time.uninstall();
  });

  const open = (perSecond: number, burst: number, processes = 1): void => {
    for (let i = 0; i < processes; i++) {
      const line = lineTo(model);
      lines.push(line);
      const quota = { perSecond, burst, shared: line.quota };
      limiters.push(createSharedRateLimiter({ quota, time: systemTime }));
    }
  };
  const ask = (
    process = 0,
    priority: Priority = 'foreground',
    use: (permit: Permit) => void = permit => {
      permit.succeeded();
    },
  ): AbortController => {
    const controller = new AbortController();
    limiters[process]!.acquire(priority, controller.signal).then(
      permit => {
        permits.push({ at: time.now(), process, priority });
        use(permit);
      },
      (error: unknown) => failures.push(error),
    );
    return controller;
  };
  const times = (count: number, act: () => unknown): void => {
    for (let i = 0; i < count; i++) act();
  };
  const of = (process: number): number => permits.filter(permit => permit.process === process).length;

  describe('the rate', () => {
    it('permits a burst less one at once, and then each call at its time', async () => {
      open(10, 5);
      times(8, ask);
      await time.pass(405);
      const at = [0, 0, 0, 0, 100, 200, 300, 400];
      permits.forEach((permit, i) => {
        expect(permit.at).to.be.closeTo(at[i] ?? NaN, 3);
      });
      expect(permits).to.have.length(8);
    });

    it('holds for all processes together, and gives each its part', async () => {
      open(10, 10, 4);
      for (let i = 0; i < 4; i++) times(60, () => ask(i));
      await time.pass(10_000);
      expect(permits.length).to.be.within(107, 110);
      for (let i = 0; i < 4; i++) expect(of(i)).to.be.within(26, 28);
    });

    it('gives all of it to one process while the others make no calls', async () => {
      open(10, 10, 4);
      times(200, ask);
      await time.pass(10_000);
      expect(of(0)).to.be.within(107, 110);
    });

    it('is reached at 400 calls a second across a slow line', async () => {
      open(400, 50, 2);
      for (const line of lines) line.delayMs = 20;
      for (let i = 0; i < 2; i++) times(1_000, () => ask(i));
      await time.pass(3_000);
      expect(permits.length).to.be.within(1_100, 1_250);
    });

    it('has a few calls of a large burst in flight, and more with each answer', async () => {
      open(400, 50);
      const kept: Permit[] = [];
      times(20, () => ask(0, 'foreground', permit => kept.push(permit)));
      await time.pass(200);
      expect(kept).to.have.length(4);
      for (const permit of [...kept]) permit.succeeded();
      await time.pass(200);
      expect(kept).to.have.length(4 + 5);
    });

    it('asks once for each permit, and never while nothing is called', async () => {
      open(10, 10, 2);
      for (let i = 0; i < 2; i++) times(50, () => ask(i));
      await time.pass(20_000);
      expect(permits).to.have.length(100);
      expect(model.commands()).to.equal(100);
      await time.pass(3_600_000);
      expect(model.commands()).to.equal(100);
      expect(time.timers()).to.equal(0);
    });

    it('is exceeded in no window, whichever processes call, leave, die or abort', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(
            fc.record({
              afterMs: fc.nat(300),
              process: fc.nat(2),
              calls: fc.integer({ min: 1, max: 8 }),
              priority: fc.constantFrom<Priority>('foreground', 'background'),
              what: fc.constantFrom('call', 'call', 'call', 'abort', 'die', 'unused'),
            }),
            { maxLength: 40 },
          ),
          async acts => {
            permits = [];
            model.flush();
            const first = limiters.length;
            open(10, 4, 3);
            const callers: AbortController[] = [];
            for (const { afterMs, process, calls, priority, what } of acts) {
              await time.pass(afterMs);
              const at = first + process;
              if (what === 'abort') callers.splice(0, calls).forEach(caller => caller.abort());
              else if (what === 'die') lines[at]!.state = 'stalls';
              else
                times(calls, () =>
                  callers.push(
                    ask(at, priority, permit => {
                      if (what === 'unused' && lines[at]!.state === 'good') {
                        permits.pop();
                        permit.unused();
                      } else permit.succeeded();
                    }),
                  ),
                );
              // What a process that died would do no longer counts.
              if (what === 'die') callers.splice(0).forEach(caller => caller.abort());
            }
            await time.pass(5_000);
            const alive = permits.filter(({ process }) => lines[process]!.state === 'good');
            for (let i = 4; i < alive.length; i++)
              expect(alive[i]!.at - alive[i - 4]!.at).to.be.at.least(100 - 5, `permit ${String(i)}`);
            for (const caller of callers) caller.abort();
          },
        ),
        { numRuns: runs(15, 200), seed: SEED, endOnFailure: true },
      );
    }).timeout(600_000);
  });

  describe('priorities', () => {
    it('serve the foreground of one process before the background of the others', async () => {
      open(10, 2, 4);
      for (let i = 1; i < 4; i++) times(60, () => ask(i, 'background'));
      await time.pass(2_000);
      permits = [];
      times(60, ask);
      await time.pass(8_300);
      expect(of(0)).to.be.within(56, 60);
      // Every fourth turn, whichever of the three has it.
      expect(permits.length - of(0)).to.be.within(20, 26);
    });

    it('give the background all of the rate when the foreground has ended', async () => {
      open(10, 2, 2);
      times(100, () => ask(1, 'background'));
      times(10, ask);
      await time.pass(2_000);
      permits = [];
      await time.pass(5_000);
      expect(of(1)).to.be.within(49, 51);
    });

    it('hold within one process, too', async () => {
      open(10, 2);
      times(60, () => ask(0, 'background'));
      times(60, ask);
      await time.pass(6_000);
      const count = permits.filter(({ priority }) => priority === 'foreground').length;
      expect(count / permits.length).to.be.closeTo(0.75, 0.03);
    });

    it('let a foreground caller take the call that was reserved for the background', async () => {
      open(1, 2);
      times(2, () => ask(0, 'background'));
      await time.pass(100);
      permits = [];
      ask();
      await time.pass(1_000);
      expect(permits.map(({ priority }) => priority)).to.deep.equal(['foreground']);
    });

    it('let a foreground caller call before the moment at which the background asks again', async () => {
      open(1, 2);
      await model.reserve({
        ...{ member: 'another', version: NO_PACE, everyMs: 1_000, quota: { perSecond: 1, burst: 2 } },
        ...{ calls: 1, waiting: { foreground: 5, background: 0 }, unused: { calls: 0, taken: 0 } },
        ...{ spent: false, members: 1, metMs: undefined, deadline: undefined },
      });
      ask(0, 'background');
      await time.pass(5);
      ask();
      // The background was told to wait for two seconds.
      await time.pass(1_000);
      expect(permits.map(({ priority }) => priority)).to.deep.equal(['foreground']);
    });

    it('are asked about again after the pause that the engine names, however short', async () => {
      const free = time.now() + 40;
      let requests = 0;
      const waits: SharedQuota = {
        ...model,
        reserve: () => {
          requests += 1;
          if (requests > 100) throw new Error('asked without a pause');
          const known = { now: time.now(), members: 2, quotas: [{ perSecond: 10, burst: 10 }] };
          const waitMs = Math.min(0.4, free - time.now());
          return Promise.resolve(
            waitMs > 0
              ? { ...known, kind: 'later' as const, waitMs }
              : { ...known, kind: 'granted' as const, waitMs: 0, priority: 'background' as const, taken: 1 },
          );
        },
      };
      limiters.push(
        createSharedRateLimiter({ quota: { perSecond: 10, burst: 10, shared: waits }, time: systemTime }),
      );
      ask(0, 'background');
      await time.pass(100);
      expect(permits).to.have.length(1);
      expect(permits[0]!.at).to.be.within(free, free + 5);
      expect(requests).to.be.at.most(42);
    });
  });

  describe('callers that leave', () => {
    it('waste no call: the reservation goes to the next caller', async () => {
      open(10, 2);
      const callers: AbortController[] = [];
      times(30, () => callers.push(ask()));
      await time.pass(10);
      callers.slice(1, 21).forEach(caller => caller.abort());
      await time.pass(910);
      expect(permits).to.have.length(10);
      expect(failures).to.have.length(20);
      expect(failures[0]).to.be.instanceOf(AbortedError);
    });

    it('leave a permit that they have to the next caller, at once', async () => {
      open(10, 2);
      ask(0, 'foreground', permit => permit.unused());
      ask(0, 'background');
      await time.pass(5);
      expect(permits).to.have.length(2);
    });

    it('give the reservation back where no other caller waits', async () => {
      open(1, 2, 2);
      ask(0);
      await time.pass(10);
      ask(0).abort();
      await time.pass(10);
      const caller = ask(0);
      await time.pass(10);
      caller.abort();
      await time.pass(3_000);
      permits = [];
      times(2, () => ask(0));
      await time.pass(10);
      // Not one more, as would be if the reservation of the caller that has left were kept beside a full bucket.
      expect(permits).to.have.length(1);
    });

    it('give back as much as the bucket has had room for since, and no more', async () => {
      const unused = (permit: Permit): void => {
        permits.pop();
        permit.unused();
      };
      open(10, 4, 2);
      ask(0, 'foreground', unused);
      // The bucket was full by then, without the call.
      await time.pass(1_000);
      times(3, () => ask(1));
      ask(0);
      await time.pass(95);
      expect(permits).to.have.length(3);
      await time.pass(10);
      expect(permits).to.have.length(4);
    });

    it('give two calls back as one that was reserved when the first was', async () => {
      const kept: Permit[] = [];
      open(10, 4, 2);
      ask(0, 'foreground', permit => kept.push(permit));
      await time.pass(1_000);
      permits = [];
      times(2, () => ask(1));
      await time.pass(1);
      ask(0, 'foreground', permit => {
        permits.pop();
        permit.unused();
      });
      await time.pass(1);
      kept[0]!.unused();
      times(3, () => ask(0));
      await time.pass(10);
      // Three at most were due at once: the first of the two was no loss to the bucket, which was full later.
      expect(permits.length).to.be.within(2, 3);
    });

    it('give all of it back where the bucket is far from full', async () => {
      open(10, 4, 2);
      times(3, () => ask(1));
      await time.pass(1);
      const caller = ask(0);
      await time.pass(50);
      caller.abort();
      await time.pass(100);
      ask(0);
      await time.pass(5);
      expect(of(0)).to.equal(1);
    });

    it('leave what is not due yet to the other processes, when the limiter is closed', async () => {
      open(1, 2, 2);
      times(2, () => ask(0));
      await time.pass(10);
      void limiters[0]!.close();
      await time.pass(10);
      ask(1);
      await time.pass(1_000);
      expect(of(1)).to.equal(1);
    });

    it('leave nothing that was due long ago', async () => {
      open(1, 2, 2);
      ask(0, 'foreground', permit => permit.unused());
      await time.pass(5_000);
      ask(1);
      await time.pass(10);
      void limiters[0]!.close();
      await time.pass(10);
      ask(1);
      await time.pass(900);
      expect(of(1)).to.equal(1);
    });

    it('waste one call where a process dies', async () => {
      open(10, 2, 2);
      for (let i = 0; i < 2; i++) times(100, () => ask(i));
      await time.pass(1_000);
      permits = [];
      lines[1]!.state = 'stalls';
      await time.pass(5_000);
      // The dead one still counts here, as it goes on with its part: the survivor loses one slot.
      expect(of(0)).to.be.within(47, 51);
    });

    it('hear that the limiter is closed', async () => {
      open(1, 2);
      times(4, ask);
      await time.pass(10);
      void limiters[0]!.close();
      await settled();
      expect(failures).to.have.length(3);
      expect(failures[0]).to.be.instanceOf(ClosedError);
      ask();
      await settled();
      expect(failures).to.have.length(4);
    });
  });

  it('tells how long a caller has waited, and the rate, which is 0 when it is closed', async () => {
    await time.pass(1_000);
    open(10, 2);
    const waited: number[] = [];
    times(2, () => ask(0, 'foreground', ({ waitedMs }) => waited.push(waitedMs)));
    await time.pass(200);
    expect(waited[0]).to.be.within(0, 2);
    expect(waited[1]).to.be.within(98, 103);
    expect(limiters[0]!.quota.perSecond()).to.equal(10);
    void limiters[0]!.close();
    expect(limiters[0]!.quota.perSecond()).to.equal(0);
  });

  describe('throttles', () => {
    it('of one process slow all of them', async () => {
      open(10, 4, 2);
      for (let i = 0; i < 2; i++) times(60, () => ask(i, 'background'));
      await time.pass(2_000);
      let throttled = 0;
      for (let i = 0; i < 2; i++) {
        ask(0, 'foreground', permit => {
          throttled += 1;
          permit.throttled();
        });
        while (throttled <= i) await time.pass(10);
      }
      await time.pass(100);
      permits = [];
      await time.pass(1_500);
      expect(permits.length).to.be.below(13);
      expect(of(1)).to.be.below(8);
    });

    it('are reported when the command that is under way has ended, however late the next call is due', async () => {
      open(0.1, 1);
      lines[0]!.delayMs = 50;
      let throttle = (): void => undefined;
      ask(0, 'foreground', permit => {
        throttle = () => {
          permit.throttled();
        };
      });
      await time.pass(150);
      ask();
      await time.pass(50);
      throttle();
      await time.pass(300);
      expect((await model.pace()).version).to.not.equal(NO_PACE);
      expect(permits).to.have.length(1);
    });

    it('slow a process that is alone', async () => {
      open(10, 2);
      lines[0]!.state = 'refuses';
      let throttled = 0;
      times(60, () =>
        ask(0, 'foreground', permit => {
          throttled += 1;
          if (throttled <= 3) permit.throttled();
          else permit.succeeded();
        }),
      );
      await time.pass(3_000);
      // There are 28 to 31 without a throttle.
      expect(permits.length).to.be.within(5, 20);
    });

    it('of a call that was made alone are not those of the others', async () => {
      open(10, 2);
      lines[0]!.state = 'refuses';
      const kept: Permit[] = [];
      ask(0, 'foreground', permit => kept.push(permit));
      times(50, ask);
      await time.pass(1_000);
      lines[0]!.mend();
      await time.pass(1_000);
      kept[0]!.throttled();
      await time.pass(1_000);
      expect((await model.pace()).version).to.equal(NO_PACE);
    });

    it('are forgotten by the process that was alone, when it is back', async () => {
      open(10, 2, 2);
      for (let i = 0; i < 2; i++) times(400, () => ask(i));
      await time.pass(2_000);
      lines[1]!.state = 'stalls';
      await time.pass(1_000);
      times(5, () => ask(1, 'background', permit => permit.throttled()));
      await time.pass(3_000);
      lines[1]!.mend();
      await time.pass(3_000);
      permits = [];
      await time.pass(2_000);
      expect(permits.length).to.be.within(19, 21);
    });
  });

  describe('a shared quota that is away', () => {
    const trace = useTrace();
    const notices = (): unknown[] =>
      started(trace).flatMap(({ kind, code }) => (kind === 'notice' ? [code] : []));

    for (const state of ['refuses', 'stalls'] as const) {
      it(`leaves each process its part, and is shared again by itself (${state})`, async () => {
        open(10, 2, 4);
        for (let i = 0; i < 4; i++) times(200, () => ask(i));
        await time.pass(2_000);
        for (const line of lines) line.state = state;
        await time.pass(1_000);
        permits = [];
        await time.pass(10_000);
        expect(permits.length).to.be.within(96, 104);
        for (let i = 0; i < 4; i++) expect(of(i)).to.be.within(24, 26);
        for (const line of lines) line.mend();
        await time.pass(1_500);
        permits = [];
        await time.pass(5_000);
        expect(permits.length).to.be.within(49, 51);
        expect(notices()).to.deep.equal([
          ...Array<string>(4).fill('QUOTA_ALONE'),
          ...Array<string>(4).fill('QUOTA_SHARED'),
        ]);
        const told = started(trace).find(({ code }) => code === 'QUOTA_ALONE')?.message;
        expect(told).to.match(/this process makes 2\.50 calls a second, its part of 10\.$/);
      });
    }

    it('never stops calls, and no gap is longer than a second', async () => {
      open(10, 2, 4);
      for (let i = 0; i < 4; i++) times(200, () => ask(i));
      await time.pass(2_000);
      for (const line of lines) line.state = 'stalls';
      await time.pass(8_000);
      for (const line of lines) line.mend();
      await time.pass(4_000);
      const gaps = permits.slice(1).map(({ at }, i) => at - permits[i]!.at);
      expect(Math.max(...gaps)).to.be.below(1_000);
    });

    it('from the start leaves a process the whole rate, as it knows of no other', async () => {
      open(10, 2);
      lines[0]!.state = 'refuses';
      times(50, ask);
      await time.pass(3_000);
      expect(permits.length).to.be.within(28, 31);
    });

    it('is asked twice a second at most, and only while calls wait', async () => {
      open(10, 2);
      let asked = 0;
      const { reserve, now } = lines[0]!.quota;
      Object.assign(lines[0]!.quota, {
        reserve: (...args: Parameters<typeof reserve>) => (asked++, reserve(...args)),
        now: () => (asked++, now()),
      });
      lines[0]!.state = 'refuses';
      times(100, ask);
      await time.pass(5_000);
      expect(asked).to.be.within(8, 12);
      await time.pass(10_000);
      asked = 0;
      await time.pass(60_000);
      expect(asked).to.equal(0);
    });

    it('gives back what it reserved for a request that was answered too late', async () => {
      open(1, 2);
      times(3, ask);
      await time.pass(2_300);
      expect(permits).to.have.length(3);
      lines[0]!.state = 'stalls';
      ask();
      await time.pass(300);
      // Answered after 300 ms, and on the way for another 150: too late for the caller.
      lines[0]!.delayMs = 150;
      lines[0]!.mend();
      await settled();
      lines[0]!.delayMs = 0;
      await time.pass(200);
      // The answer shows that the shared quota is back.
      expect(notices()).to.deep.equal(['QUOTA_ALONE', 'QUOTA_SHARED']);
      await time.pass(400);
      // At 3 s, as if it had not been asked for before.
      expect(permits).to.have.length(4);
    });

    it('that lost its state lets no burst through, and the calls of others are known', async () => {
      open(10, 10, 4);
      for (let i = 0; i < 4; i++) times(200, () => ask(i));
      await time.pass(3_000);
      model.flush();
      permits = [];
      await time.pass(2_000);
      expect(permits.length).to.be.within(16, 21);
    });
  });

  describe('different quotas', () => {
    const trace = useTrace();
    const told = (): (string | undefined)[] =>
      started(trace).flatMap(({ code, message }) => (code === 'QUOTA_DIFFERS' ? [message] : []));

    it('keep to the lowest of them, and each process says so once', async () => {
      open(10, 3);
      open(4, 8);
      for (let i = 0; i < 2; i++) times(100, () => ask(i));
      await time.pass(2_000);
      permits = [];
      await time.pass(10_000);
      expect(permits.length).to.be.within(39, 41);
      expect(told().toSorted()).to.deep.equal([
        'Processes that share one quota were given different ones: this one 10 a second, burst 3, others 4 a second, burst 8. While both call, 4 a second, burst 3 holds for all. Give all of them the same, or another key to those that have a quota of their own.',
        'Processes that share one quota were given different ones: this one 4 a second, burst 8, others 10 a second, burst 3. While both call, 4 a second, burst 3 holds for all. Give all of them the same, or another key to those that have a quota of their own.',
      ]);
      // Each of the two is its own part of the lowest, too, while it is alone.
      for (const line of lines) line.state = 'refuses';
      await time.pass(1_000);
      permits = [];
      await time.pass(10_000);
      expect(permits.length).to.be.within(39, 41);
    });

    it('have no effect a minute after the last call of the lower one', async () => {
      open(10, 10);
      open(4, 2);
      times(3, () => ask(1));
      times(3, () => ask(0));
      await time.pass(63_000);
      expect(permits).to.have.length(6);
      times(60, () => ask(0));
      await time.pass(3_000);
      // The burst of 10 less one, and 10 a second.
      expect(permits.length - 6).to.be.within(38, 40);
      expect(told()).to.have.length(2);
    });
  });

  it('keeps calls going and the rate within bounds, whatever becomes of the shared quota', async () => {
    const fault = fc.record({
      afterMs: fc.integer({ min: 200, max: 3_000 }),
      what: fc.constantFrom('stalls', 'refuses', 'good', 'flush', 'delay'),
      process: fc.option(fc.nat(2), { nil: undefined }),
      delayMs: fc.nat(150),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(fault, { minLength: 1, maxLength: 12 }), async faults => {
        permits = [];
        model.flush();
        const first = limiters.length;
        open(10, 4, 3);
        const startedAt = time.now();
        const keepAsking = (process: number): void => {
          ask(process, 'foreground', permit => {
            keepAsking(process);
            permit.succeeded();
          });
        };
        for (let i = 0; i < 3; i++) times(20, () => keepAsking(first + i));
        for (const { afterMs, what, process, delayMs } of faults) {
          await time.pass(afterMs);
          if (what === 'flush') model.flush();
          for (const [i, line] of lines.slice(first).entries()) {
            if (process !== undefined && process !== i) continue;
            if (what === 'delay') line.delayMs = delayMs;
            else if (what === 'good') line.mend();
            else if (what !== 'flush') line.state = what;
          }
        }
        for (const line of lines.slice(first)) line.mend();
        await time.pass(3_000);
        const seconds = (time.now() - startedAt) / 1000;
        // A process that is cut off adds its part of a rate that the others use up, twice of it for a time at most.
        expect(permits.length).to.be.at.most(seconds * 10 * (5 / 3) + 4 + 6 * faults.length);
        expect(permits.length).to.be.at.least(seconds * 10 * 0.5 - 10 * faults.length);
        const gaps = permits.slice(1).map(({ at }, i) => at - permits[i]!.at);
        expect(Math.max(...gaps)).to.be.below(1_500);
        permits = [];
        await time.pass(10_000);
        // The rate, but for a burst: a process that is far away has several calls at once.
        expect(permits.length).to.be.within(100 - 4, 100 + 4);
        for (const limiter of limiters.slice(first)) void limiter.close();
        await time.pass(1_000);
      }),
      { numRuns: runs(3, 200), seed: SEED, endOnFailure: true },
    );
  }).timeout(600_000);
});
