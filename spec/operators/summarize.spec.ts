import { expect } from 'chai';
import { expectTypeOf } from 'expect-type';
import fc from 'fast-check';
import { NEVER, pipe, takeLast, type Observable } from 'rxjs';
import { InvalidInputError } from '../../src/core/errors.js';
import type { JobEvent, WatchedJob, WatchEvent } from '../../src/core/event.js';
import type { Metrics, Step } from '../../src/core/step.js';
import { METRICS, metricOf, usable } from '../../src/operators/ranking/metric.js';
import { descending } from '../../src/operators/ranking/order.js';
import { summarize } from '../../src/operators/summarize.js';
import type { Summary } from '../../src/operators/summary/summary.js';
import { within } from '../../src/operators/within.js';
import { checklist } from '../support/checklist.js';
import { history, listing, split, stateAfter } from '../support/histories.js';
import { holds } from '../support/holds.js';
import { draw } from '../support/marbles.js';
import { measured, rankedBy } from '../support/models.js';
import { play } from '../support/play.js';
import { change, page, pending, priced, step, synced } from '../support/steps.js';

const HOUR = 3_600_000;

describe('summarize', () => {
  const nothing = { steps: 0, done: 0, spentUsd: 0, unpriced: 0 };
  const now = (): number => 10 * HOUR;

  checklist(() => summarize({ now }), priced('a', 1), {
    state: { ...nothing, counts: { COMPLETED: 1 }, steps: 1, done: 1, unpriced: 1, best: priced('a', 1) },
    readsJobs: true,
  });

  /** A test that ran from one hour to another. */
  const ran = (endpoint: string, from: number, to: number | undefined, metrics: Metrics, more = {}): Step =>
    priced(endpoint, metrics, {
      InvocationStartTime: new Date(from * HOUR),
      ...(to !== undefined && { InvocationEndTime: new Date(to * HOUR) }),
      ...more,
    });
  const summary = (items: readonly unknown[], options = {}): Summary =>
    play(items, pipe(summarize({ now, ...options }), takeLast(1))).emitted[0] as Summary;
  const job = (more: Partial<WatchedJob> = {}): WatchedJob => ({
    JobName: 'job',
    Status: 'IN_PROGRESS',
    CreationTime: new Date(2 * HOUR),
    ...more,
  });
  const described = (one: WatchedJob): JobEvent => ({ type: 'job', jobName: one.JobName, job: one });

  it('counts the steps of a listing by status, once for a page', () => {
    const [one, failed] = [priced('a', 1), step('b', { Status: 'FAILED' })];
    draw(
      summarize({ now }),
      {
        ...{ p: page([one, one]), q: page([failed]), e: page([]) },
        1: { ...nothing, counts: { COMPLETED: 2 }, steps: 2, done: 2, unpriced: 2, best: one },
        2: { ...nothing, counts: { COMPLETED: 2, FAILED: 1 }, steps: 3, done: 3, unpriced: 2, best: one },
      },
      `
      source  --p--e--q--|
      result  --1-----2--|
      subs    ^----------!`,
    );
  });

  it('follows the steps of a watch', () => {
    const running = step('a', { Status: 'IN_PROGRESS' });
    draw(
      summarize({ now }),
      {
        ...{ a: change('added', running), A: change('updated', priced('a', 1)) },
        ...{ x: change('removed', priced('a', 1)), s: synced },
        1: { ...nothing, counts: { IN_PROGRESS: 1 }, steps: 1 },
        2: { ...nothing, counts: { COMPLETED: 1 }, steps: 1, done: 1, unpriced: 1, best: priced('a', 1) },
        3: { ...nothing, counts: {} },
      },
      `
      source  --a--A--s--x--|
      result  --1--2-----3--|
      subs    ^-------------!`,
    );
  });

  it('adds up the time of the tests times what an hour costs', () => {
    const ended = ran('a', 1, 3, { CostPerHour: 0.5 });
    const running = ran('b', 8, undefined, { CostPerHour: 2 }, { Status: 'IN_PROGRESS' });
    expect(summary([ended])).include({ spentUsd: 1, unpriced: 0 });
    expect(summary([ended, running]).spentUsd).closeTo(1 + 2 * 2, 1e-9);
  });

  it('prices a test without a price as another one on the same type, whichever arrived first', () => {
    const failed = ran('a', 1, 2, {}, { Status: 'FAILED' });
    const running = ran('c', 8, undefined, {}, { Status: 'IN_PROGRESS' });
    const priced = ran('b', 1, 3, { CostPerHour: 0.5 });
    for (const items of [
      [failed, running, priced],
      [priced, running, failed],
    ]) {
      expect(summary(items).spentUsd).closeTo(0.5 * (1 + 2 + 2), 1e-9);
      expect(summary(items).unpriced).equal(0);
    }
    expect(summary([failed, running])).include({ spentUsd: 0, unpriced: 2 });
  });

  /** The same test on these instances together. */
  const on = (one: Step, InitialInstanceCount: number, InstanceType = 'ml.m5.2xlarge'): Step => ({
    ...one,
    InferenceBenchmark: {
      ...one.InferenceBenchmark!,
      EndpointConfiguration: {
        ...one.InferenceBenchmark!.EndpointConfiguration!,
        ...{ InstanceType, InitialInstanceCount },
      },
    },
  });

  it('prices by the instance: another number of the same type costs in proportion', () => {
    const two = on(ran('a', 1, 2, { CostPerHour: 0.922 }), 2);
    const failed = on(ran('b', 1, 2, {}, { Status: 'FAILED' }), 1);
    const running = on(ran('c', 9, undefined, {}, { Status: 'IN_PROGRESS' }), 3);
    const other = on(ran('d', 1, 2, {}, { Status: 'FAILED' }), 2, 'ml.m5.xlarge');
    for (const items of [
      [two, failed],
      [failed, two],
    ])
      expect(summary(items).spentUsd).closeTo(1.383, 1e-9);
    for (const items of [
      [two, failed, running, other],
      [other, running, failed, two],
    ]) {
      expect(summary(items).spentUsd).closeTo(1.383 + 3 * 0.461, 1e-9);
      expect(summary(items).unpriced).equal(1);
    }
  });

  it('spends the same on n tests on 1 instance and on one test on n with n times the price', () => {
    holds(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.double({ min: 0.01, max: 100, noNaN: true }),
        fc.integer({ min: 1, max: 9 }),
        (count, price, end) => {
          const failed = ran('f', 0, end, {}, { Status: 'FAILED' });
          const ones = Array.from({ length: count }, (_, i) =>
            on(ran(String(i), 0, end, { CostPerHour: price }), 1),
          );
          const all = on(ran('all', 0, end, { CostPerHour: count * price }), count);
          const single = summary([...ones, on(failed, 1)]).spentUsd;
          expect(summary([all, on(failed, 1)]).spentUsd).closeTo(single, 1e-9 * single);
        },
      ),
    );
  });

  it('counts tests that ran and do not say when as unpriced, whatever their price', () => {
    const timeless = priced('a', { CostPerHour: 1 });
    const measured = priced('b', { ModelLatency: 5 }, { Status: 'FAILED' });
    const endless = ran('c', 1, undefined, { CostPerHour: 1 });
    const begunUnknown = step('h', { Status: 'FAILED', InvocationEndTime: new Date(2 * HOUR) });
    for (const one of [timeless, measured, endless, begunUnknown, step('d')])
      expect(summary([one])).include({ spentUsd: 0, unpriced: 1 });
    const others = [step('e', { Status: 'FAILED' }), step('f', { Status: 'IN_PROGRESS' }), pending];
    expect(summary(others)).include({ spentUsd: 0, unpriced: 0 });
    const timed = ran('g', 1, 2, { CostPerHour: 1 });
    expect(summary([timeless, endless, timed])).include({ spentUsd: 1, unpriced: 2 });
  });

  it('counts tests that have no price by the hour, and none that never ran', () => {
    const ServerlessConfig = { MemorySizeInMB: 1024, MaxConcurrency: 1 };
    const EndpointConfiguration = { EndpointName: 's', VariantName: 'main', ServerlessConfig };
    const serverless = ran('s', 1, 2, { CostPerInference: 1 }, { EndpointConfiguration });
    expect(summary([serverless, step('b', { Status: 'FAILED' }), pending])).include({
      ...{ spentUsd: 0, unpriced: 1 },
    });
  });

  it('does not let a test that ended without saying when run on', () => {
    expect(summary([ran('a', 1, undefined, { CostPerHour: 1 })])).include({ spentUsd: 0, unpriced: 1 });
  });

  it('knows how many steps a job will have, how long it has run, and how long it will', () => {
    const InputConfig = { ResourceLimit: { MaxNumberOfTests: 4 } };
    const items = [
      described(job({ InputConfig })),
      change('added', priced('a', 1)),
      change('added', pending),
    ];
    expect(summary(items)).include({ total: 4, done: 1, elapsedMs: 8 * HOUR, etaMs: 24 * HOUR });
    expect(summary(items.slice(0, 1)))
      .include({ total: 4, elapsedMs: 8 * HOUR })
      .not.property('etaMs');
    expect(summary(items.slice(1))).not.any.keys('total', 'etaMs', 'elapsedMs');
    expect(summary([page([priced('a', 1)])], { job: job({ InputConfig }) })).include({
      ...{ total: 4, etaMs: 24 * HOUR },
    });
  });

  it('leaves room for compiled models', () => {
    const InputConfig = {
      ModelPackageVersionArn: 'arn',
      EndpointConfigurations: [{ InstanceType: 'ml.c5.large' }, { InstanceType: 'ml.m5.large' }],
    };
    const steps = [1, 2, 3, 4].map(n => change('added', priced(String(n), n)));
    const at = (tested: number): Summary =>
      summary([described(job({ InputConfig })), ...steps.slice(0, tested)]);
    expect(at(1)).include({ total: 2, maxTotal: 4, done: 1, etaMs: 8 * HOUR });
    expect(at(2)).include({ total: 2, maxTotal: 4, done: 2, etaMs: 0 });
    expect(at(3)).include({ total: 3, maxTotal: 4, done: 3, etaMs: 0 });
    expect(at(4)).include({ total: 4, done: 4, etaMs: 0 }).not.property('maxTotal');
    const ended = job({ Status: 'COMPLETED', CompletionTime: new Date(5 * HOUR), InputConfig });
    expect(summary([described(ended), ...steps.slice(0, 2)]))
      .include({ total: 2, done: 2, etaMs: 0 })
      .not.property('maxTotal');
  });

  it('never expects fewer steps than are listed, and exactly those once the job has ended', () => {
    const InputConfig = { ResourceLimit: { MaxNumberOfTests: 1 } };
    const two = [change('added', priced('a', 1)), change('added', step('b', { Status: 'IN_PROGRESS' }))];
    expect(summary([described(job({ InputConfig })), ...two])).include({ total: 2 });
    const ended = job({ Status: 'STOPPED', CompletionTime: new Date(5 * HOUR), InputConfig: {} });
    expect(summary([described(ended), two[0]])).include({ total: 1, done: 1, elapsedMs: 3 * HOUR, etaMs: 0 });
  });

  it('uses the times of the tests where the job is not described', () => {
    const ended = [ran('a', 1, 3, {}), ran('b', 2, 5, {})];
    expect(summary([page(ended)])).include({ elapsedMs: 4 * HOUR });
    expect(summary([page([...ended, pending])])).include({ elapsedMs: 9 * HOUR });
  });

  it('adds several jobs up', () => {
    const InputConfig = { ResourceLimit: { MaxNumberOfTests: 3 } };
    const other = job({ JobName: 'other', CreationTime: new Date(1 * HOUR), InputConfig });
    const events = [described(job({ InputConfig })), described(other)];
    const steps = ['job', 'other'].map(JobName => change('added', priced('a', 1, { JobName })));
    expect(summary([...events, ...steps])).include({ total: 6, done: 2, steps: 2, elapsedMs: 9 * HOUR });
    expect(summary([described(job({ InputConfig })), ...steps])).not.property('total');
  });

  it('says the time to go of the last one of several jobs, once each has a completed test', () => {
    const InputConfig = { ResourceLimit: { MaxNumberOfTests: 3 } };
    const other = job({ JobName: 'other', CreationTime: new Date(6 * HOUR), InputConfig });
    const events = [described(job({ InputConfig })), described(other), change('added', priced('a', 1))];
    const more = (step: Step): Summary => summary([...events, change('added', step)]);
    expect(more(priced('b', 1, { JobName: 'other' }))).include({ etaMs: 16 * HOUR });
    expect(more(step('b', { JobName: 'other', Status: 'FAILED' }))).not.property('etaMs');
    const stopping = described({ ...other, Status: 'STOPPING' });
    expect(summary([...events, stopping])).include({ etaMs: 16 * HOUR });
    expect(summary([...events.slice(1, 2), stopping])).include({ etaMs: 0 });
  });

  describe('what was spent', () => {
    const type = { CostPerHour: 2 };
    const runs = (to?: number, metrics = {}, more = {}): Step => ran('b', 1, to, metrics, more);
    const spent = (events: readonly unknown[], hours: readonly number[] = []): readonly number[] => {
      let event = 0;
      const at = (): number => (hours[event++] ?? 10) * HOUR;
      return (play(events, summarize({ now: at })).emitted as Summary[]).map(({ spentUsd }) => spentUsd);
    };
    const begin = [
      change('added', ran('a', 1, 2, type)),
      change('added', runs(undefined, {}, { Status: 'IN_PROGRESS' })),
    ];

    it('does not fall where a test ended before that was heard, was cheaper, or does not say when it ended', () => {
      for (const end of [runs(9), runs(10, { CostPerHour: 1 }), runs(undefined, {}, { Status: 'FAILED' })])
        expect(spent([...begin, change('updated', end)])).deep.equal([2, 20, 20]);
    });

    it('does not fall where the clock goes back', () => {
      expect(spent([...begin, change('updated', begin[1]!.step)], [2, 5, 4])).deep.equal([2, 10, 10]);
    });

    it('goes by the price of a type that was measured first', () => {
      const later = change('added', ran('c', 1, 5, { CostPerHour: 1 }));
      const failed = change('added', runs(3, {}, { Status: 'FAILED' }));
      for (const events of [
        [begin[0], failed, later],
        [later, failed, begin[0]],
      ])
        expect(spent(events).at(-1)).equal(2 + 4 + 4);
    });

    it('loses the cost of a step that is removed', () => {
      expect(spent([...begin, change('removed', begin[1]!.step)])).deep.equal([2, 20, 2]);
    });
  });

  it('names the best by an order of the user', () => {
    const [small, large] = [1, 2].map(MaxInvocations => priced(String(MaxInvocations), { MaxInvocations }));
    expect(summary([page([large, small])], { order: descending('MaxInvocations') }).best).equal(large);
    expect(summary([page([large, small])])).not.property('best');
  });

  it('ends at what plain code counts, on a watch and on a listing in pages', () => {
    const model = (state: readonly Step[]): object => {
      const counts: Record<string, number> = {};
      for (const { Status } of state) counts[Status] = (counts[Status] ?? 0) + 1;
      const done = state.filter(({ Status }) => ['COMPLETED', 'FAILED'].includes(Status)).length;
      const [best] = rankedBy(state, one => measured(one, 'CostPerInference'));
      const unpriced = state.filter(
        one => one.Status === 'COMPLETED' || METRICS.some(metric => usable(metricOf(one, metric))),
      ).length;
      return { ...nothing, counts, steps: state.length, done, unpriced, ...(best && { best }) };
    };
    holds(
      fc.property(history, split(listing), (events, { steps, pages }) => {
        if (events.length > 0) expect(summary(events)).deep.equal(model([...stateAfter(events).values()]));
        if (steps.length > 0) expect(summary(pages)).deep.equal(model(steps));
      }),
    );
  });

  it('asks for the time when it emits', () => {
    let hour = 5;
    const running = ran('a', 4, undefined, { CostPerHour: 1 }, { Status: 'IN_PROGRESS' });
    const emitted = play([running, running], summarize({ now: () => hour++ * HOUR })).emitted as Summary[];
    expect(emitted.map(({ spentUsd }) => spentUsd)).deep.equal([1, 4]);
  });

  it('fails with what the order or the clock throws', () => {
    const error = new Error('of the user');
    const throws = (): never => {
      throw error;
    };
    const items = [priced('a', 1), priced('b', 1)];
    expect(play(items, summarize({ now: throws }))).deep.equal({ emitted: [], completed: false, error });
    const order = { ...descending('CostPerInference'), compare: throws };
    expect(play(items, summarize({ now, order })).error).equal(error);
  });

  it('checks its options at once', () => {
    const wrong: readonly (readonly [options: unknown, message: string])[] = [
      [{ order: 'cost' }, 'summarize.order: must be an object'],
      [{ order: {} }, 'summarize.order: must be an Ord of fp-ts'],
      [{ now: 5 }, 'summarize.now: must be a function; got 5'],
      [{ job: 'name' }, 'summarize.job: must be an object; got "name"'],
      [{ jobs: [] }, 'summarize.jobs: is not known'],
    ];
    for (const [options, message] of wrong)
      expect(() => summarize(options as never)).throw(InvalidInputError, message);
  });

  it('has types that chain', () => {
    const watch$: Observable<WatchEvent> = NEVER;
    expectTypeOf(watch$.pipe(within({}), summarize(), takeLast(1))).toEqualTypeOf<Observable<Summary>>();
  });
});
