import { expect } from 'chai';
import { expectTypeOf } from 'expect-type';
import fc from 'fast-check';
import { NEVER, type Observable } from 'rxjs';
import { InvalidInputError } from '../../src/core/errors.js';
import type { WatchEvent } from '../../src/core/event.js';
import type { StepsPage } from '../../src/core/page.js';
import type { Metrics, Step } from '../../src/core/step.js';
import { bestByCost } from '../../src/operators/bestByCost.js';
import type { Bounds } from '../../src/operators/ranking/bounds.js';
import { within } from '../../src/operators/within.js';
import { checklist } from '../support/checklist.js';
import { history, listing, replay, split, stateAfter } from '../support/histories.js';
import { holds } from '../support/holds.js';
import { draw } from '../support/marbles.js';
import { keeps } from '../support/models.js';
import { play } from '../support/play.js';
import { change, pending, priced, step } from '../support/steps.js';

describe('within', () => {
  checklist(() => within({ maxLatencyMs: 10 }), priced('a', { ModelLatency: 5 }), 'events');

  const at = (ModelLatency: number): Step => priced('a', { ModelLatency });

  it('emits what keeps to a bound, itself included', () =>
    draw(
      within({ maxLatencyMs: 100 }),
      { a: at(80), b: at(120), c: step('c'), d: at(100), n: at(NaN), p: pending },
      `
      source  --a--b--c--d--n--p--|
      result  --a--------d--------|
      subs    ^-------------------!`,
    ));

  it('removes a step of a watch that stops qualifying', () =>
    draw(
      within({ maxLatencyMs: 100 }),
      {
        a: change('added', at(80)),
        A: change('updated', at(130)),
        x: change('removed', at(130)),
        b: change('updated', at(90)),
        B: change('added', at(90)),
      },
      `
      source  --a--A--b--|
      result  --a--x--B--|
      subs    ^----------!`,
    ));

  const on = (InstanceType: string): Step =>
    step('a', { EndpointConfiguration: { EndpointName: 'a', VariantName: 'main', InstanceType } });
  const ServerlessConfig = { MemorySizeInMB: 1024, MaxConcurrency: 1 };
  const serverless = step('a', {
    EndpointConfiguration: { EndpointName: 'a', VariantName: 'main', ServerlessConfig },
  });
  const of = (metrics: Metrics): Step => priced('a', metrics);

  const bounds: readonly (readonly [bounds: Bounds, inside: Step, outside: Step, unknown: Step])[] = [
    [{ maxLatencyMs: 9 }, of({ ModelLatency: 9 }), of({ ModelLatency: 9.1 }), of({})],
    [{ minInvocationsPerMinute: 9 }, of({ MaxInvocations: 9 }), of({ MaxInvocations: 8 }), of({})],
    [{ maxCostPerHour: 9 }, of({ CostPerHour: 9 }), of({ CostPerHour: 10 }), of({ CostPerHour: NaN })],
    [{ maxCostPerInference: 9 }, priced('a', 9), priced('a', 10), priced('a', Infinity)],
    [{ maxCpuPercent: 150 }, of({ CpuUtilization: 0 }), of({ CpuUtilization: 151 }), of({})],
    [{ maxMemoryPercent: 50 }, of({ MemoryUtilization: 50 }), of({ MemoryUtilization: 51 }), pending],
    [{ instances: ['ml.c5.large', 'ml.x.y'] }, on('ml.c5.large'), on('ml.c5.xlarge'), pending],
    [{ instances: ['c5.large'] }, on('ml.c5.large'), serverless, pending],
    [{ families: ['ml.c5'] }, on('ml.c5.large'), on('ml.c5d.large'), pending],
    [{ families: ['g5', 'c5'] }, on('ml.c5.large'), serverless, pending],
    [{ endpoint: 'serverless' }, serverless, on('ml.c5.large'), pending],
    [{ endpoint: 'realtime' }, on('ml.c5.large'), serverless, pending],
  ];
  for (const [limit, inside, outside, unknown] of bounds)
    it(`keeps to ${JSON.stringify(limit)}`, () => {
      const steps = [inside, outside, unknown];
      expect(play(steps, within(limit)).emitted).deep.equal([inside]);
      expect(play(steps, within({ ...limit, includeUnmeasured: true })).emitted).deep.equal([
        inside,
        unknown,
      ]);
    });

  it('lets all through without a bound, and wants every bound that is given', () => {
    const [a, b] = [of({ ModelLatency: 9, MaxInvocations: 9 }), of({ ModelLatency: 9, MaxInvocations: 8 })];
    expect(play([a, b], within({})).emitted).deep.equal([a, b]);
    expect(play([a, b], within({ maxLatencyMs: undefined })).emitted).deep.equal([a, b]);
    expect(play([a, b], within({ maxLatencyMs: 9, minInvocationsPerMinute: 9 })).emitted).deep.equal([a]);
  });

  it('is not changed by its bounds changing later', () => {
    const limits = { families: ['ml.c5'] };
    const operator = within(limits);
    limits.families[0] = 'ml.g5';
    expect(play([on('ml.c5.large')], operator).emitted).length(1);
  });

  it('ends with the steps that plain code finds, and its events fit each other', () => {
    const limits = fc.record(
      {
        maxLatencyMs: fc.constantFrom(0, 10, 20),
        minInvocationsPerMinute: fc.constantFrom(0, 100, 200),
        maxCostPerHour: fc.constantFrom(0.1, 0.2),
        maxCostPerInference: fc.constantFrom(0.1, 0.2),
        includeUnmeasured: fc.boolean(),
      },
      { requiredKeys: [] },
    );
    holds(
      fc.property(limits, history, split(listing), (limit, events, { steps, pages }) => {
        const fits = (one: Step): boolean => keeps(limit, one);
        const after = replay(play(events, within(limit)).emitted as typeof events);
        expect([...after]).deep.equal([...stateAfter(events, fits)]);
        expect(play(pages, within(limit)).emitted).deep.equal(steps.filter(fits));
      }),
    );
  });

  it('checks its bounds at once', () => {
    const wrong: readonly (readonly [bounds: unknown, message: string])[] = [
      [{ maxLatencyMs: -1 }, 'within.maxLatencyMs: must be a finite number, 0 or more; got -1'],
      [{ maxCostPerHour: NaN }, 'within.maxCostPerHour: must be a finite number, 0 or more; got NaN'],
      [{ maxCpuPercent: '5' }, 'within.maxCpuPercent: must be a finite number, 0 or more; got "5"'],
      [{ instances: [] }, "within.instances: must be a non-empty list of names such as 'ml.c5.xlarge'"],
      [
        { instances: ['ml.c5'] },
        "within.instances: must be a non-empty list of names such as 'ml.c5.xlarge'",
      ],
      [{ families: ['ml.c5.xlarge'] }, "within.families: must be a non-empty list of names such as 'ml.c5'"],
      [{ families: 'ml.c5' }, "within.families: must be a non-empty list of names such as 'ml.c5'"],
      [{ endpoint: 'edge' }, "within.endpoint: must be one of 'realtime', 'serverless'"],
      [{ includeUnmeasured: 1 }, 'within.includeUnmeasured: must be true or false; got 1'],
      [{ maxLatency: 1 }, 'within.maxLatency: is not known; known are maxLatencyMs'],
    ];
    for (const [limit, message] of wrong)
      expect(() => within(limit as never)).throw(InvalidInputError, message);
  });

  it('has types that chain', () => {
    const pages$: Observable<StepsPage> = NEVER;
    const watch$: Observable<WatchEvent> = NEVER;
    expectTypeOf(pages$.pipe(within({}), within({}))).toEqualTypeOf<Observable<Step>>();
    expectTypeOf(watch$.pipe(within({}), within({}))).toEqualTypeOf<Observable<WatchEvent>>();
    expectTypeOf(watch$.pipe(within({}), bestByCost())).toEqualTypeOf<Observable<Step | undefined>>();
  });
});
