import { expect } from 'chai';
import fc from 'fast-check';
import { configurationKey, modelKey, stepKey, stepKeys } from '../../src/core/keys.js';
import type { InferenceBenchmark, Step } from '../../src/core/step.js';
import { holds } from '../support/holds.js';
import { pending, step } from '../support/steps.js';
import { anyStep, fullStep } from '../support/wire.js';

describe('keys', () => {
  const environment = (...names: readonly string[]): Partial<InferenceBenchmark> => ({
    ModelConfiguration: {
      EnvironmentParameters: names.map(Key => ({ Key, ValueType: 'String', Value: Key.toUpperCase() })),
    },
  });
  const withoutEndpoint = (said: Partial<InferenceBenchmark> = {}): Step => ({
    ...pending,
    InferenceBenchmark: { ModelConfiguration: {}, ...said },
  });

  describe('configurationKey', () => {
    it('is readable, and the same from version to version', () => {
      expect(configurationKey(pending)).equal('[null,null,[],null]');
      expect(configurationKey(withoutEndpoint())).equal('[null,null,[],null]');
      expect(configurationKey(step('a'))).equal('[["ml.c5.large",1],null,[],null]');
      expect(configurationKey(fullStep)).equal(
        '[["ml.c5.large",1],[2048,5,2],["[\\"OMP_NUM_THREADS\\",\\"4\\"]"],"spec","compiled"]',
      );
    });

    it('leaves out what was not chosen: names, job, status and results', () => {
      const other = step('b', { JobName: 'other', Status: 'FAILED', Metrics: { CostPerHour: 1 } });
      expect(configurationKey(other)).equal(configurationKey(step('a')));
    });

    it('does not mind the order of the environment, nor change it', () => {
      const shuffled = fc
        .uniqueArray(fc.string({ maxLength: 3 }))
        .chain(names =>
          fc.tuple(fc.constant(names), fc.shuffledSubarray(names, { minLength: names.length })),
        );
      holds(
        fc.property(shuffled, ([names, others]) => {
          const one = step('a', environment(...names));
          expect(configurationKey(one)).equal(configurationKey(step('b', environment(...others))));
          expect(one).deep.equal(step('a', environment(...names)));
        }),
      );
    });

    it('tells apart what differs in anything that was chosen', () => {
      const serverless = { MemorySizeInMB: 1024, MaxConcurrency: 5 };
      const endpoint = { EndpointName: 'a', VariantName: 'v' };
      const all = [
        step('a'),
        withoutEndpoint(),
        step('a', { EndpointConfiguration: { ...endpoint, InstanceType: 'ml.c5.xlarge' } }),
        ...[
          serverless,
          { ...serverless, MaxConcurrency: 6 },
          { ...serverless, MemorySizeInMB: 2048 },
          { ...serverless, ProvisionedConcurrency: 0 },
        ].map(ServerlessConfig => step('a', { EndpointConfiguration: { ...endpoint, ServerlessConfig } })),
        step('a', environment('x')),
        step('a', environment('x', 'y')),
        step('a', environment('x,y')),
        step('a', {
          ModelConfiguration: { EnvironmentParameters: [{ Key: 'x', ValueType: 'String', Value: 'Y' }] },
        }),
        step('a', {
          EndpointConfiguration: { ...endpoint, InstanceType: 'ml.c5.large', InitialInstanceCount: 2 },
        }),
        step('a', { ModelConfiguration: { InferenceSpecificationName: 'x' } }),
        step('a', { ModelConfiguration: { InferenceSpecificationName: 'neo-x' } }),
        step('a', { ModelConfiguration: { CompilationJobName: 'x' } }),
        step('a', { ModelConfiguration: { CompilationJobName: 'x', InferenceSpecificationName: 'x' } }),
      ];
      expect(new Set(all.map(configurationKey)).size).equal(all.length);
    });

    it('counts an absent InitialInstanceCount as 1', () => {
      const on = (InitialInstanceCount?: number): Step =>
        step('a', {
          EndpointConfiguration: {
            ...{ EndpointName: 'a', VariantName: 'v', InstanceType: 'ml.c5.large' },
            ...(InitialInstanceCount !== undefined && { InitialInstanceCount }),
          },
        });
      for (const count of [1, NaN, 0]) expect(configurationKey(on(count))).equal(configurationKey(on()));
      expect(configurationKey(on(3))).equal('[["ml.c5.large",3],null,[],null]');
    });

    it('is the same for a compiled model of any run, by whichever field it shows', () => {
      const compiled = [
        { CompilationJobName: 'monday' },
        { CompilationJobName: 'tuesday' },
        { InferenceSpecificationName: 'neo-00011122-2333-4445-5566-677788899900' },
        {
          InferenceSpecificationName: 'neo-fedcba98-7654-3210-fedc-ba9876543210',
          CompilationJobName: 'tuesday',
        },
      ].map(ModelConfiguration => configurationKey(step('a', { ModelConfiguration })));
      expect(new Set(compiled)).deep.equal(new Set(['[["ml.c5.large",1],null,[],null,"compiled"]']));
    });
  });

  describe('modelKey', () => {
    it('stays the same when a step gets an endpoint, and when its model turns out to be compiled', () => {
      const model = environment('x').ModelConfiguration;
      const later = [
        { ...model, CompilationJobName: 'c' },
        { ...model, InferenceSpecificationName: 'neo-00011122-2333-4445-5566-677788899900' },
      ].map(ModelConfiguration => step('a', { ModelConfiguration }));
      for (const one of later)
        expect(modelKey(one)).equal(modelKey(withoutEndpoint({ ModelConfiguration: model! })));
      expect(modelKey(pending)).not.equal(modelKey(withoutEndpoint(environment('x'))));
    });
  });

  describe('stepKey', () => {
    it('is the endpoint, whatever the ordinal', () => {
      expect(stepKey(step('a'))).equal('a');
      expect(stepKey(step('a'), 3)).equal('a');
    });

    it('is the configuration and a number where there is no endpoint', () => {
      expect(stepKey(pending)).equal('[null,null,[],null]#0');
      expect(stepKey(withoutEndpoint(environment('x')), 2)).equal(`[null,null,["[\\"x\\",\\"X\\"]"],null]#2`);
    });
  });

  describe('stepKeys', () => {
    it('counts steps without an endpoint, for each job and configuration', () => {
      const other = { ...pending, JobName: 'other' };
      const warm = withoutEndpoint(environment('x'));
      const nameOf = stepKeys();
      expect([pending, warm, other, step('a'), pending, warm, step('a')].map(nameOf)).deep.equal([
        stepKey(pending, 0),
        stepKey(warm, 0),
        stepKey(pending, 0),
        'a',
        stepKey(pending, 1),
        stepKey(warm, 1),
        'a',
      ]);
      expect(stepKeys()(pending)).equal(stepKey(pending, 0));
    });

    it('never gives two steps of a job that have no endpoint the same key', () => {
      const withoutName = anyStep.map(one => ({ ...one, InferenceBenchmark: { ModelConfiguration: {} } }));
      holds(
        fc.property(fc.array(fc.oneof(withoutName, fc.constant(pending))), steps => {
          const nameOf = stepKeys();
          const names = steps.map(one => JSON.stringify([one.JobName, nameOf(one)]));
          expect(new Set(names).size).equal(steps.length);
        }),
      );
    });
  });
});
