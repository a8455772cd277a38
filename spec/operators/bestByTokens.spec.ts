import { expect } from 'chai';
import { expectTypeOf } from 'expect-type';
import { NEVER, type Observable } from 'rxjs';
import type { Step } from '../../src/core/step.js';
import { bestByTokens } from '../../src/operators/bestByTokens.js';
import { checklist } from '../support/checklist.js';
import { play } from '../support/play.js';
import { published, recommended, row } from '../support/recommendations.js';
import { priced } from '../support/steps.js';

const tokens = (value: string, type: string, stat: string | undefined = 'avg'): Step =>
  recommended([row('OutputTokenThroughput', stat, value, 'Tokens/Second')], { type });

describe('bestByTokens', () => {
  checklist(bestByTokens, published, 'answers');

  const g5 = tokens('790.4', 'ml.g5.12xlarge');
  const g6e = tokens('2401.7', 'ml.g6e.12xlarge');
  const g6 = tokens('1893.21', 'ml.g6.24xlarge');

  it('takes the greatest number, where the text of AWS’s answer picks another one', () => {
    const textOf = ({ AIRecommendation }: Step): string =>
      (AIRecommendation!.ExpectedPerformance![0] as { Value: string }).Value;
    const byText = [g6, g5, g6e].reduce((best, one) => (textOf(one) > textOf(best) ? one : best));
    expect(byText).equal(g5);
    expect(play([g6, g5, g6e], bestByTokens()).emitted).deep.equal([g6, g6e]);
  });

  it('takes a throughput that names no statistic, unless one is asked for', () => {
    const plain = tokens('3000', 'ml.p5.48xlarge', '');
    expect(play([g6, plain], bestByTokens()).emitted).deep.equal([g6, plain]);
    expect(play([g6, plain], bestByTokens({ stat: 'avg' })).emitted).deep.equal([g6]);
    expect(play([g6], bestByTokens({ stat: 'p50' })).emitted).deep.equal([]);
  });

  it('never lets a load test of a classic job win', () => {
    expect(play([priced('a', { MaxInvocations: 60_000 }), g5], bestByTokens()).emitted).deep.equal([g5]);
  });

  it('has the types of an answer', () => {
    const steps$: Observable<Step> = NEVER;
    expectTypeOf(steps$.pipe(bestByTokens())).toEqualTypeOf<Observable<Step>>();
  });
});
