import { expect } from 'chai';
import { expectTypeOf } from 'expect-type';
import fc from 'fast-check';
import { isRight, right } from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';
import type { DecodeError } from '../../src/core/decodeError.js';
import type * as core from '../../src/core/job.js';
import type { Codec } from '../../src/decode/codec.js';
import { decodeWith } from '../../src/decode/decodeWith.js';
import { Job, JobSummary, type WireJob, type WireJobSummary } from '../../src/decode/job.js';
import { fakeRecommender } from '../../src/testing/index.js';
import { SHAPES } from '../../src/testing/shapes.js';
import { holds } from '../support/holds.js';
import { fullJob, fullSummary, fullWireJob, fullWireSummary } from '../support/jobs.js';
import { leavesOf, pathsOf, replaced, valueAt } from '../support/paths.js';
import { anyJson } from '../support/wire.js';

const messageOf = (value: unknown): string => {
  const result = decodeWith(Job, value, () => 'job');
  if (isRight(result)) throw new Error('decodes');
  return (result.left satisfies DecodeError).message;
};

/** Every place of a value, by the shapes of the service: the names of objects, and `0` of lists. */
function placesOf(shapeName: string): string[] {
  const { type, members = {}, member } = SHAPES[shapeName] ?? {};
  const inner: readonly (readonly [key: string, shape: string | undefined])[] =
    type === 'list' ? [['0', member]] : type === 'structure' ? Object.entries(members) : [];
  return inner.flatMap(([key, shape = '']) => [key, ...placesOf(shape).map(path => `${key}.${path}`)]);
}

const RANGE = 'InputConfig.EndpointConfigurations.0.EnvironmentParameterRanges.CategoricalParameterRanges.0';

const codecs: readonly {
  name: string;
  codec: Codec<unknown, unknown>;
  shape: string;
  wire: object;
  domain: object;
  needed: readonly string[];
}[] = [
  {
    name: 'Job',
    codec: Job as unknown as Codec<unknown, unknown>,
    shape: 'DescribeInferenceRecommendationsJobResponse',
    wire: fullWireJob,
    domain: fullJob,
    needed: [
      ...['JobName', 'JobType', 'JobArn', 'RoleArn', 'Status', 'CreationTime', 'LastModifiedTime'],
      'InputConfig',
      'InputConfig.EndpointConfigurations.0.ServerlessConfig.MemorySizeInMB',
      'InputConfig.EndpointConfigurations.0.ServerlessConfig.MaxConcurrency',
      ...['Name', 'Value'].map(field => `${RANGE}.${field}`),
      ...['InputConfig.VpcConfig.SecurityGroupIds', 'InputConfig.VpcConfig.Subnets'],
      'InferenceRecommendations.0.EndpointConfiguration',
      'InferenceRecommendations.0.EndpointConfiguration.EndpointName',
      'InferenceRecommendations.0.EndpointConfiguration.VariantName',
      'InferenceRecommendations.0.EndpointConfiguration.ServerlessConfig.MemorySizeInMB',
      'InferenceRecommendations.0.EndpointConfiguration.ServerlessConfig.MaxConcurrency',
      'InferenceRecommendations.0.ModelConfiguration',
      'InferenceRecommendations.0.ModelConfiguration.EnvironmentParameters.0.Key',
      'InferenceRecommendations.0.ModelConfiguration.EnvironmentParameters.0.ValueType',
      'InferenceRecommendations.0.ModelConfiguration.EnvironmentParameters.0.Value',
      ...['EndpointPerformances.0.Metrics', 'EndpointPerformances.0.EndpointInfo'],
      'EndpointPerformances.0.Metrics.MaxInvocations',
      'EndpointPerformances.0.Metrics.ModelLatency',
    ],
  },
  {
    name: 'JobSummary',
    codec: JobSummary as unknown as Codec<unknown, unknown>,
    shape: 'InferenceRecommendationsJob',
    wire: fullWireSummary,
    domain: fullSummary,
    needed: ['JobName', 'JobType', 'JobArn', 'RoleArn', 'Status', 'CreationTime', 'LastModifiedTime'],
  },
];

for (const { name, codec, shape, wire, domain, needed } of codecs)
  describe(name, () => {
    const decodes = (value: unknown): boolean => isRight(codec.decode(value));
    const decode = (value: unknown): object => {
      const result = codec.decode(value);
      if (!isRight(result)) throw new Error('does not decode');
      return result.right as object;
    };

    it('is tried on every member of the shape', () => {
      expect(
        pathsOf(wire)
          .map(path => path.join('.'))
          .sort(),
      ).deep.equal(placesOf(shape).sort());
    });

    it('decodes every field, from the wire and from the SDK', () => {
      expect(codec.decode(wire)).deep.equal(right(domain));
      expect(codec.decode(domain)).deep.equal(right(domain));
      expect(codec.encode(domain)).deep.equal(wire);
    });

    it('reads every field of the service', () => {
      for (const path of leavesOf(wire))
        expect(decodes(replaced(wire, path, { wrong: true })), path.join('.')).false;
    });

    it('leaves out null items of lists, and optional fields that are null', () => {
      const optional = pathsOf(wire).filter(path => !needed.includes(path.join('.')) && path.at(-1) !== '0');
      for (const path of optional)
        expect(valueAt(decode(replaced(wire, path, null)), path.slice(0, -1))).not.have.property(
          path.at(-1)!,
        );
      const lists = pathsOf(wire).filter(path => Array.isArray(valueAt(wire, path)));
      for (const path of lists) {
        const items = valueAt(wire, path) as readonly unknown[];
        expect(decode(replaced(wire, path, [null, ...items, null]))).deep.equal(domain);
      }
    });

    it('reads the NaN of every number', () => {
      const numbers = pathsOf(wire).filter(path => typeof valueAt(wire, path) === 'number');
      for (const path of numbers.filter(one => !one.at(-1)!.endsWith('Time')))
        expect(valueAt(decode(replaced(wire, path, 'NaN')), path), path.join('.')).NaN;
    });

    it('takes no list, text or number for an object or the other way round', () => {
      for (const path of pathsOf(wire)) {
        const holder = typeof valueAt(wire, path) === 'object';
        for (const other of holder ? [7, 'text', true] : [[], true, {}])
          expect(decodes(replaced(wire, path, other)), path.join('.')).false;
        const list = Array.isArray(valueAt(wire, path));
        if (holder) expect(decodes(replaced(wire, path, list ? {} : [])), path.join('.')).false;
      }
    });

    it('needs no more than the service promises', () => {
      const optional = pathsOf(wire).filter(path => !needed.includes(path.join('.')) && path.at(-1) !== '0');
      for (const path of optional) {
        expect(decodes(replaced(wire, path, undefined)), path.join('.')).true;
        expect(decodes(replaced(wire, path, null)), path.join('.')).true;
      }
      for (const path of needed)
        for (const none of [undefined, null])
          expect(decodes(replaced(wire, path.split('.'), none)), path).false;
    });

    it('is itself after a way there and back, with or without its optional fields', () => {
      const paths = pathsOf(wire).filter(path => !needed.includes(path.join('.')) && path.at(-1) !== '0');
      holds(
        fc.property(fc.subarray([...paths]), anyJson, (left, added) => {
          const less: unknown = structuredClone(wire);
          for (const path of left) {
            const holder = [...path.slice(0, -1)].reduce<Record<string, unknown> | undefined>(
              (at, key) => at?.[key] as Record<string, unknown> | undefined,
              less as Record<string, unknown>,
            );
            if (holder !== undefined) Reflect.deleteProperty(holder, path.at(-1)!);
          }
          const some = { ...(less as object), Added: added };
          const decoded = decode(some);
          expect(codec.encode(decoded)).deep.equal(some);
          expect(decode(decoded)).equal(decoded);
          expect(codec.is(decoded)).true;
        }),
      );
    });

    it('lets unknown statuses, types and fields pass, and keeps them', () => {
      const more = { ...wire, Status: 'PAUSED', JobType: 'Nightly', Added: { by: ['AWS'] } };
      expect(decode(more)).deep.include({ Status: 'PAUSED', JobType: 'Nightly', Added: { by: ['AWS'] } });
      expect(codec.encode(decode(more))).deep.equal(more);
    });
  });

describe('a job that can not be decoded', () => {
  const faults: readonly (readonly [value: unknown, message: string])[] = [
    [null, 'job: expected a job, got null'],
    [
      replaced(fullWireJob, ['LastModifiedTime'], 'now'),
      'job.LastModifiedTime: expected epoch seconds, ISO 8601 or a Date, got "now"',
    ],
    [
      replaced(fullWireJob, ['InputConfig'], undefined),
      'job.InputConfig: expected the input of a job, got nothing',
    ],
    [
      replaced(fullWireJob, ['InputConfig', 'TrafficPattern'], []),
      'job.InputConfig.TrafficPattern: expected a traffic pattern, got a list of 0',
    ],
    [
      replaced(fullWireJob, ['InputConfig', 'TrafficPattern'], 'steady'),
      'job.InputConfig.TrafficPattern: expected a traffic pattern, got "steady"',
    ],
    [
      replaced(fullWireJob, ['InputConfig', 'ResourceLimit', 'MaxNumberOfTests'], 'ten'),
      'job.InputConfig.ResourceLimit.MaxNumberOfTests: expected a number or "NaN", got "ten"',
    ],
    [
      replaced(fullWireJob, ['InputConfig', 'ResourceLimit'], 10),
      'job.InputConfig.ResourceLimit: expected a resource limit, got 10',
    ],
    [
      replaced(fullWireJob, ['InputConfig', 'EndpointConfigurations', '0'], 7),
      'job.InputConfig.EndpointConfigurations[0]: expected a configuration to test, got 7',
    ],
    [
      replaced(
        fullWireJob,
        ['StoppingConditions', 'ModelLatencyThresholds', '0', 'ValueInMilliseconds'],
        '9',
      ),
      'job.StoppingConditions.ModelLatencyThresholds[0].ValueInMilliseconds: expected a number or "NaN", got "9"',
    ],
    [
      replaced(fullWireJob, ['InputConfig', 'TrafficPattern', 'Phases', '0', 'SpawnRate'], true),
      'job.InputConfig.TrafficPattern.Phases[0].SpawnRate: expected a number or "NaN", got true',
    ],
    [
      replaced(fullWireJob, ['InputConfig', 'VpcConfig', 'Subnets'], null),
      'job.InputConfig.VpcConfig.Subnets: expected a list of a string, got null',
    ],
    [
      replaced(fullWireJob, ['InputConfig', 'Endpoints', '0'], 'e'),
      'job.InputConfig.Endpoints[0]: expected an endpoint, got "e"',
    ],
    [
      replaced(fullWireJob, ['InferenceRecommendations', '0', 'Metrics', 'CostPerHour'], '0.1'),
      'job.InferenceRecommendations[0].Metrics.CostPerHour: expected a number or "NaN", got "0.1"',
    ],
    [
      replaced(fullWireJob, ['InferenceRecommendations', '0'], 1),
      'job.InferenceRecommendations[0]: expected a recommendation, got 1',
    ],
    [
      replaced(fullWireJob, ['InferenceRecommendations'], {}),
      'job.InferenceRecommendations: expected a list of a recommendation, got an empty object',
    ],
    [
      replaced(fullWireJob, ['EndpointPerformances', '0'], false),
      'job.EndpointPerformances[0]: expected the performance of an endpoint, got false',
    ],
  ];
  for (const [value, message] of faults) it(message, () => expect(messageOf(value)).equal(message));
});

describe('the jobs of the simulator', () => {
  class DescribeInferenceRecommendationsJobCommand {
    constructor(readonly input: object) {}
  }
  class ListInferenceRecommendationsJobsCommand {
    constructor(readonly input: object) {}
  }

  it('decode, whatever the seed and however they end, running or not', async () => {
    for (let seed = 1; seed <= 40; seed += 1) {
      const fake = fakeRecommender({
        seed,
        speed: 0,
        jobs: [
          ...(['COMPLETED', 'FAILED', 'STOPPED'] as const).map(status => ({
            name: `a-${status}`,
            status,
            seed,
          })),
          { name: 'live', live: true },
          { name: 'named', modelName: 'model', samplePayloadUrl: 's3://b/k', type: 'Default', steps: 3 },
          {
            name: 'compared',
            steps: [{ existingEndpoint: 'mine' }, { serverless: { memoryMb: 1024, maxConcurrency: 2 } }],
          },
        ],
      });
      const { InferenceRecommendationsJobs: jobs } = await fake.send(
        new ListInferenceRecommendationsJobsCommand({}),
      );
      expect(jobs).length(6);
      for (const job of jobs as core.JobSummary[]) {
        expect(isRight(JobSummary.decode(job))).true;
        const described = await fake.send(
          new DescribeInferenceRecommendationsJobCommand({ JobName: job.JobName }),
        );
        const { $metadata: _, ...rest } = described;
        const decoded = Job.decode(rest);
        if (!isRight(decoded)) throw new Error(`${job.JobName} of seed ${seed} does not decode`);
        expect(isRight(Job.decode(Job.encode(decoded.right)))).true;
      }
    }
  });
});

describe('the types of jobs', () => {
  it('are those of the domain and of the wire', () => {
    expectTypeOf<t.TypeOf<typeof Job>>().toEqualTypeOf<core.Job>();
    expectTypeOf<t.OutputOf<typeof Job>>().toEqualTypeOf<WireJob>();
    expectTypeOf<t.TypeOf<typeof JobSummary>>().toEqualTypeOf<core.JobSummary>();
    expectTypeOf<t.OutputOf<typeof JobSummary>>().toEqualTypeOf<WireJobSummary>();
    expectTypeOf<WireJobSummary['CreationTime']>().toEqualTypeOf<number>();
    expectTypeOf<WireJobSummary['CompletionTime']>().toEqualTypeOf<number | undefined>();
  });
});
