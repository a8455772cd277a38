import { expect } from 'chai';
import type { Load } from '../../src/core/load.js';
import { loadText, stoppingText, trafficText } from '../../src/core/loadText.js';
import type { StoppingConditions, TrafficPattern } from '../../src/core/traffic.js';

const phase = { InitialNumberOfUsers: 1, SpawnRate: 1, DurationInSeconds: 120 };
const P95 = { Percentile: 'P95', ValueInMilliseconds: 500 };

describe('loadText', () => {
  const texts: readonly (readonly [load: Load, text: string])[] = [
    [{ JobType: 'Default' }, 'Default: traffic chosen by AWS'],
    [{ JobType: 'Advanced' }, 'Advanced: traffic chosen by AWS; ends at flat invocations'],
    [
      {
        JobType: 'Advanced',
        TrafficPattern: { TrafficType: 'PHASES', Phases: [phase] },
        StoppingConditions: { MaxInvocations: 1000, ModelLatencyThresholds: [P95], FlatInvocations: 'Stop' },
      },
      'Advanced: 1 user, 1 more a minute, for 120 s; ends at 1000 invocations a minute, P95 above 500 ms or ' +
        'flat invocations',
    ],
    [
      { JobType: 'Default', StoppingConditions: { MaxInvocations: 7, FlatInvocations: 'Continue' } },
      'Default: traffic chosen by AWS; ends at 7 invocations a minute',
    ],
  ];
  for (const [load, text] of texts) it(text, () => expect(loadText(load)).equal(text));
});

describe('trafficText', () => {
  const texts: readonly (readonly [pattern: TrafficPattern, text: string])[] = [
    [
      { Phases: [phase, { ...phase, InitialNumberOfUsers: 2 }] },
      '1 user, 1 more a minute, for 120 s; then 2 users, 1 more a minute, for 120 s',
    ],
    [{ Phases: [{}] }, 'a phase'],
    [{ Phases: [{ InitialNumberOfUsers: 3 }] }, '3 users'],
    [
      { Stairs: { NumberOfSteps: 3, UsersPerStep: 2, DurationInSeconds: 60 } },
      '3 stairs of 2 users for 60 s',
    ],
    [{ Stairs: {} }, 'stairs'],
    [{ TrafficType: 'WAVES' }, 'WAVES'],
    [{}, 'chosen by AWS'],
  ];
  for (const [pattern, text] of texts) it(text, () => expect(trafficText(pattern)).equal(text));
});

describe('stoppingText', () => {
  const texts: readonly (readonly [conditions: StoppingConditions, text: string])[] = [
    [{}, 'flat invocations'],
    [{ FlatInvocations: 'Continue' }, 'the end of the traffic'],
    [{ MaxInvocations: 1000 }, '1000 invocations a minute or flat invocations'],
    [{ ModelLatencyThresholds: [P95], FlatInvocations: 'Continue' }, 'P95 above 500 ms'],
  ];
  for (const [conditions, text] of texts) it(text, () => expect(stoppingText(conditions)).equal(text));
});
