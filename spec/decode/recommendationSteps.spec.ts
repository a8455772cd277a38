import { expect } from 'chai';
import { right } from 'fp-ts/lib/Either.js';
import { configurationKey, stepKey, stepKeys } from '../../src/core/keys.js';
import { isRecommendation } from '../../src/core/recommendationStep.js';
import { stepLabel } from '../../src/core/stepLabel.js';
import { decodeStep } from '../../src/decode/decodeStep.js';
import { recommendationSteps } from '../../src/decode/recommendationSteps.js';
import { Step } from '../../src/decode/step.js';
import {
  jobWith,
  published,
  publishedFigures,
  publishedRows,
  recommendation,
  row,
  stepsWith,
} from '../support/recommendations.js';

const PACKAGE = 'arn:aws:sagemaker:us-east-1:111122223333:model-package/nightly/1';

describe('recommendationSteps', () => {
  it('makes a step of the published recommendation', () => {
    expect(published).deep.equal({
      StepType: 'RECOMMENDATION',
      JobName: 'ai-recommendation-job/nightly',
      Status: 'COMPLETED',
      InferenceBenchmark: {
        EndpointConfiguration: {
          EndpointName: `${PACKAGE}/high-otps-on-g6-24xlarge`,
          VariantName: '',
          InstanceType: 'ml.g6.24xlarge',
          InitialInstanceCount: 1,
        },
        ModelConfiguration: {
          InferenceSpecificationName: 'high-otps-on-g6-24xlarge',
          EnvironmentParameters: [
            { Key: 'SM_VLLM_MAX_NUM_SEQS', ValueType: 'String', Value: '88' },
            { Key: 'SM_VLLM_TENSOR_PARALLEL_SIZE', ValueType: 'String', Value: '2' },
          ],
        },
      },
      AIRecommendation: recommendation(publishedRows),
      framework: 'VLLM',
      figures: publishedFigures,
    });
    expect(isRecommendation(published)).equal(true);
    expect(stepLabel(published)).equal('ml.g6.24xlarge (high-otps-on-g6-24xlarge)');
  });

  it('names a step by model package and specification, wherever its row stands', () => {
    const [a, b] = [recommendation([]), recommendation([], { type: 'ml.g5.12xlarge' })];
    const keys = stepsWith([a, b]).map(step => stepKey(step));
    expect(keys).deep.equal([`${PACKAGE}/high-otps-on-g6-24xlarge`, `${PACKAGE}/high-otps-on-g5-12xlarge`]);
    expect(stepsWith([b, a]).map(stepKeys())).deep.equal(keys.toReversed());
  });

  it('tells two of one name apart', () => {
    const same = recommendation([]);
    expect(stepsWith([same, same, same]).map(stepKeys())).deep.equal(
      ['', '#1', '#2'].map(end => `${PACKAGE}/high-otps-on-g6-24xlarge${end}`),
    );
  });

  it('makes a step of a recommendation that says nothing', () => {
    const [empty, other] = stepsWith([{}, { ExpectedPerformance: null }]);
    expect(empty).deep.include({ StepType: 'RECOMMENDATION', Status: 'COMPLETED', figures: {} });
    expect(empty?.AIRecommendation).deep.equal({});
    expect(stepKey(empty!)).not.equal(stepKey(other!));
    expect(configurationKey(empty!)).equal(configurationKey(other!));
  });

  it('takes the instances of ModelDetails where the deployment names none, and there is no choice', () => {
    const details = (...types: readonly string[]): object => ({
      ModelDetails: { InstanceDetails: types.map(InstanceType => ({ InstanceType, InstanceCount: '2' })) },
    });
    const endpointOf = (one: object): object | undefined =>
      stepsWith([one])[0]?.InferenceBenchmark?.EndpointConfiguration;
    expect(endpointOf(details('ml.g5.xlarge'))).deep.include({
      InstanceType: 'ml.g5.xlarge',
      InitialInstanceCount: 2,
    });
    expect(endpointOf(details('ml.g5.xlarge', 'ml.g6.xlarge'))).not.have.any.keys(
      'InstanceType',
      'InitialInstanceCount',
    );
  });

  it('decodes one by one: a bad one costs no other, and its error has the path', () => {
    const bad = { ModelDetails: { ModelPackageArn: 7 } };
    const { steps, errors } = recommendationSteps(
      jobWith([
        recommendation(publishedRows),
        bad,
        null,
        'text',
        recommendation([], { type: 'ml.p5.48xlarge' }),
      ]),
    );
    expect(steps.map(step => step.figures)).deep.equal([publishedFigures, {}]);
    expect(errors.map(error => error.message)).deep.equal([
      'Recommendations[1].ModelDetails.ModelPackageArn: expected a string, got 7',
      'Recommendations[2]: expected a recommendation, got "text"',
    ]);
  });

  it('names the row of a figure that is none', () => {
    const rows = [null, row('TimeToFirstToken', 'p50', '', 'ms')];
    const [, step] = stepsWith([{}, recommendation(rows)]);
    expect(step?.figures?.faults).deep.equal([
      { path: 'Recommendations[1].ExpectedPerformance[1].Value', expected: 'a decimal number', actual: '' },
    ]);
  });

  it('makes no steps of a job that has none, or none yet', () => {
    for (const none of [undefined, null, []])
      expect(recommendationSteps(jobWith([], { Recommendations: none }))).deep.equal({
        steps: [],
        errors: [],
      });
  });

  it('makes steps that are themselves after a way over the wire', () => {
    for (const step of [published, ...stepsWith([{}, recommendation([row('Odd', 'x', null), 7])])]) {
      const sent: unknown = JSON.parse(JSON.stringify(Step.encode(step)));
      expect(decodeStep(sent)).deep.equal(right(step));
      expect(Step.parse(step)).equal(step);
    }
  });
});
