import { expect } from 'chai';
import fc from 'fast-check';
import { FAILED } from '../../src/decode/codec.js';
import { quickStep } from '../../src/decode/quickStep.js';
import { Step } from '../../src/decode/step.js';
import { holds } from '../support/holds.js';
import { leavesOf, pathsOf, replaced } from '../support/paths.js';
import { anyStep, anyThing, anyWireStep, fullStep, fullWire } from '../support/wire.js';

describe('quickStep', () => {
  it('decodes a step with every field, of the wire and of the domain', () => {
    expect(quickStep(fullWire)).deep.equal(fullStep);
    expect(quickStep(fullStep)).equal(fullStep);
  });

  it('looks at every field of the service', () => {
    for (const path of leavesOf(fullWire))
      expect(quickStep(replaced(fullWire, path, { wrong: true })), path.join('.')).undefined;
  });

  it('leaves recommendations to the codec', () => {
    for (const own of [{ AIRecommendation: {} }, { figures: {} }, { framework: 'VLLM' }])
      expect(quickStep({ ...fullStep, ...own }), Object.keys(own).join()).undefined;
  });

  it('does as the codec with every step, and leaves to it numbers that are text but of metrics', () =>
    holds(
      fc.property(fc.oneof(anyWireStep, anyStep), step => {
        const { EndpointConfiguration, EndpointMetrics } = step.InferenceBenchmark ?? {};
        const isText = /"(NaN|-?Infinity)"/.test(JSON.stringify([EndpointConfiguration, EndpointMetrics]));
        expect(quickStep(step)).deep.equal(isText ? undefined : Step.parse(step));
      }),
    ));

  it('copies no step that needs no change', () =>
    holds(
      fc.property(anyStep, step => {
        expect(quickStep(step)).equal(step);
      }),
    ));

  it('does as the codec with anything at any place, or leaves it to the codec', () =>
    holds(
      fc.property(
        fc.constantFrom([], ...pathsOf(fullWire)),
        fc.oneof(anyThing, fc.constant(null)),
        (path, value) => {
          const step = path.length === 0 ? value : replaced(fullWire, path, value);
          const quick = quickStep(step);
          if (quick === undefined) return;
          const parsed = Step.parse(step);
          expect(parsed).not.equal(FAILED);
          expect(quick).deep.equal(parsed);
        },
      ),
    ));
});
