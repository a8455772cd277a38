import { expect } from 'chai';
import type { Metrics, Step } from '../../src/core/step.js';
import { resultOf } from '../../src/page/resultOf.js';
import { configurationOf } from '../../src/page/configuration.js';
import { choose } from '../../src/page/choice.js';
import { environmentLetters, shortName } from '../../src/words/environments.js';
import { nothingText, pickText } from '../../src/page/pickText.js';
import { dimmedPoints, nearestPoint, pointsOf } from '../../src/page/points.js';
import { rowsOf } from '../../src/page/rows.js';
import { BY_RANK, sortedBy, sortRows } from '../../src/page/sorting.js';
import { completedOnly } from '../../src/operators/completedOnly.js';
import { pending, priced, step } from '../support/steps.js';

const measured = (name: string, million: number, ModelLatency: number, more: Metrics = {}): Step =>
  priced(name, {
    CostPerInference: million / 1e6,
    ModelLatency,
    MaxInvocations: 600,
    CostPerHour: 1,
    ...more,
  });

const cheap = measured('cheap', 1, 90);
const quick = measured('quick', 3, 10);
const dear = measured('dear', 4, 95, { CostPerHour: 0.1, MaxInvocations: 100 });
const blind = priced('blind', { CostPerHour: 1 });
const failed = step('failed', { Status: 'FAILED', FailureReason: 'no' });
const all = [cheap, quick, dear, blind, failed, pending];
const keyed = (steps: readonly Step[]): ReadonlyMap<string, Step> =>
  new Map(steps.map(one => [one.InferenceBenchmark?.EndpointConfiguration?.EndpointName ?? 'pending', one]));
const rowsUnder = (criteria: Parameters<typeof choose>[1]) =>
  rowsOf(keyed(all), choose(all, criteria), environmentLetters(all));

describe('the choice on the page', () => {
  it('gives steps back as the same references', () => {
    expect(resultOf(all, completedOnly())).equal(blind);
    expect(choose(all, {}).ranked).deep.equal([cheap, quick, dear]);
    expect(choose(all, {}).ranked[0]).equal(cheap);
  });

  it('says one number of instances in the pick and in the copied configuration, and what was compiled', () => {
    const three = priced(
      'three',
      { CostPerInference: 1e-5, CostPerHour: 0.69, MaxInvocations: 1_113, ModelLatency: 10 },
      {
        EndpointConfiguration: {
          ...{ EndpointName: 'three', VariantName: 'main', InstanceType: 'ml.c5d.xlarge' },
          InitialInstanceCount: 3,
        },
        ModelConfiguration: { CompilationJobName: 'c' },
      },
    );
    const criteria = { requestsPerMinute: 1_200 };
    const choice = choose([three], criteria);
    const letters = environmentLetters([three]);
    expect(pickText(choice, criteria)?.figures.slice(0, 2)).deep.equal([
      ['Per month', '$672'],
      ['Needed', '4 instances (measured on 3)'],
    ]);
    expect(configurationOf(three, choice.monthly?.of(three))).contain('"InitialInstanceCount": 4');
    const [row] = rowsOf(keyed([three]), choice, letters);
    expect(row).include({ place: '3 x ml.c5d.xlarge compiled' });
    expect(row?.costPerMonth).closeTo(671.6, 1e-9);
    expect(shortName(three, letters)).equal('3 x ml.c5d.xlarge compiled');
  });

  it('is of equal ones the quickest', () => {
    const slower = measured('slower', 1, 95);
    expect(choose([slower, cheap], {}).ranked[0]).equal(cheap);
    const month = { requestsPerMinute: 60 };
    expect(choose([slower, cheap], month).ranked[0]).equal(cheap);
  });

  it('is called the pick once nothing can change it', () => {
    const [row] = rowsOf(keyed([cheap]), choose([cheap], {}), new Map(), false);
    expect(row?.words).equal('best so far');
  });

  it('is none of no steps', () => {
    expect(choose([], {})).deep.include({ ranked: [], excluded: [], front: [] });
  });

  it('has the cheapest inference first, and a front without what is beaten', () => {
    expect(choose(all, {}).front).deep.equal([cheap, quick]);
  });

  it('has no latency, no front', () => {
    const fastest = priced('fastest', { CostPerInference: 1e-7 });
    const choice = choose([...all, fastest], {});
    expect(choice.ranked[0]).equal(fastest);
    expect(choice.front).deep.equal([cheap, quick]);
  });

  it('keeps to the bounds', () => {
    expect(choose(all, { maxLatencyMs: 50 }).ranked).deep.equal([quick]);
    expect(choose(all, { minInvocationsPerMinute: 200 }).ranked).deep.equal([cheap, quick]);
  });

  it('has the cheapest month first where there is traffic', () => {
    const choice = choose(all, { requestsPerMinute: 100 });
    expect(choice.ranked[0]).equal(dear);
    expect(choice.costOf(dear)).closeTo(73, 1e-9);
  });

  it('says how each step stands', () => {
    expect(rowsUnder({ maxLatencyMs: 92 }).map(({ standing, words }) => [standing, words])).deep.equal([
      ['pick', 'the pick'],
      ['front', 'on the front'],
      ['out', 'over 92 ms'],
      ['out', 'not measured'],
      ['failed', 'failed'],
      ['open', 'waiting'],
    ]);
  });

  it('sorts by rank, and puts what is not there last either way', () => {
    const keys = (sorting: typeof BY_RANK): readonly string[] =>
      sortRows(rowsUnder({}), sorting).map(({ key }) => key);
    expect(keys(BY_RANK)).deep.equal(['cheap', 'quick', 'dear', 'blind', 'failed', 'pending']);
    const byLatency = sortedBy('latencyMs', BY_RANK);
    expect(keys(byLatency)).deep.equal(['quick', 'cheap', 'dear', 'blind', 'failed', 'pending']);
    expect(keys(sortedBy('latencyMs', byLatency))).deep.equal([
      'dear',
      'cheap',
      'quick',
      'blind',
      'failed',
      'pending',
    ]);
  });

  it('sorts throughput by the most first, texts by their numbers', () => {
    expect(sortedBy('invocations', BY_RANK).direction).equal('descending');
    expect(sortedBy('invocations', sortedBy('invocations', BY_RANK)).direction).equal('ascending');
    const place = { column: 'place', direction: 'ascending' } as const;
    const rows = rowsUnder({}).map((row, i) => ({
      ...row,
      place: `serverless ${String(10_240 / (i + 1))} MB`,
    }));
    expect(sortRows(rows, place).map(({ place }) => Math.round(Number(place.split(' ')[1])))).deep.equal([
      1707, 2048, 2560, 3413, 5120, 10240,
    ]);
  });

  it('has points of what has both figures, the quickest first', () => {
    const points = pointsOf(rowsUnder({}), choose(all, {}));
    expect(points.map(({ key, x, y }) => [key, x, Math.round(y)])).deep.equal([
      ['quick', 10, 3],
      ['cheap', 90, 1],
      ['dear', 95, 4],
    ]);
    expect(dimmedPoints(all, choose(all, {}))).length(3);
  });

  it('finds the nearest point within reach', () => {
    const points = pointsOf(rowsUnder({}), choose(all, {}));
    const from = (at: number) => (point: { readonly x: number }) => Math.abs(point.x - at);
    expect(nearestPoint(points, from(93), 5)?.key).equal('dear');
    expect(nearestPoint(points, from(50), 5)).equal(undefined);
  });

  it('says the pick with its figures', () => {
    expect(pickText(choose(all, {}), {})).deep.equal({
      by: 'Cheapest per inference',
      figures: [
        ['Per million inferences', '$1.00'],
        ['Per hour', '$1.00'],
        ['Latency', '90 ms'],
        ['Invocations a minute', '600'],
      ],
    });
  });

  it('says instances and the month where there is traffic', () => {
    const criteria = { requestsPerMinute: 250 };
    const text = pickText(choose(all, criteria), criteria);
    expect(text?.by).equal('Cheapest month at 250 requests a minute');
    expect(text?.figures.slice(0, 2)).deep.equal([
      ['Per month', '$219'],
      ['Needed', '3 instances'],
    ]);
  });

  it('says why nothing fits', () => {
    expect(pickText(choose(all, { maxLatencyMs: 1 }), {})).equal(undefined);
    expect(nothingText(choose(all, { maxLatencyMs: 1 }), false)).equal(
      'Nothing fits so far: 3 over 1 ms, 1 not measured, 1 failed, 1 waiting.',
    );
    expect(nothingText(choose([failed], {}), true)).equal('Nothing fits: 1 failed.');
    expect(nothingText(choose([], {}), false)).equal('No test has ended yet.');
    expect(nothingText(choose([], {}), true)).equal('The job has no tests.');
  });

  it('gives each environment a letter, in the order in which they come', () => {
    const tuned = (Value: string): Step =>
      step('x', {
        ModelConfiguration: { EnvironmentParameters: [{ Key: 'N', ValueType: 'String', Value }] },
      });
    const many = Array.from({ length: 28 }, (_, i) => tuned(String(i)));
    const letters = environmentLetters([step('x'), ...many]);
    expect([...letters.values()].filter((_, i) => [0, 1, 25, 26, 27].includes(i))).deep.equal([
      'A',
      'B',
      'Z',
      'AA',
      'AB',
    ]);
    expect(shortName(tuned('1'), letters)).equal('ml.c5.large, B');
    expect(shortName(step('x'), letters)).equal('ml.c5.large');
  });
});
