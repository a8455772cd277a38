import { ProductionVariantInstanceType } from '@aws-sdk/client-sagemaker';
import { expect } from 'chai';
import { INSTANCE_TYPES, OPERATIONS, SHAPES } from '../../src/testing/shapes.js';
import { validateShape, validationMessage } from '../../src/testing/validateShape.js';

const STEPS = 'ListInferenceRecommendationsJobStepsRequest';
const one = (text: string): string => `1 validation error detected: ${text}`;

describe('testing: validateShape', () => {
  const refusals: [string, object, string][] = [
    [
      'a number above its greatest',
      { JobName: 'a', MaxResults: 101 },
      one(
        "Value '101' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 100",
      ),
    ],
    [
      'a number below its least',
      { JobName: 'a', MaxResults: 0 },
      one(
        "Value '0' at 'maxResults' failed to satisfy constraint: Member must have value greater than or equal to 1",
      ),
    ],
    [
      'a missing member',
      {},
      one("Value null at 'jobName' failed to satisfy constraint: Member must not be null"),
    ],
    [
      'a member of an unknown enum value',
      { JobName: 'a', Status: 'Done' },
      one(
        "Value 'Done' at 'status' failed to satisfy constraint: Member must satisfy enum value set: " +
          '[PENDING, IN_PROGRESS, COMPLETED, FAILED, STOPPING, STOPPED, DELETING, DELETED]',
      ),
    ],
    [
      'a name that only starts well',
      { JobName: 'a_b' },
      one(
        "Value 'a_b' at 'jobName' failed to satisfy constraint: Member must satisfy regular expression pattern: " +
          '[a-zA-Z0-9](-*[a-zA-Z0-9]){0,63}',
      ),
    ],
  ];
  for (const [what, value, message] of refusals) {
    it(`refuses ${what}, in AWS's words`, () => {
      expect(validationMessage(validateShape(STEPS, value))).to.equal(message);
    });
  }

  it('counts every fault of a request', () => {
    const faults = validateShape(STEPS, { JobName: 'a'.repeat(65), MaxResults: 0 });
    expect(validationMessage(faults)).to.match(/^3 validation errors detected: .*; .*; /);
    expect(faults.map(fault => fault.path)).to.deep.equal(['jobName', 'jobName', 'maxResults']);
  });

  it('reports the path within lists and structures', () => {
    const input = {
      EndpointConfigurations: [{ InstanceType: 'ml.m5.large' }, { InstanceType: 'ml.m5.huge' }],
    };
    expect(validateShape('RecommendationJobInputConfig', input).map(fault => fault.path)).to.deep.equal([
      'endpointConfigurations.2.member.instanceType',
    ]);
    const many = { EndpointConfigurations: Array.from({ length: 11 }, () => ({})) };
    expect(validateShape('RecommendationJobInputConfig', many)[0]?.message).to.contain(
      'Member must have length less than or equal to 10',
    );
  });

  it('distinguishes a value of the wrong type from one that breaks a rule', () => {
    const kinds = (shape: string, value: unknown): string[] =>
      validateShape(shape, value).map(fault => fault.kind);
    expect(kinds(STEPS, { JobName: 7 })).to.deep.equal(['type']);
    expect(kinds(STEPS, { JobName: 'a', MaxResults: '10' })).to.deep.equal(['type']);
    expect(kinds(STEPS, { JobName: 'a', MaxResults: 1.5 })).to.deep.equal(['type']);
    expect(kinds(STEPS, [])).to.deep.equal(['type']);
    expect(kinds('Timestamp', 'yesterday')).to.deep.equal(['type']);
    expect(kinds('Float', 'NaN')).to.deep.equal([]);
    expect(kinds('Float', 'fast')).to.deep.equal(['type']);
    expect(kinds('UtilizationMetric', -1)).to.deep.equal(['constraint']);
  });

  it('ignores unknown members, and treats null as absent', () => {
    expect(validateShape(STEPS, { JobName: 'a', Colour: 'red', Status: null })).to.deep.equal([]);
    expect(validateShape(STEPS, { JobName: null })).to.have.length(1);
  });

  it('has every shape that a shape or an operation refers to', () => {
    const named = Object.values(SHAPES).flatMap(shape => [
      ...Object.values(shape.members ?? {}),
      ...(shape.member === undefined ? [] : [shape.member]),
    ]);
    const operations = Object.values(OPERATIONS).flatMap(({ input, output }) => [input, output ?? input]);
    for (const name of [...named, ...operations]) expect(SHAPES, name).to.have.property(name);
    for (const [name, { required = [], members = {} }] of Object.entries(SHAPES)) {
      expect(Object.keys(members), name).to.include.members([...required]);
    }
  });

  it('has no instance type that the SDK does not have', () => {
    expect(Object.values(ProductionVariantInstanceType)).to.include.members([...INSTANCE_TYPES]);
  });
});
