import { expect } from 'chai';
import type { Step } from '../../src/core/step.js';
import { choose } from '../../src/page/choice.js';
import { withoutBounds, type Criteria } from '../../src/page/criteria.js';
import { boundsText, rivalsOf } from '../../src/page/rivals.js';
import { trafficLines } from '../../src/page/traffics.js';
import { priced } from '../support/steps.js';

/** A test on an instance of this name: US dollars for a million inferences, and milliseconds. */
function test(InstanceType: string, million: number, ModelLatency: number, more: object = {}): Step {
  const EndpointConfiguration = { EndpointName: InstanceType, VariantName: 'main', InstanceType };
  const metrics = { CostPerInference: million / 1e6, ModelLatency, MaxInvocations: 600, CostPerHour: 1 };
  return priced(InstanceType, { ...metrics, ...more }, { EndpointConfiguration });
}

const slow = test('ml.slow', 1, 900);
const middle = test('ml.middle', 1.5, 300);
const quick = test('ml.quick', 3, 10);
const all = [slow, middle, quick];
const rivals = (criteria: Criteria, steps: readonly Step[] = all) =>
  rivalsOf(choose(steps, criteria), choose(steps, withoutBounds(criteria)).ranked, new Map());

describe('why the pick won', () => {
  it('names the next ones and by how much they are behind', () => {
    expect(rivals({})).deep.equal({
      behind: [
        { rank: 2, name: 'ml.middle', text: '50 % dearer' },
        { rank: 3, name: 'ml.quick', text: '200 % dearer' },
      ],
      ahead: undefined,
      moreAhead: 0,
    });
  });

  it('names the best of those that a bound leaves out, the bound, and how many more there are', () => {
    expect(rivals({ maxLatencyMs: 100 })).deep.equal({
      behind: [],
      ahead: { name: 'ml.slow', text: '67 % cheaper, but over 100 ms' },
      moreAhead: 1,
    });
    expect(rivals({ maxLatencyMs: 500, minInvocationsPerMinute: 1_000 })).equal(undefined);
    const both = rivals({ maxLatencyMs: 500, minInvocationsPerMinute: 500 }, [
      test('ml.weak', 1, 900, { MaxInvocations: 9 }),
      quick,
    ]);
    expect(both?.ahead?.text).equal('67 % cheaper, but over 500 ms, under 500 a minute');
  });

  it('says what the bounds decided', () => {
    const text = (criteria: Criteria) => boundsText(rivals(criteria)!, Object.keys(criteria).length > 0);
    expect(text({ maxLatencyMs: 100 })).equal('1 more would be ahead, but doesn’t fit.');
    expect(text({ maxLatencyMs: 400 })).equal('');
    expect(text({ maxLatencyMs: 1_000 })).equal('No bound decided: it would win without them.');
    expect(text({})).equal('');
  });

  it('calls what looks the same as cheap as the pick, and says why it is not the pick', () => {
    const near = [test('ml.a', 1, 90), test('ml.b', 1.003, 10), test('ml.c', 1, 95)];
    expect(rivals({}, near)?.behind).deep.equal([
      { rank: 2, name: 'ml.c', text: 'as cheap as the pick, but slower' },
      { rank: 3, name: 'ml.b', text: 'as cheap as the pick, but 0.3 % dearer before rounding' },
    ]);
    expect(rivals({ maxLatencyMs: 50 }, near)?.ahead?.text).equal('as cheap as the pick, but over 50 ms');
  });

  it('goes by the month under the traffic', () => {
    const month = rivals({ requestsPerMinute: 6_000 }, [
      test('ml.small', 9, 90, { CostPerHour: 1, MaxInvocations: 1_000 }),
      test('ml.large', 1, 90, { CostPerHour: 8, MaxInvocations: 60_000 }),
    ]);
    expect(month?.behind).deep.equal([{ rank: 2, name: 'ml.large', text: '33 % dearer' }]);
  });

  it('has nothing to say without a pick', () => {
    expect(rivals({}, [])).equal(undefined);
  });
});

describe('what wins at a few traffics', () => {
  const small = test('ml.small', 9, 90, { CostPerHour: 1, MaxInvocations: 1_500 });
  const large = test('ml.large', 1, 90, { CostPerHour: 5, MaxInvocations: 60_000 });

  it('is said where no traffic was given', () => {
    expect(trafficLines(choose([small, large], {}), new Map())).deep.equal([
      { requestsPerMinute: 100, traffic: '100 a minute', name: 'ml.small', cost: '$730' },
      { requestsPerMinute: 1_000, traffic: '1,000 a minute', name: 'ml.small', cost: '$730' },
      { requestsPerMinute: 10_000, traffic: '10,000 a minute', name: 'ml.large', cost: '$3,650' },
    ]);
  });

  it('keeps to the bounds, and is not said with a traffic, or where nothing has a cost', () => {
    const strict = trafficLines(choose([small, large], { minInvocationsPerMinute: 9_000 }), new Map());
    expect(strict.map(({ name }) => name)).deep.equal(['ml.large', 'ml.large', 'ml.large']);
    expect(trafficLines(choose([small, large], { requestsPerMinute: 100 }), new Map())).deep.equal([]);
    expect(trafficLines(choose([], {}), new Map())).deep.equal([]);
  });
});
