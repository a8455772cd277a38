import fc from 'fast-check';
import type { Step } from '../../src/core/step.js';
import type { WireNumber } from '../../src/decode/primitives.js';
import type { WireStep } from '../../src/decode/step.js';

/** A step with every field of the service, as it comes over the wire. */
export const fullWire: WireStep = {
  StepType: 'BENCHMARK',
  JobName: 'job',
  Status: 'COMPLETED',
  InferenceBenchmark: {
    Metrics: {
      CostPerHour: 0.23,
      CostPerInference: 1.7e-7,
      MaxInvocations: 1300,
      ModelLatency: 41,
      CpuUtilization: 92.5,
      MemoryUtilization: 'NaN',
      ModelSetupTime: 0,
    },
    EndpointMetrics: { MaxInvocations: 900, ModelLatency: 55 },
    EndpointConfiguration: {
      EndpointName: 'sm-epc-1',
      VariantName: 'main',
      InstanceType: 'ml.c5.large',
      InitialInstanceCount: 1,
      ServerlessConfig: { MemorySizeInMB: 2048, MaxConcurrency: 5, ProvisionedConcurrency: 2 },
    },
    ModelConfiguration: {
      InferenceSpecificationName: 'spec',
      EnvironmentParameters: [{ Key: 'OMP_NUM_THREADS', ValueType: 'String', Value: '4' }],
      CompilationJobName: 'compiled',
    },
    FailureReason: 'none',
    InvocationEndTime: 1_700_000_060.125,
    InvocationStartTime: 1_700_000_000,
  },
};

/** The same step in the domain, which is also how the SDK gives it. */
export const fullStep: Step = {
  ...fullWire,
  InferenceBenchmark: {
    ...fullWire.InferenceBenchmark!,
    Metrics: { ...(fullWire.InferenceBenchmark!.Metrics as Record<string, number>), MemoryUtilization: NaN },
    EndpointMetrics: { MaxInvocations: 900, ModelLatency: 55 },
    EndpointConfiguration: fullWire.InferenceBenchmark!.EndpointConfiguration as never,
    InvocationEndTime: new Date(1_700_000_060_125),
    InvocationStartTime: new Date(1_700_000_000_000),
  },
};

/** Anything that JSON can say, which has no -0. */
export const anyJson: fc.Arbitrary<unknown> = fc
  .jsonValue()
  .map(value => JSON.parse(JSON.stringify(value)) as unknown);

const text = fc.string({ maxLength: 8 });
const finite = fc.double({ noNaN: true, noDefaultInfinity: true }).map(value => value + 0);
const number = fc.oneof(finite, fc.constantFrom(NaN, Infinity, -Infinity));
const wireNumber = fc.oneof(finite, fc.constantFrom<WireNumber>('NaN', 'Infinity', '-Infinity'));
const FAR_MS = 253_402_300_799_999; // the last moment of year 9999
const ms = fc.integer({ min: -FAR_MS, max: FAR_MS });

/** An object with some of its optional fields, and some fields that AWS may add. */
function object<R, O>(
  required: { readonly [K in keyof R]: fc.Arbitrary<R[K]> },
  optional: { readonly [K in keyof O]: fc.Arbitrary<O[K]> },
): fc.Arbitrary<R & Partial<O>> {
  const known = fc.record({ ...required, ...optional }, { requiredKeys: Object.keys(required) as never });
  const added = fc.dictionary(fc.constantFrom('New', 'type', '__proto__', 'constructor'), anyJson, {
    maxKeys: 1,
  });
  return fc.tuple(known, added).map(([known, added]) => ({ ...added, ...known })) as never;
}

/** Steps whose numbers and times are written in one way or another. */
function steps<N, T>(number: fc.Arbitrary<N>, time: fc.Arbitrary<T>) {
  const size = object({ MemorySizeInMB: number, MaxConcurrency: number }, { ProvisionedConcurrency: number });
  return object(
    { StepType: text, JobName: text, Status: text },
    {
      InferenceBenchmark: object(
        {
          ModelConfiguration: object(
            {},
            {
              InferenceSpecificationName: text,
              EnvironmentParameters: fc.array(object({ Key: text, ValueType: text, Value: text }, {}), {
                maxLength: 2,
              }),
              CompilationJobName: text,
            },
          ),
        },
        {
          Metrics: object(
            {},
            {
              CostPerHour: number,
              CostPerInference: number,
              MaxInvocations: number,
              ModelLatency: number,
              CpuUtilization: number,
              MemoryUtilization: number,
              ModelSetupTime: number,
            },
          ),
          EndpointMetrics: object({ MaxInvocations: number, ModelLatency: number }, {}),
          EndpointConfiguration: object(
            { EndpointName: text, VariantName: text },
            { InstanceType: text, InitialInstanceCount: number, ServerlessConfig: size },
          ),
          FailureReason: text,
          InvocationEndTime: time,
          InvocationStartTime: time,
        },
      ),
    },
  );
}

/** Any step of the domain. */
export const anyStep: fc.Arbitrary<Step> = steps(
  number,
  ms.map(at => new Date(at)),
);

/** Any step on the wire. */
export const anyWireStep: fc.Arbitrary<WireStep> = steps(
  wireNumber,
  ms.map(at => at / 1000),
);

/** Anything that a program can hold, cyclic objects included. */
export const anyThing: fc.Arbitrary<unknown> = fc.oneof(
  anyJson,
  fc.anything({
    withBigInt: true,
    withBoxedValues: true,
    withDate: true,
    withMap: true,
    withNullPrototype: true,
    withObjectString: true,
    withSet: true,
    withSparseArray: true,
    withTypedArray: true,
  }),
  fc.constantFrom<unknown>(Symbol('s'), () => 0, new Date(NaN), cyclic()),
);

function cyclic(): object {
  const self: Record<string, unknown> = { StepType: 'BENCHMARK', JobName: 'job', Status: 'FAILED' };
  for (const key of ['InferenceBenchmark', 'ModelConfiguration', 'Metrics']) self[key] = self;
  self.EnvironmentParameters = [self];
  return self;
}
