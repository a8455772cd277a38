import { expect } from 'chai';
import { expectTypeOf } from 'expect-type';
import fc from 'fast-check';
import { isRight, right } from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';
import type * as core from '../../src/core/step.js';
import { Step, type WireStep } from '../../src/decode/step.js';
import { holds } from '../support/holds.js';
import { leavesOf, replaced, valueAt } from '../support/paths.js';
import { anyStep, anyWireStep, fullStep, fullWire } from '../support/wire.js';

describe('Step', () => {
  const decode = (value: unknown): core.Step => {
    const result = Step.decode(value);
    if (!isRight(result)) throw new Error('does not decode');
    return result.right;
  };

  it('decodes every field, from the wire and from the SDK', () => {
    expect(Step.decode(fullWire)).deep.equal(right(fullStep));
    expect(Step.decode(fullStep)).deep.equal(right(fullStep));
    expect(Step.encode(fullStep)).deep.equal(fullWire);
  });

  it('looks at every field of the service', () => {
    const paths = leavesOf(fullWire);
    expect(paths.length).equal(27);
    for (const path of paths)
      expect(isRight(Step.decode(replaced(fullWire, path, { wrong: true }))), path.join('.')).false;
  });

  it('needs no more than the service promises', () => {
    const least = [
      { StepType: 'BENCHMARK', JobName: 'job', Status: 'PENDING' },
      {
        StepType: 'BENCHMARK',
        JobName: 'job',
        Status: 'FAILED',
        InferenceBenchmark: { ModelConfiguration: {} },
      },
    ];
    for (const step of least) expect(decode(step)).equal(step);
    for (const [path, needed] of [
      [[], ['StepType', 'JobName', 'Status']],
      [['InferenceBenchmark'], ['ModelConfiguration']],
      [
        ['InferenceBenchmark', 'EndpointMetrics'],
        ['MaxInvocations', 'ModelLatency'],
      ],
      [
        ['InferenceBenchmark', 'EndpointConfiguration'],
        ['EndpointName', 'VariantName'],
      ],
      [
        ['InferenceBenchmark', 'EndpointConfiguration', 'ServerlessConfig'],
        ['MemorySizeInMB', 'MaxConcurrency'],
      ],
      [
        ['InferenceBenchmark', 'ModelConfiguration', 'EnvironmentParameters', '0'],
        ['Key', 'ValueType', 'Value'],
      ],
    ] as const) {
      const holder = valueAt(fullWire, path) as object;
      for (const key of Object.keys(holder)) {
        const without = replaced(fullWire, [...path, key], undefined);
        expect(isRight(Step.decode(without)), key).equal(!(needed as readonly string[]).includes(key));
      }
    }
  });

  it('is itself after a way there and back', () =>
    holds(
      fc.property(anyStep, step => {
        expect(decode(Step.encode(step))).deep.equal(step);
        expect(decode(JSON.parse(JSON.stringify(Step.encode(step))))).deep.equal(step);
      }),
    ));

  it('is written as it was received', () =>
    holds(
      fc.property(anyWireStep, wire => {
        expect(Step.encode(decode(wire))).deep.equal(wire);
      }),
    ));

  it('knows what needs no decoding, and does not copy it', () =>
    holds(
      fc.property(anyStep, step => {
        expect(Step.is(step)).true;
        expect(decode(step)).equal(step);
      }),
    ));

  it('does not take the wire for the domain, and copies only what changes', () => {
    expect(Step.is(fullWire)).false;
    const decoded = decode(fullWire);
    expect(decoded.InferenceBenchmark?.Metrics).not.equal(fullWire.InferenceBenchmark?.Metrics);
    for (const same of ['EndpointConfiguration', 'EndpointMetrics', 'ModelConfiguration'] as const)
      expect(decoded.InferenceBenchmark?.[same]).equal(fullWire.InferenceBenchmark?.[same]);
  });

  it('lets unknown statuses, types, instance types and fields pass, and keeps them', () => {
    const wire = {
      ...fullWire,
      StepType: 'SOAK',
      Status: 'PAUSED',
      Added: { by: ['AWS'] },
      InferenceBenchmark: {
        ...fullWire.InferenceBenchmark,
        Carbon: 3,
        EndpointConfiguration: { EndpointName: 'e', VariantName: 'v', InstanceType: 'ml.q9.huge', Zone: 'a' },
      },
    };
    expect(decode(wire)).deep.include({ StepType: 'SOAK', Status: 'PAUSED', Added: { by: ['AWS'] } });
    expect(decode(wire)).nested.include({
      'InferenceBenchmark.Carbon': 3,
      'InferenceBenchmark.EndpointConfiguration.InstanceType': 'ml.q9.huge',
      'InferenceBenchmark.EndpointConfiguration.Zone': 'a',
    });
    expect(Step.encode(decode(wire))).deep.equal(wire);
  });

  it('takes null for absent', () => {
    const wire = { ...fullWire, Note: null, InferenceBenchmark: null };
    const { StepType, JobName, Status } = fullWire;
    expect(decode(wire)).deep.equal({ StepType, JobName, Status, Note: null });
    expect(wire.InferenceBenchmark).equal(null);
    expect(isRight(Step.decode({ ...fullWire, Status: null }))).false;
  });

  it('has the types of the domain and of the wire', () => {
    expectTypeOf<t.TypeOf<typeof Step>>().toEqualTypeOf<core.Step>();
    expectTypeOf<t.OutputOf<typeof Step>>().toEqualTypeOf<WireStep>();
  });
});
