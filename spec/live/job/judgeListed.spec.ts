import { expect } from 'chai';
import type { Step } from '../../../src/core/step.js';
import { judgeListed, type Evidence } from '../../../src/live/job/judgeListed.js';
import type { StepEntry } from '../../../src/live/job/stepTable.js';
import { pending, step } from '../../support/steps.js';

const CERTAIN: Evidence = { isRepeated: false, isProved: true, isOld: true };
const running = step('a', { Status: 'IN_PROGRESS' });
const done = step('a');
const other = step('a', {
  ModelConfiguration: { EnvironmentParameters: [{ Key: 'K', ValueType: 'String', Value: '1' }] },
});

const entry = (known: Step, unconfirmed?: StepEntry['unconfirmed']) => ({
  step: known,
  endpoint: known.InferenceBenchmark?.EndpointConfiguration?.EndpointName,
  unconfirmed,
});

describe('judgeListed', () => {
  it('has a step that is as it was, or that went on', () => {
    expect(judgeListed(entry(done), done, CERTAIN)).deep.equal({ kind: 'same' });
    expect(judgeListed(entry(running), done, { ...CERTAIN, isOld: false })).deep.equal({
      kind: 'updated',
      changed: ['Status'],
    });
    expect(judgeListed(entry(pending), running, CERTAIN)).include({ kind: 'updated' });
  });

  it('believes an earlier state with the second list, and once what it contradicts is old', () => {
    const doubtful = { kind: 'doubtful', doubt: 'behind' };
    expect(judgeListed(entry(done), running, CERTAIN)).deep.equal(doubtful);
    expect(judgeListed(entry(done, 'gone'), running, CERTAIN)).deep.equal(doubtful);
    expect(judgeListed(entry(done, 'behind'), running, { ...CERTAIN, isOld: false })).deep.equal(doubtful);
    expect(judgeListed(entry(done, 'behind'), running, { ...CERTAIN, isProved: false })).include({
      kind: 'updated',
    });
  });

  it('believes another step in its place with the second list that can prove it', () => {
    for (const listed of [other, pending]) {
      const doubtful = { kind: 'doubtful', doubt: 'other' };
      expect(judgeListed(entry(running), listed, CERTAIN)).deep.equal(doubtful);
      for (const weak of [{ isOld: false }, { isProved: false }, { isProved: false, isRepeated: true }])
        expect(judgeListed(entry(running, 'other'), listed, { ...CERTAIN, ...weak })).deep.equal(doubtful);
      expect(judgeListed(entry(running, 'other'), listed, CERTAIN)).deep.equal({ kind: 'replaced' });
    }
  });

  it('believes a row that may be a repetition with the second list', () => {
    const repeated = { isRepeated: true, isProved: false, isOld: false };
    const failed: Step = { ...pending, Status: 'FAILED' };
    expect(judgeListed(entry(pending), failed, repeated)).deep.equal({ kind: 'doubtful', doubt: 'repeated' });
    expect(judgeListed(entry(pending, 'repeated'), failed, repeated)).include({ kind: 'updated' });
  });
});
