import { expect } from 'chai';
import { isCompiled, specificationOf } from '../../src/core/compiled.js';
import type { ModelConfiguration } from '../../src/core/step.js';
import { pending, step } from '../support/steps.js';

const UUID = '00011122-2333-4445-5566-677788899900';

describe('isCompiled', () => {
  const of = (ModelConfiguration: ModelConfiguration): boolean =>
    isCompiled(step('a', { ModelConfiguration }));

  it('is true with a CompilationJobName, and with a specification that Neo made', () => {
    expect(of({ CompilationJobName: 'c' })).true;
    expect(of({ InferenceSpecificationName: `neo-${UUID}` })).true;
    expect(of({ InferenceSpecificationName: 'neo-ABCDEF01-2333-4445-5566-677788899900' })).true;
  });

  it('is false for any other name, also one that begins with neo-', () => {
    for (const InferenceSpecificationName of [
      'neo-',
      'neo-mine',
      UUID,
      `neo-${UUID}-2`,
      `my-neo-${UUID}`,
      `neo-${UUID.replaceAll('-', '')}`,
    ]) {
      expect(of({ InferenceSpecificationName }), InferenceSpecificationName).false;
      expect(specificationOf({ InferenceSpecificationName })).equal(InferenceSpecificationName);
    }
    for (const one of [{}, { CompilationJobName: '' }]) expect(of(one)).false;
    expect(isCompiled(pending)).false;
  });

  it('leaves the specification that was asked for beside a CompilationJobName', () => {
    expect(specificationOf({ CompilationJobName: 'c', InferenceSpecificationName: 'spec' })).equal('spec');
    expect(specificationOf({ InferenceSpecificationName: `neo-${UUID}` })).undefined;
    expect(specificationOf(undefined)).undefined;
  });
});
