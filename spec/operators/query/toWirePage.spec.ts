import { expect } from 'chai';
import { toWirePage } from '../../../src/operators/query/toWirePage.js';
import { freeze } from '../../support/freeze.js';
import { fullSummary, fullWireSummary } from '../../support/jobs.js';
import { bad, page } from '../../support/steps.js';
import { fullStep, fullWire } from '../../support/wire.js';

describe('toWirePage', () => {
  it('writes the steps of a page as the wire has them, from the wire and from the SDK', () => {
    for (const step of [fullWire, fullStep])
      expect(toWirePage(freeze(page([step, step])))).deep.equal({ Steps: [fullWire, fullWire] });
  });

  it('writes jobs as the wire has them', () => {
    expect(toWirePage(freeze({ index: 0, jobs: [fullSummary] }))).deep.equal({
      InferenceRecommendationsJobs: [fullWireSummary],
    });
  });

  it('writes a single step as a page of one', () => {
    expect(toWirePage(freeze(fullStep))).deep.equal({ Steps: [fullWire] });
  });

  it('leaves the fields of steps that can not be decoded as they arrived', () => {
    const odd = [bad, null, 5, 'text', [], { Status: 'NEW' }];
    const { Steps = [] } = toWirePage(page([...odd, fullStep]));
    expect(Steps).length(7);
    odd.forEach((step, n) => expect(Steps[n]).deep.equal(step));
    expect(Steps[6]).deep.equal(fullWire);
  });

  it('writes times and numbers of a step that can not be decoded as the wire has them', () => {
    const InferenceBenchmark = { InvocationStartTime: new Date(1_700_000_000_125), Odd: [NaN, 1, true] };
    expect(toWirePage(freeze(page([{ StepType: 5, InferenceBenchmark }])))).deep.equal({
      Steps: [
        {
          StepType: 5,
          InferenceBenchmark: { InvocationStartTime: 1_700_000_000.125, Odd: ['NaN', 1, true] },
        },
      ],
    });
  });

  it("has the checkpoint as its token, and not AWS's own", () => {
    const tokens = { nextToken: 'raw', resumeToken: 'ours' };
    expect(toWirePage(page([], tokens))).deep.equal({ Steps: [], NextToken: 'ours' });
    expect(toWirePage({ index: 0, jobs: [], ...tokens })).deep.equal({
      InferenceRecommendationsJobs: [],
      NextToken: 'ours',
    });
    expect(toWirePage(page([], { nextToken: 'raw' }))).keys('Steps');
    expect(toWirePage({ index: 0, jobs: [], nextToken: 'raw' })).keys('InferenceRecommendationsJobs');
  });
});
