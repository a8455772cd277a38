import { expect } from 'chai';
import fc from 'fast-check';
import { loadDifferences, loadOf, type Load, type LoadedJob } from '../../src/core/load.js';
import type { StoppingConditions, TrafficPattern } from '../../src/core/traffic.js';
import { holds } from '../support/holds.js';
import { fullJob } from '../support/jobs.js';

const PHASES: TrafficPattern = {
  Phases: [{ InitialNumberOfUsers: 1, SpawnRate: 1, DurationInSeconds: 120 }],
};
const [P95, P99] = [
  { Percentile: 'P95', ValueInMilliseconds: 100 },
  { Percentile: 'P99', ValueInMilliseconds: 90 },
];
const advanced = (traffic?: TrafficPattern, stops?: StoppingConditions): Load => ({
  JobType: 'Advanced',
  ...(traffic && { TrafficPattern: traffic }),
  ...(stops && { StoppingConditions: stops }),
});

describe('loadOf', () => {
  it('takes type, traffic pattern and stopping conditions of a job', () => {
    expect(loadOf(fullJob)).deep.equal({
      JobType: fullJob.JobType,
      TrafficPattern: fullJob.InputConfig.TrafficPattern,
      StoppingConditions: fullJob.StoppingConditions,
    });
  });

  it('leaves out what says nothing', () => {
    const job: LoadedJob = {
      JobType: 'Advanced',
      InputConfig: { TrafficPattern: { Phases: [], Stairs: {} } },
      StoppingConditions: { MaxInvocations: NaN, ModelLatencyThresholds: [{}], FlatInvocations: 'Stop' },
    };
    expect(loadOf(job)).deep.equal(advanced(undefined, { FlatInvocations: 'Stop' }));
    expect(loadOf({ JobType: 'Default', InputConfig: {} })).deep.equal({ JobType: 'Default' });
    // JSON.stringify writes null for NaN.
    const again = JSON.parse(JSON.stringify({ ...job, FailureReason: null })) as LoadedJob;
    expect(loadOf(again)).deep.equal(loadOf(job));
  });
});

describe('loadDifferences', () => {
  const differences = (job: Load, baseline: Load): readonly string[] => loadDifferences(job, baseline);
  const cases: readonly (readonly [name: string, job: Load, baseline: Load, paths: readonly string[]])[] = [
    [
      'none of equal loads',
      advanced(PHASES, { MaxInvocations: 9 }),
      advanced(PHASES, { MaxInvocations: 9 }),
      [],
    ],
    ['the type', { JobType: 'Default' }, advanced(), ['JobType']],
    [
      'a limit of invocations that only one has',
      advanced(undefined, { MaxInvocations: 1000 }),
      advanced(),
      ['StoppingConditions.MaxInvocations'],
    ],
    [
      'a threshold',
      advanced(undefined, { ModelLatencyThresholds: [{ Percentile: 'P95', ValueInMilliseconds: 100 }] }),
      advanced(undefined, { ModelLatencyThresholds: [{ Percentile: 'P95', ValueInMilliseconds: 500 }] }),
      ['StoppingConditions.ModelLatencyThresholds[0].ValueInMilliseconds'],
    ],
    [
      'no other order of thresholds',
      advanced(undefined, { ModelLatencyThresholds: [P95, P99] }),
      advanced(undefined, { ModelLatencyThresholds: [P99, P95] }),
      [],
    ],
    [
      'one phase more',
      advanced({ Phases: [...PHASES.Phases!, { InitialNumberOfUsers: 2 }] }),
      advanced(PHASES),
      ['TrafficPattern.Phases[1]'],
    ],
    [
      'no default that one of them names',
      advanced({ TrafficType: 'PHASES', ...PHASES }, { FlatInvocations: 'Stop' }),
      advanced(PHASES),
      [],
    ],
    [
      'no type of stairs that only one of them names',
      advanced({ TrafficType: 'STAIRS', Stairs: { NumberOfSteps: 3 } }),
      advanced({ Stairs: { NumberOfSteps: 3 } }),
      [],
    ],
    [
      'a test that goes on when throughput no longer grows',
      advanced(undefined, { FlatInvocations: 'Continue' }),
      advanced(),
      ['StoppingConditions.FlatInvocations'],
    ],
    [
      'a field that AWS has added',
      advanced(undefined, { MaxErrors: 3 } as StoppingConditions),
      advanced(),
      ['StoppingConditions.MaxErrors'],
    ],
  ];
  for (const [name, job, baseline, paths] of cases)
    it(`lists ${name}`, () => {
      expect(differences(job, baseline)).deep.equal(paths);
      expect(differences(baseline, job)).deep.equal(paths);
    });

  it('of any load and itself are none, and of two loads as many in both directions', () => {
    const count = fc.option(fc.integer({ min: 1, max: 2 }), { nil: undefined });
    const load = fc
      .record({
        type: fc.constantFrom('Default', 'Advanced'),
        users: count,
        invocations: count,
        flat: fc.constantFrom(undefined, 'Stop', 'Continue'),
      })
      .map(({ type, users, invocations, flat }) =>
        loadOf({
          JobType: type,
          InputConfig: { TrafficPattern: { Phases: [{ InitialNumberOfUsers: users! }] } },
          StoppingConditions: { MaxInvocations: invocations!, FlatInvocations: flat! },
        }),
      );
    holds(
      fc.property(load, load, (one, other) => {
        expect(differences(one, structuredClone(one))).empty;
        expect([...differences(one, other)].sort()).deep.equal([...differences(other, one)].sort());
      }),
    );
  });
});
