import { expect } from 'chai';
import { expectTypeOf } from 'expect-type';
import fc from 'fast-check';
import { NEVER, of, type Observable } from 'rxjs';
import { InvalidInputError } from '../../src/core/errors.js';
import type { LoadedJob } from '../../src/core/load.js';
import { NothingComparedError, RegressionError } from '../../src/core/regressionError.js';
import type { EndpointMetrics, Metrics, Step } from '../../src/core/step.js';
import { assertNoRegression } from '../../src/operators/assertNoRegression.js';
import { compareWith } from '../../src/operators/compareWith.js';
import type { Comparison } from '../../src/operators/comparing/comparison.js';
import type { RegressionBounds } from '../../src/operators/comparing/findRegressions.js';
import { bestByCost } from '../../src/operators/bestByCost.js';
import { holds } from '../support/holds.js';
import { fullJob } from '../support/jobs.js';
import { draw } from '../support/marbles.js';
import { play } from '../support/play.js';
import { page, step } from '../support/steps.js';

/** A step on this instance type. */
function on(type: string, Metrics?: Metrics, said: Parameters<typeof step>[1] = {}): Step {
  const EndpointConfiguration = { EndpointName: type, VariantName: 'main', InstanceType: `ml.${type}` };
  return step('', { EndpointConfiguration, ...(Metrics && { Metrics }), ...said });
}
const failed = (type: string, said = {}): Step => on(type, undefined, { Status: 'FAILED', ...said });

/** The comparison of a whole job with another. */
const compare = (job: readonly Step[], baseline: readonly Step[] | EndpointMetrics): Comparison =>
  play([page(job)], compareWith(baseline as Step[])).emitted.at(-1) as Comparison;
/** What the gate says of a job. */
const gate = (
  job: readonly Step[],
  baseline: readonly Step[] | EndpointMetrics,
  bounds: RegressionBounds,
): unknown => play([compare(job, baseline)], assertNoRegression(bounds)).error;

const latency = (before: number, after: number): readonly [Step[], Step[]] => [
  [on('a', { ModelLatency: after })],
  [on('a', { ModelLatency: before })],
];

describe('the gate on compiled models beside plain ones', () => {
  const NEO = [
    'neo-00011122-2333-4445-5566-677788899900',
    'neo-fedcba98-7654-3210-fedc-ba9876543210',
  ] as const;
  /** The ways in which a run shows that a model was compiled. */
  const shown = (run: 0 | 1): readonly Step['InferenceBenchmark'][] =>
    [{ CompilationJobName: `run-${String(run)}` }, { InferenceSpecificationName: NEO[run] }].map(
      ModelConfiguration => ({ ModelConfiguration }),
    );
  // AWS developer guide, "Compiled recommendations with Neo": ml.c5.xlarge.
  const plain = on('c5.xlarge', { CostPerInference: 1.86e-7, MaxInvocations: 18_276, ModelLatency: 92 });
  const compiled = (model: Step['InferenceBenchmark'], slower = 1): Step =>
    on(
      'c5.xlarge',
      { CostPerInference: 1.6e-7 * slower, MaxInvocations: 21_286 / slower, ModelLatency: 42 * slower },
      { ...model },
    );
  const bounds = { latencyPercent: 5, costPercent: 5 };
  const cases = shown(0).flatMap((before, i) =>
    shown(1).flatMap((after, j) =>
      [false, true].map(reversed => ({
        name: `${String(i)}${String(j)}${String(reversed)}`,
        before,
        after,
        reversed,
      })),
    ),
  );

  it('passes the same figures in either order, by whichever field a run shows it', () => {
    for (const { name, before, after, reversed } of cases) {
      const now = [plain, compiled(after)];
      const was = [plain, compiled(before)];
      expect(gate(reversed ? now.toReversed() : now, was, bounds), name).undefined;
      const { rows, added, missing } = compare(now, was.toReversed());
      expect([rows.length, added, missing]).deep.equal([2, [], []]);
    }
  });

  it('fails where the compiled one got twice as slow, and names it', () => {
    for (const { name, before, after, reversed } of cases) {
      const now = [plain, compiled(after, 2)];
      const error = gate(reversed ? now.toReversed() : now, [plain, compiled(before)], bounds);
      expect(error, name)
        .instanceOf(RegressionError)
        .property('message')
        .match(/ml\.c5\.xlarge compiled: latency 42 -> 84 ms, 100% worse/);
      expect((error as RegressionError).regressions.map(({ kind }) => kind)).deep.equal(['worse', 'worse']);
    }
  });

  it('tells the counts of instances apart', () => {
    const counted = (InitialInstanceCount: number, ModelLatency: number): Step =>
      on(
        'a',
        { ModelLatency },
        {
          EndpointConfiguration: {
            ...{ EndpointName: 'a', VariantName: 'main', InstanceType: 'ml.a' },
            InitialInstanceCount,
          },
        },
      );
    const was = [counted(1, 90), counted(2, 50)];
    expect(gate([counted(2, 50), counted(1, 90)], was, { latencyPercent: 5 })).undefined;
    expect(gate([counted(2, 90), counted(1, 90)], was, { latencyPercent: 5 })).instanceOf(RegressionError);
  });
});

describe('assertNoRegression', () => {
  const good = compare(...latency(100, 90));
  const bad = compare(...latency(100, 120));
  const [{ key, step: now, baseline }] = bad.rows as [Comparison['rows'][number]];
  const regression = {
    kind: 'worse' as const,
    ...{ key, step: now, baseline, metric: 'ModelLatency' as const },
    ...{ before: 100, after: 120, percent: 20, allowedPercent: 5 },
  };
  const values = { g: good, b: bad };
  const drawings: Readonly<Record<string, readonly [drawing: string, error?: unknown]>> = {
    'never ends where the source never emits': [
      `
      source  -----
      result  -----
      subs    ^----`,
    ],
    'fails where no comparison was emitted': [
      `
      source  --|
      result  --#
      subs    ^-!`,
      new NothingComparedError('No comparison was emitted that could be checked.'),
    ],
    'passes a comparison that is good': [
      `
      source  --g--|
      result  --g--|
      subs    ^----!`,
    ],
    'checks the last one, at the end': [
      `
      source  --g--b--|
      result  --g--b--#
      subs    ^-------!`,
      new RegressionError([regression]),
    ],
    'forgets those before': [
      `
      source  --b--g--|
      result  --b--g--|
      subs    ^-------!`,
    ],
    'checks nothing where the source is endless': [
      `
      source  --b--b---
      result  --b--b---
      subs    ^--------`,
    ],
    'leaves the source when it is left': [
      `
      source  --b--b--|
      result  --b-
      until   ^--!
      subs    ^--!`,
    ],
  };
  for (const [title, [drawing, error]] of Object.entries(drawings))
    it(title, () => draw(assertNoRegression({ latencyPercent: 5 }), { ...values, '#': error }, drawing));

  it("passes on the source's error, and checks nothing", () =>
    draw(
      assertNoRegression({ latencyPercent: 5 }),
      { ...values, '#': new Error('of the source') },
      `
      source  --b--#
      result  --b--#
      subs    ^----!`,
    ));

  it('checks each subscription by itself', () => {
    const operator = assertNoRegression({ latencyPercent: 5 });
    const errors: unknown[] = [];
    const stream$ = of(bad).pipe(operator);
    for (const _ of [1, 2]) stream$.subscribe({ error: (error: unknown) => errors.push(error) });
    of(good)
      .pipe(operator)
      .subscribe({ error: (error: unknown) => errors.push(error) });
    expect(errors).length(2);
  });

  describe('at the bound', () => {
    it('passes exactly, and fails beyond', () => {
      const bounds: readonly (readonly [keyof RegressionBounds, keyof Metrics, number, number])[] = [
        ['latencyPercent', 'ModelLatency', 105, 105.001],
        ['costPercent', 'CostPerInference', 105, 105.001],
        ['throughputPercent', 'MaxInvocations', 95, 94.999],
      ];
      for (const [option, metric, passes, fails] of bounds) {
        const checked = (after: number): unknown =>
          gate([on('a', { [metric]: after })], [on('a', { [metric]: 100 })], { [option]: 5 });
        expect(checked(passes)).undefined;
        expect(checked(fails)).instanceOf(RegressionError).nested.property('regressions[0].metric', metric);
      }
    });

    it('passes a figure beyond it by less than the tolerance for single precision', () =>
      holds(
        fc.property(
          fc.double({ min: 1e-9, max: 1e6, noNaN: true }),
          fc.integer({ min: 0, max: 400 }),
          fc.integer({ min: 0, max: 99 }),
          (figure, more, less) => {
            const before = Math.fround(figure);
            const grown = Math.fround(before * (1 + more / 100));
            const shrunk = Math.fround(before * (1 - less / 100));
            expect(gate(...latency(before, grown), { latencyPercent: more })).undefined;
            const [job, old] = [shrunk, before].map(MaxInvocations => [on('a', { MaxInvocations })]);
            expect(gate(job!, old!, { throughputPercent: less })).undefined;
            expect(gate(...latency(before, grown * 1.00001), { latencyPercent: more })).instanceOf(
              RegressionError,
            );
            const [worse] = [shrunk * 0.99999].map(MaxInvocations => [on('a', { MaxInvocations })]);
            expect(gate(worse!, old!, { throughputPercent: less })).instanceOf(RegressionError);
          },
        ),
      ));

    it('of 0 lets nothing get worse', () => {
      expect(gate(...latency(100, 100), { latencyPercent: 0 })).undefined;
      expect(gate(...latency(100, 101), { latencyPercent: 0 })).instanceOf(RegressionError);
    });

    it('never takes for worse what is better', () => {
      const better = [on('a', { ModelLatency: 1, CostPerInference: 1, MaxInvocations: 900 })];
      const before = [on('a', { ModelLatency: 90, CostPerInference: 90, MaxInvocations: 1 })];
      const all = { latencyPercent: 5, costPercent: 5, throughputPercent: 5 };
      expect(gate(better, before, all)).undefined;
      expect(gate(before, better, all))
        .property('regressions')
        .length(3);
    });
  });

  it('lists every regression of every row, in order, and checks only metrics that have a bound', () => {
    const job = [
      on('a', { ModelLatency: 120, CostPerInference: 3e-6, MaxInvocations: 10 }),
      on('b', { ModelLatency: 120, CostPerInference: 1e-6, MaxInvocations: 10 }),
      on('new', { ModelLatency: 9999 }),
    ];
    const old = ['a', 'b'].map(type =>
      on(type, { ModelLatency: 100, CostPerInference: 1e-6, MaxInvocations: 90 }),
    );
    const error = gate(job, old, { latencyPercent: 5, costPercent: 10.5 }) as RegressionError;
    expect(error).include({ code: 'REGRESSION', name: 'RegressionError' });
    expect(error.message.split('\n')).deep.equal([
      '3 regressions:',
      'ml.a: latency 100 -> 120 ms, 20% worse, 5% is allowed',
      'ml.a: cost 1 -> 3 dollars for a million inferences, 200% worse, 10.5% is allowed',
      'ml.b: latency 100 -> 120 ms, 20% worse, 5% is allowed',
    ]);
    expect(error.regressions.map(({ kind }) => kind)).deep.equal(['worse', 'worse', 'worse']);
  });

  describe('of a configuration that is missing', () => {
    const ok = on('a', { ModelLatency: 1 });
    const old = [ok, on('b', { ModelLatency: 1 })];
    const verdict = (job: readonly Step[], missing?: RegressionBounds['missing'], before = old): unknown =>
      (gate(job, before, { latencyPercent: 5, missing }) as Error | undefined)?.message;

    it('fails where it was tested and did not complete, unless it is ignored', () => {
      for (const Status of ['FAILED', 'STOPPED', 'DELETED']) {
        const job = [ok, on('b', undefined, { Status, FailureReason: ' out of memory ' })];
        const message = `1 regression:\nml.b: ${Status}: out of memory`;
        expect(verdict(job)).equal(message);
        expect(verdict(job, 'failed')).equal(message);
        expect(verdict(job, 'any')).equal(message);
        expect(verdict(job, 'ignore')).undefined;
      }
      expect(verdict([ok, failed('b')])).equal('1 regression:\nml.b: FAILED');
    });

    it('passes where it was not tested, unless any counts', () => {
      const message = '1 regression:\nml.b: completed in the baseline, and is not there now';
      expect(verdict([ok])).undefined;
      expect(verdict([ok], 'any')).equal(message);
      expect(verdict([ok], 'ignore')).undefined;
    });

    it('counts one that is still being tested as not tested', () => {
      const job = [ok, on('b', undefined, { Status: 'IN_PROGRESS' })];
      expect(verdict(job)).undefined;
      expect(verdict(job, 'any')).equal('1 regression:\nml.b: IN_PROGRESS');
    });

    it('takes a failed step that names no instance for one of those that are not there', () => {
      const nameless = step('', {
        Status: 'FAILED',
        FailureReason: 'no image',
        EndpointConfiguration: undefined as never,
      });
      const message = '1 regression:\na step that names no instance: FAILED: no image';
      expect(verdict([ok, nameless])).equal(message);
      expect(verdict([ok, nameless], 'ignore')).undefined;
      expect(verdict([ok, nameless], undefined, [ok])).undefined;
      expect(verdict([ok, nameless, failed('b')])).equal('1 regression:\nml.b: FAILED');
      expect(verdict([ok, failed('other')])).undefined;
    });

    it('counts a metric that is no longer measured likewise', () => {
      const job = [on('b', { ModelLatency: 1 }), on('a', { ModelLatency: NaN, CostPerInference: 1 })];
      const message = '1 regression:\nml.a: latency was 1 ms, and is not measured now';
      expect(verdict(job)).equal(message);
      expect(verdict(job, 'any')).equal(message);
      expect(verdict(job, 'ignore')).undefined;
      expect(verdict(old, undefined, [on('a', { ModelLatency: NaN }), old[1]!])).undefined;
    });
  });

  describe('with nothing to be checked', () => {
    const nothing = (
      job: readonly Step[],
      old: readonly Step[] | EndpointMetrics,
      bounds: RegressionBounds,
    ): unknown => {
      const error = gate(job, old, bounds);
      expect(error).instanceOf(NothingComparedError).property('code', 'NOTHING_COMPARED');
      return (error as Error).message;
    };
    const a = on('a', { ModelLatency: 1 });

    it('fails where no configuration is on both sides', () => {
      const none = (now: number): string =>
        `Nothing to compare: the baseline has nothing that was measured, the job ${now}.`;
      expect(nothing([], [], { latencyPercent: 5 })).equal(none(0));
      expect(nothing([a], [failed('a')], { latencyPercent: 5 })).equal(none(1));
      const only = (now: number): string =>
        `Nothing to compare: ${now} completed only in the job, 1 only in the baseline.`;
      expect(nothing([a], [on('b', { ModelLatency: 1 })], { latencyPercent: 5 })).equal(only(1));
      expect(nothing([failed('x')], [a], { latencyPercent: 5 })).equal(only(0));
    });

    it('fails where one of its bounds could be held against nothing', () => {
      expect(
        nothing([a], { MaxInvocations: 1, ModelLatency: 1 }, { latencyPercent: 5, costPercent: 5 }),
      ).equal('Nothing to compare by CostPerInference: no configuration has it on both sides.');
      expect(
        nothing([a], [on('a', { ModelLatency: NaN })], { latencyPercent: 5, throughputPercent: 1 }),
      ).equal(
        'Nothing to compare by ModelLatency and MaxInvocations: no configuration has it on both sides.',
      );
    });

    it('reports regressions first, where there are any', () => {
      expect(gate([failed('a')], [a], { latencyPercent: 5 })).instanceOf(RegressionError);
      expect(gate(...latency(1, 2), { latencyPercent: 5, costPercent: 5 })).instanceOf(RegressionError);
    });
  });

  describe('with the loads of both jobs', () => {
    const Default: LoadedJob = { JobType: 'Default', InputConfig: {} };
    const upTo1000: LoadedJob = {
      JobType: 'Advanced',
      InputConfig: {},
      StoppingConditions: { MaxInvocations: 1000 },
    };

    it('refuses different ones at the end, with the reason, also where figures got worse', () => {
      const sameLoad = { job: upTo1000, baseline: Default };
      for (const comparison of [good, bad]) {
        const { emitted, error } = play([comparison], assertNoRegression({ latencyPercent: 5, sameLoad }));
        expect(emitted).deep.equal([comparison]);
        expect(error)
          .instanceOf(NothingComparedError)
          .include({
            code: 'NOTHING_COMPARED',
            message:
              'Nothing to compare: the loads differ in JobType, StoppingConditions.MaxInvocations. ' +
              'Job: Advanced: traffic chosen by AWS; ends at 1000 invocations a minute or flat ' +
              'invocations. Baseline: Default: traffic chosen by AWS.',
          });
      }
    });

    it('checks the bounds where they are the same, whichever fields the jobs have besides', () => {
      const sameLoad = { job: fullJob, baseline: { ...fullJob, JobName: 'old' } };
      expect(play([good], assertNoRegression({ latencyPercent: 5, sameLoad })).completed).true;
      expect(play([bad], assertNoRegression({ latencyPercent: 5, sameLoad })).error).instanceOf(
        RegressionError,
      );
    });

    it('does not look at them without the option', () => {
      expect(play([good], assertNoRegression({ latencyPercent: 5, sameLoad: undefined })).completed).true;
    });

    it('takes two jobs, and nothing else', () => {
      for (const sameLoad of [
        true,
        null,
        {},
        { job: Default },
        { job: Default, baseline: 'old' },
        [Default, Default],
        { job: Default, baseline: { ...Default, InputConfig: null } },
      ])
        expect(() => assertNoRegression({ latencyPercent: 5, sameLoad: sameLoad as never })).throw(
          InvalidInputError,
          'assertNoRegression.sameLoad: must be { job, baseline }, two jobs as job$ emits them; got',
        );
    });
  });

  it('checks its bounds at once', () => {
    const number = 'must be a finite number of percent, 0 or more; got';
    const wrong: readonly (readonly [options: unknown, message: string])[] = [
      [{}, 'assertNoRegression: takes at least one of latencyPercent, costPercent, throughputPercent'],
      [undefined, 'assertNoRegression: takes at least one of latencyPercent, costPercent, throughputPercent'],
      [
        { latencyPercent: undefined, missing: 'any' },
        'assertNoRegression: takes at least one of latencyPercent, costPercent, throughputPercent',
      ],
      [{ latencyPercent: -1 }, `assertNoRegression.latencyPercent: ${number} -1`],
      [{ costPercent: NaN }, `assertNoRegression.costPercent: ${number} NaN`],
      [{ latencyPercent: Infinity }, `assertNoRegression.latencyPercent: ${number} Infinity`],
      [{ latencyPercent: '5%' }, `assertNoRegression.latencyPercent: ${number} "5%"`],
      [
        { throughputPercent: 100 },
        'assertNoRegression.throughputPercent: must be a number of percent, 0 or more and below 100; got 100',
      ],
      [
        { latencyPercent: 5, missing: 'fail' },
        `assertNoRegression.missing: must be one of 'failed', 'any', 'ignore'; got "fail"`,
      ],
      [
        { latency: 5 },
        'assertNoRegression.latency: is not known; known are latencyPercent, costPercent, throughputPercent, ttftPercent, ' +
          'requestLatencyPercent, tokensPercent, stat, missing, sameLoad',
      ],
    ];
    for (const [options, message] of wrong)
      expect(() => assertNoRegression(options as never)).throw(InvalidInputError, message);
    const bounds = { throughputPercent: 1 };
    const operator = assertNoRegression(bounds);
    bounds.throughputPercent = 99;
    const [job, old] = [50, 100].map(MaxInvocations => [on('a', { MaxInvocations })]);
    expect(play([compare(job!, old!)], operator).error).instanceOf(RegressionError);
  });

  it('emits the comparisons that it reads', () => {
    const steps$: Observable<Step> = NEVER;
    const gate = assertNoRegression({ costPercent: 0 });
    expectTypeOf(steps$.pipe(compareWith(steps$), gate)).toEqualTypeOf<Observable<Comparison<Step>>>();
    expectTypeOf(steps$.pipe(compareWith('existing-endpoint'), gate)).toEqualTypeOf<
      Observable<Comparison<EndpointMetrics>>
    >();
    expectTypeOf(
      steps$.pipe(
        bestByCost(),
        compareWith(steps$.pipe(bestByCost())),
        assertNoRegression({ costPercent: 1 }),
      ),
    ).toEqualTypeOf<Observable<Comparison<Step>>>();
    // @ts-expect-error: only comparisons are read.
    void steps$.pipe(gate);
  });
});
