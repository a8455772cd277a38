import { expect } from 'chai';
import type { EndpointInputConfiguration, JobInput } from '../../../src/core/jobInput.js';
import { expectedTests, type ExpectedTests } from '../../../src/operators/summary/expectedTests.js';

describe('expectedTests', () => {
  const boundsOf = (InputConfig: JobInput): ExpectedTests | undefined => expectedTests({ InputConfig });
  /** The number of a job whose models can't be compiled. */
  const of = (InputConfig: JobInput): number | undefined => {
    const expected = boundsOf(InputConfig);
    expect(expected?.most).equal(expected?.least);
    return expected?.least;
  };
  const ranges = (...values: readonly (readonly string[])[]): EndpointInputConfiguration => ({
    InstanceType: 'ml.c5.large',
    EnvironmentParameterRanges: {
      CategoricalParameterRanges: values.map((Value, i) => ({ Name: String(i), Value })),
    },
  });

  it('counts configurations and the combinations of their environments', () => {
    expect(
      of({ EndpointConfigurations: [{ InstanceType: 'ml.c5.large' }, { InstanceType: 'ml.g5.xlarge' }] }),
    ).equal(2);
    expect(of({ EndpointConfigurations: [ranges(['1', '2'], ['a', 'b', 'c']), ranges()] })).equal(7);
  });

  it('keeps to the limit of the job, and adds existing endpoints', () => {
    const EndpointConfigurations = [ranges(['1', '2'], ['a', 'b', 'c'])];
    const Endpoints = [{ EndpointName: 'one' }];
    expect(of({ EndpointConfigurations, ResourceLimit: { MaxNumberOfTests: 4 } })).equal(4);
    expect(of({ EndpointConfigurations, ResourceLimit: { MaxNumberOfTests: 9 }, Endpoints })).equal(7);
    expect(of({ ResourceLimit: { MaxNumberOfTests: 9 } })).equal(9);
  });

  it('is undefined where the input does not determine it', () => {
    expect(of({})).undefined;
    expect(of({ Endpoints: [{ EndpointName: 'one' }], ResourceLimit: { MaxParallelOfTests: 2 } })).undefined;
    expect(expectedTests({})).undefined;
  });

  it('has each configuration twice at most where the job may compile its model', () => {
    const EndpointConfigurations = [{ InstanceType: 'ml.c5.large' }, ranges(['1', '2'])];
    const Endpoints = [{ EndpointName: 'one' }];
    const shape = { DataInputConfig: '{"input":[1,3,224,224]}' };
    for (const input of [
      { ModelPackageVersionArn: 'arn' },
      { ModelName: 'model', ContainerConfig: shape },
      { ModelPackageVersionArn: 'arn', ContainerConfig: {} },
    ]) {
      expect(boundsOf({ ...input, EndpointConfigurations })).deep.equal({ least: 3, most: 6 });
      expect(boundsOf({ ...input, EndpointConfigurations, Endpoints })).deep.equal({ least: 4, most: 7 });
      const limited = (MaxNumberOfTests: number): ExpectedTests | undefined =>
        boundsOf({ ...input, EndpointConfigurations, ResourceLimit: { MaxNumberOfTests } });
      expect(limited(3)).deep.equal({ least: 3, most: 3 });
      expect(limited(5)).deep.equal({ least: 3, most: 5 });
      expect(boundsOf({ ...input, ResourceLimit: { MaxNumberOfTests: 9 } })).deep.equal({
        least: 9,
        most: 9,
      });
      expect(boundsOf(input)).undefined;
    }
    for (const ContainerConfig of [undefined, {}, { Framework: 'PYTORCH' }, { DataInputConfig: '' }])
      expect(
        of({ ModelName: 'model', EndpointConfigurations, ...(ContainerConfig && { ContainerConfig }) }),
      ).equal(3);
  });
});
