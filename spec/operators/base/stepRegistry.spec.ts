import { expect } from 'chai';
import type { StepEvent } from '../../../src/core/event.js';
import { stepRegistry, type Registered } from '../../../src/operators/base/stepRegistry.js';
import { change, step } from '../../support/steps.js';

describe('stepRegistry', () => {
  interface Value {
    readonly name: string;
    readonly sequence: number;
  }
  const nameOf = (event: StepEvent): string => event.step.InferenceBenchmark?.FailureReason ?? event.key;
  const registryOf = () => {
    const registry = stepRegistry<Value>();
    const apply = (event: StepEvent): Registered<Value> =>
      registry.apply(event, (_, sequence) => ({ name: nameOf(event), sequence }));
    return { registry, apply, values: () => [...registry.values()] };
  };
  const added = (key: string): StepEvent => change('added', step(key));

  it('returns the values before and after each event', () => {
    const { apply } = registryOf();
    const first = { name: 'a', sequence: 0 };
    const again = { name: 'again', sequence: 0 };
    expect(apply(added('a'))).deep.equal({ before: undefined, after: first });
    const updated = change('updated', step('a', { FailureReason: 'again' }));
    expect(apply(updated)).deep.equal({ before: first, after: again });
    expect(apply(change('removed', step('a')))).deep.equal({ before: again, after: undefined });
  });

  it('gives the value before to the function that makes the next one', () => {
    const { registry, apply } = registryOf();
    apply(added('a'));
    const { before, after } = registry.apply(added('a'), (_, __, kept) => kept);
    expect(after).equal(before).deep.equal({ name: 'a', sequence: 0 });
  });

  it('keeps the sequence of first arrival through updates, and gives a returning step the next number', () => {
    const { apply, values } = registryOf();
    for (const event of [added('a'), added('b'), added('a')]) apply(event);
    expect(values()).deep.equal([
      { name: 'a', sequence: 0 },
      { name: 'b', sequence: 1 },
    ]);
    apply(change('removed', step('a')));
    apply(added('a'));
    expect(values()).deep.equal([
      { name: 'b', sequence: 1 },
      { name: 'a', sequence: 2 },
    ]);
  });

  it('counts a step without a value, and keeps its sequence', () => {
    const { registry, apply, values } = registryOf();
    registry.apply(added('a'), () => undefined);
    apply(added('b'));
    expect([registry.size(), values().length]).deep.equal([2, 1]);
    expect(apply(added('a'))).deep.equal({ before: undefined, after: { name: 'a', sequence: 0 } });
    expect(values().map(({ name }) => name)).deep.equal(['a', 'b']);
  });

  it('keeps steps of several jobs with one key apart', () => {
    const { registry, apply } = registryOf();
    apply({ ...added('a'), jobName: 'one' });
    apply({ ...added('a'), jobName: 'two' });
    expect(registry.size()).equal(2);
    expect(registry.remove({ ...added('a'), jobName: 'one' })).deep.equal({ name: 'a', sequence: 0 });
    expect(registry.remove({ ...added('a'), jobName: 'one' })).equal(undefined);
    expect(registry.size()).equal(1);
  });

  it('numbers the steps of listings among those of watches', () => {
    const { registry, apply } = registryOf();
    apply(added('a'));
    expect(registry.nextSequence()).equal(1);
    expect(apply(added('b')).after?.sequence).equal(2);
    expect(registry.size()).equal(2);
  });
});
