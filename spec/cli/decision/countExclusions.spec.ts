import { expect } from 'chai';
import { countExclusions } from '../../../src/cli/decision/countExclusions.js';
import type { ExclusionReason } from '../../../src/operators/ranking/eligibilityCheck.js';
import { step } from '../../support/steps.js';

describe('countExclusions', () => {
  const count = (...lists: readonly (readonly ExclusionReason[])[]): unknown =>
    countExclusions(lists.map((reasons, i) => ({ step: step(`s${String(i)}`), reasons })));
  const slow = (actual: number | undefined): ExclusionReason => ({
    kind: 'bound',
    bound: 'maxLatencyMs',
    limit: 100,
    actual,
  });
  const weak = (actual: number | undefined): ExclusionReason => ({
    kind: 'bound',
    bound: 'minInvocationsPerMinute',
    limit: 1_000,
    actual,
  });
  const failed: ExclusionReason = { kind: 'status', status: 'FAILED' };
  const unpriced: ExclusionReason = { kind: 'metric', metric: 'CostPerHour' };

  it('counts statuses, metrics and bounds, of each kind the one with most first', () => {
    const stopped: ExclusionReason = { kind: 'status', status: 'STOPPED' };
    expect(count([weak(5)], [slow(200), weak(7)], [unpriced], [stopped], [failed], [failed])).deep.equal([
      { kind: 'status', status: 'FAILED', steps: 2 },
      { kind: 'status', status: 'STOPPED', steps: 1 },
      { kind: 'metric', metric: 'CostPerHour', steps: 1 },
      { kind: 'bound', bound: 'minInvocationsPerMinute', limit: 1_000, steps: 2, unmeasured: 0, nearest: 7 },
      { kind: 'bound', bound: 'maxLatencyMs', limit: 100, steps: 1, unmeasured: 0, nearest: 200 },
    ]);
  });

  it('knows what comes nearest, from either side, and what was not measured', () => {
    expect(count([slow(300)], [slow(undefined)], [slow(110)], [slow(120)])).deep.equal([
      { kind: 'bound', bound: 'maxLatencyMs', limit: 100, steps: 4, unmeasured: 1, nearest: 110 },
    ]);
    expect(count([weak(undefined)])).deep.equal([
      { kind: 'bound', bound: 'minInvocationsPerMinute', limit: 1_000, steps: 1, unmeasured: 1 },
    ]);
  });

  it('has no nearest of what is no number', () => {
    const where: ExclusionReason = { kind: 'bound', bound: 'families', limit: 'c5', actual: 'ml.g5' };
    expect(count([where])).deep.equal([
      { kind: 'bound', bound: 'families', limit: 'c5', steps: 1, unmeasured: 0 },
    ]);
    expect(count()).deep.equal([]);
  });
});
