import { expect } from 'chai';
import type { Step } from '../../src/core/step.js';
import { watchedRecommendationJob } from '../../src/core/watchedAIJob.js';
import { axisOf } from '../../src/page/axis.js';
import { chartAxes } from '../../src/page/chartAxes.js';
import { chooseDeployment } from '../../src/page/deploymentChoice.js';
import { statsOf } from '../../src/page/deploymentFigures.js';
import { configurationOf } from '../../src/page/configuration.js';
import {
  comparedColumns,
  comparisonSummary,
  deltaText,
  jobComparison,
} from '../../src/page/jobComparison.js';
import { nothingText, pickText } from '../../src/page/pickText.js';
import { dimmedPoints, pointsOf } from '../../src/page/points.js';
import { rowsOf } from '../../src/page/rows.js';
import { BY_RANK, sortedBy, sortRows } from '../../src/page/sorting.js';
import { rivalsOf } from '../../src/page/rivals.js';
import { sliderScales, withoutBounds, type Criteria } from '../../src/page/criteria.js';
import { environmentLetters } from '../../src/words/environments.js';
import { jobWith, published, recommended, row } from '../support/recommendations.js';

const on = (
  type: string,
  ttft: number | string,
  tokens: number,
  more: Parameters<typeof recommended>[1] = {},
) =>
  recommended(
    [
      row('TimeToFirstToken', 'p50', String(ttft), 'Milliseconds'),
      row('TimeToFirstToken', 'p90', String(Number(ttft) * 2), 'Milliseconds'),
      row('OutputTokenThroughput', 'avg', String(tokens), 'Tokens/Second'),
      row('RequestLatency', 'p50', '9000', 'Milliseconds'),
    ],
    { type, ...more },
  );

const quick = on('ml.g6.12xlarge', 90, 790.4);
const much = on('ml.g6.24xlarge', 200, 2_401.7, { optimizations: ['KernelTuning'] });
const beaten = on('ml.g5.12xlarge', 210, 900);
const blind = recommended([row('OutputTokenThroughput', 'avg', '9999', 'Tokens/Second')], {
  type: 'ml.p5.48xlarge',
});
const broken = on('ml.g5.24xlarge', 'NaN', 5_000);
const all = [quick, much, beaten, blind, broken];
const chosen = (criteria: Criteria = {}, steps: readonly Step[] = all, job = jobWith([])) =>
  chooseDeployment(steps, criteria, watchedRecommendationJob(job));
const rowsUnder = (criteria: Criteria = {}) => {
  const keyed = new Map(all.map((step, i) => [String(i), step]));
  return rowsOf(keyed, chosen(criteria), environmentLetters(all));
};

describe('the choice among recommendations on the page', () => {
  it('is the most tokens a second, by number, and with what the job looked for the quickest first token', () => {
    expect(chosen().ranked).deep.equal([much, beaten, quick]);
    const target = { PerformanceTarget: { Constraints: [{ Metric: 'ttft-ms' }] } };
    const byTarget = chosen({}, all, jobWith([], target));
    expect(byTarget).include({ by: 'ttft', stat: 'p50' });
    expect(byTarget.ranked).deep.equal([quick, much, beaten]);
    expect(chosen({ by: 'tokens' }, all, jobWith([], target)).ranked[0]).equal(much);
    expect(chooseDeployment(all, {}, undefined).by).equal('tokens');
  });

  it('has the front of both, with more tokens upwards', () => {
    expect(chosen().front).deep.equal([much, quick]);
    expect(pointsOf(rowsUnder(), chosen()).map(({ x, y, standing }) => [x, y, standing])).deep.equal([
      [90, 790.4, 'front'],
      [200, 2_401.7, 'pick'],
      [210, 900, 'fits'],
    ]);
  });

  it('excludes what lacks one of the two figures, and says which and why', () => {
    const words = rowsUnder().map(({ words: text }) => text);
    expect(words).deep.equal([
      'on the front',
      'the pick',
      'fits',
      'first token p50 not measured',
      'first token p50 not measured, 2 figures can’t be read',
    ]);
    expect(chosen({ stat: 'p99' }).ranked).empty;
    expect(nothingText(chosen({ stat: 'p99' }), true)).equal(
      'Nothing fits: first token p99 not measured (5).',
    );
    expect(pickText(chosen({ stat: 'p99' }), {})).undefined;
  });

  it('keeps to the bounds, latencies by the chosen statistic', () => {
    expect(chosen({ maxTtftMs: 200 }).ranked).deep.equal([much, quick]);
    expect(chosen({ maxTtftMs: 200, stat: 'p90' }).ranked).deep.equal([quick]);
    expect(chosen({ minTokensPerSecond: 900 }).ranked).deep.equal([much, beaten]);
    expect(chosen({ maxRequestLatencyMs: 8_999 }).ranked).empty;
    expect(nothingText(chosen({ maxRequestLatencyMs: 9_000, stat: 'p90' }), true)).equal(
      'Nothing fits: request p90 not measured (5), first token p90 not measured (2).',
    );
    // What is asked of classic jobs bounds no recommendation.
    expect(chosen({ maxLatencyMs: 1, minInvocationsPerMinute: 1e9, requestsPerMinute: 5 }).ranked).length(3);
  });

  it('says the pick with its figures', () => {
    expect(pickText(chosen({}, [published]), {})).deep.equal({
      by: 'Most tokens a second',
      figures: [
        ['Tokens a second', '1,893'],
        ['First token p50', '270 ms'],
        ['Between tokens p50', '43 ms'],
        ['Request p50', '11.1 s'],
        ['Requests a second', '7.51'],
        ['In flight', '88'],
        ['Framework', 'VLLM'],
      ],
    });
    expect(pickText(chosen({ by: 'ttft', stat: 'p90' }), {})?.by).equal('Quickest first token, p90');
  });

  it('says what the pick was better than, and what bound decided', () => {
    const rivals = (criteria: Criteria, steps: readonly Step[] = all) =>
      rivalsOf(
        chosen(criteria, steps),
        chosen(withoutBounds(criteria), steps).ranked,
        environmentLetters(steps),
      );
    expect(rivals({})?.behind).deep.equal([
      { rank: 2, name: 'ml.g5.12xlarge, A', text: '63 % fewer tokens' },
      { rank: 3, name: 'ml.g6.12xlarge, A', text: '67 % fewer tokens' },
    ]);
    expect(rivals({ by: 'ttft', stat: 'p90' })?.behind[0]).deep.equal({
      rank: 2,
      name: 'ml.g6.24xlarge KernelTuning, A',
      text: '122 % slower',
    });
    expect(rivals({}, [quick, on('ml.g5.xlarge', 95, 790.4)])?.behind[0]?.text).equal(
      'as many tokens as the pick, but listed later',
    );
    expect(rivals({ maxTtftMs: 100 })).deep.equal({
      behind: [],
      ahead: {
        name: 'ml.g6.24xlarge KernelTuning, A',
        text: '204 % more tokens, but over 100 ms to the first token',
      },
      moreAhead: 1,
    });
  });

  it('copies the registered model, its specification and the copies on each instance', () => {
    expect(JSON.parse(configurationOf(much))).deep.include({
      ModelPackageName: 'arn:aws:sagemaker:us-east-1:111122223333:model-package/nightly/1',
      InferenceSpecificationName: 'high-otps-on-g6-24xlarge',
      CopyCountPerInstance: 2,
    });
    expect(JSON.parse(configurationOf(much))).not.have.property('Image');
    const { ModelDetails: _, ...bare } = much.AIRecommendation!;
    expect(JSON.parse(configurationOf({ ...much, AIRecommendation: bare }))).include({
      Image: '763104351884.dkr.ecr.us-east-1.amazonaws.com/vllm:0.22.0-gpu-py312',
    });
  });

  it('sorts by the figures, the most tokens first, what has none last', () => {
    const places = (sorting: typeof BY_RANK) => sortRows(rowsUnder(), sorting).map(({ place }) => place);
    const byTokens = sortedBy('tokensPerSecond', BY_RANK);
    expect(byTokens.direction).equal('descending');
    expect(places(byTokens)[0]).equal('ml.p5.48xlarge');
    const byTtft = sortedBy('ttftMs', BY_RANK);
    expect(places(byTtft).slice(0, 2)).deep.equal(['ml.g6.12xlarge', 'ml.g6.24xlarge KernelTuning']);
    expect(places(byTtft).slice(3)).have.members(['ml.p5.48xlarge', 'ml.g5.24xlarge']);
    expect(rowsUnder()[1]).include({ place: 'ml.g6.24xlarge KernelTuning', framework: 'VLLM', letter: 'A' });
  });

  it('offers the statistics that there are, and scales over what was measured', () => {
    expect(statsOf(all)).deep.equal(['p50', 'p90']);
    expect(statsOf([])).deep.equal([]);
    const { maxTtftMs, minTokensPerSecond, maxLatencyMs } = sliderScales(all, { stat: 'p90' });
    expect(maxTtftMs.values[0]).most(180);
    expect(maxTtftMs.values.at(-1)).least(420);
    expect(minTokensPerSecond.values.at(-1)).least(9_999);
    expect(maxLatencyMs.values).empty;
    expect(sliderScales(all, { stat: 'p99' }).maxTtftMs.values).empty;
  });

  it('names the axes, with the statistic, and writes tokens without a unit', () => {
    const { x, y } = chartAxes(chosen({ stat: 'p90' }));
    expect([x.name, y.name]).deep.equal(['time to first token, p90', 'output tokens a second']);
    expect([x.tick('100'), y.tick('2,000')]).deep.equal(['100 ms', '2,000']);
    expect(chartAxes().y.name).equal('US dollars per million inferences');
    expect(axisOf([790.4, 2_401.7], 5).logarithmic).false;
  });

  it('is compared with another job by its own figures', () => {
    const before = [on('ml.g6.12xlarge', 100, 790.4), on('ml.g6.24xlarge', 200, 2_000)];
    const after = [quick, on('ml.g6.24xlarge', 200, 2_401.7)];
    const compared = jobComparison([...after, much], before, environmentLetters(after));
    const columns = comparedColumns(chosen());
    expect(columns.map(({ head }) => head)).deep.equal(['First token p50', 'Tokens a second', 'Request p50']);
    expect(compared.lines.map(line => columns.map(({ deltaOf }) => deltaText(deltaOf(line))))).deep.equal([
      ['−10 % better', '±0 %', '±0 %'],
      ['±0 %', '+20 % better', '±0 %'],
    ]);
    expect(compared.added).deep.equal(['ml.g6.24xlarge KernelTuning, A']);
    expect(comparisonSummary(compared, columns)).equal(
      '2 configurations in both jobs. First token: 1 quicker, 0 slower. Tokens a second: 1 higher, 0 lower. Request: 0 quicker, 0 slower.',
    );
    expect(comparedColumns(chosen({ stat: 'p99' }))[0]?.deltaOf(compared.lines[0]!)).deep.equal({
      verdict: 'unknown',
    });
    expect(dimmedPoints(before, chosen())).deep.equal([
      { x: 100, y: 790.4 },
      { x: 200, y: 2_000 },
    ]);
  });
});
