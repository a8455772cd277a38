import { expect } from 'chai';
import { lacksRecommended } from '../../../src/live/job/lacksRecommended.js';

const recommends = (...names: readonly string[]) => ({
  JobName: 'job',
  Status: 'COMPLETED',
  InferenceRecommendations: names.map(EndpointName => ({
    EndpointConfiguration: { EndpointName, VariantName: EndpointName },
    ModelConfiguration: {},
  })),
});

describe('lacksRecommended', () => {
  it('is true where some recommended endpoints are listed and others not', () => {
    expect(lacksRecommended(recommends('a', 'b'), new Set(['a', 'c']))).equal(true);
  });

  it('is false where all are listed, where none is, and without recommendations', () => {
    expect(lacksRecommended(recommends('a', 'b'), new Set(['a', 'b', 'c']))).equal(false);
    expect(lacksRecommended(recommends('a', 'b'), new Set(['x']))).equal(false);
    expect(lacksRecommended(recommends(), new Set(['x']))).equal(false);
    expect(lacksRecommended({ JobName: 'job', Status: 'COMPLETED' }, new Set())).equal(false);
  });
});
