import { expect } from 'chai';
import fc from 'fast-check';
import { isRight, right } from 'fp-ts/lib/Either.js';
import { DecodeError } from '../../src/core/decodeError.js';
import { decodeStep } from '../../src/decode/decodeStep.js';
import { freeze } from '../support/freeze.js';
import { holds } from '../support/holds.js';
import { pathsOf, replaced } from '../support/paths.js';
import { anyThing, fullStep, fullWire } from '../support/wire.js';

describe('decodeStep', () => {
  const failure = (value: unknown, at?: number | string): DecodeError => {
    const result = decodeStep(value, at);
    if (isRight(result)) throw new Error('decodes');
    return result.left;
  };
  const benchmark = (more: object): object => ({
    StepType: 'BENCHMARK',
    JobName: 'job',
    Status: 'FAILED',
    InferenceBenchmark: { ModelConfiguration: {}, ...more },
  });

  it('decodes a step', () => {
    expect(decodeStep(freeze(fullWire))).deep.equal(right(fullStep));
  });

  it('returns the same reference where nothing is to be changed', () => {
    expect(decodeStep(fullStep)).property('right', fullStep);
  });

  it('reports the position of the step', () => {
    expect(failure(5).faults).deep.equal([{ path: 'step', expected: 'a step', actual: 5 }]);
    expect(failure(5, 0).message).equal('steps[0]: expected a step, got 5');
    expect(failure({}, 12).message).match(/^steps\[12\]\.StepType: /);
    expect(failure({}, 'previous').message).match(/^previous\.StepType: /);
  });

  const mistakes: readonly (readonly [value: unknown, message: string])[] = [
    [undefined, 'step: expected a step, got nothing'],
    [null, 'step: expected a step, got null'],
    [[1, 2], 'step: expected a step, got a list of 2'],
    [new Date(0), 'step: expected a step, got 1970-01-01T00:00:00.000Z'],
    [
      {},
      'step.StepType: expected a string, got nothing\n' +
        'step.JobName: expected a string, got nothing\n' +
        'step.Status: expected a string, got nothing',
    ],
    [{ ...benchmark({}), Status: null }, 'step.Status: expected a string, got null'],
    [
      benchmark({ ModelConfiguration: undefined }),
      'step.InferenceBenchmark.ModelConfiguration: expected a model configuration, got nothing',
    ],
    [
      benchmark({ Metrics: { CostPerHour: '0.5', ModelLatency: true } }),
      'step.InferenceBenchmark.Metrics.CostPerHour: expected a number or "NaN", got "0.5"\n' +
        'step.InferenceBenchmark.Metrics.ModelLatency: expected a number or "NaN", got true',
    ],
    [
      benchmark({ InvocationEndTime: '2024-01-01' }),
      'step.InferenceBenchmark.InvocationEndTime: expected epoch seconds, ISO 8601 or a Date, got "2024-01-01"',
    ],
    [
      benchmark({ InvocationEndTime: new Date(NaN) }),
      'step.InferenceBenchmark.InvocationEndTime: expected epoch seconds, ISO 8601 or a Date, got an invalid Date',
    ],
    [
      benchmark({ EndpointConfiguration: { VariantName: 5 } }),
      'step.InferenceBenchmark.EndpointConfiguration.EndpointName: expected a string, got nothing\n' +
        'step.InferenceBenchmark.EndpointConfiguration.VariantName: expected a string, got 5',
    ],
    [
      benchmark({
        EndpointConfiguration: {
          EndpointName: 'e',
          VariantName: 'v',
          ServerlessConfig: { MaxConcurrency: 1 },
        },
      }),
      'step.InferenceBenchmark.EndpointConfiguration.ServerlessConfig.MemorySizeInMB: ' +
        'expected a number or "NaN", got nothing',
    ],
    [
      benchmark({ EndpointMetrics: [] }),
      'step.InferenceBenchmark.EndpointMetrics: expected endpoint metrics, got a list of 0',
    ],
    [
      benchmark({ ModelConfiguration: { EnvironmentParameters: { Key: 'k' } } }),
      'step.InferenceBenchmark.ModelConfiguration.EnvironmentParameters: ' +
        'expected a list of an environment parameter, got an object with Key',
    ],
    [
      benchmark({
        ModelConfiguration: {
          EnvironmentParameters: [{ Key: 'k', ValueType: 't', Value: 'v' }, null, { Key: 'k' }, 5],
        },
      }),
      'step.InferenceBenchmark.ModelConfiguration.EnvironmentParameters[2].ValueType: expected a string, got nothing\n' +
        'step.InferenceBenchmark.ModelConfiguration.EnvironmentParameters[2].Value: expected a string, got nothing\n' +
        'step.InferenceBenchmark.ModelConfiguration.EnvironmentParameters[3]: expected an environment parameter, got 5',
    ],
  ];
  for (const [value, message] of mistakes)
    it(message.replaceAll('\n', '; '), () => expect(failure(value).message).equal(message));

  describe('of anything at all', () => {
    function isReadable(value: unknown): void {
      const result = decodeStep(value);
      if (isRight(result)) return;
      expect(result.left).instanceOf(DecodeError);
      const { faults, message } = result.left;
      expect(faults).not.empty;
      expect(message.split(/[\n\r]/).length).equal(Math.min(faults.length, 11));
      expect(message).match(/^(step(\.[A-Z]\w+|\[\d+\])*: expected .+, got .{1,70}(\n|$)|and \d+ more$)+/u);
    }

    it('returns a step or a readable error', () => holds(fc.property(anyThing, isReadable)));

    it('does so with anything at any place of a step', () =>
      holds(
        fc.property(fc.constantFrom(...pathsOf(fullWire)), anyThing, (path, value) =>
          isReadable(replaced(fullWire, path, value)),
        ),
      ));
  });
});
