import { expect } from 'chai';
import { expectTypeOf } from 'expect-type';
import { NEVER, type Observable } from 'rxjs';
import type { WatchEvent } from '../../src/core/event.js';
import type { Step } from '../../src/core/step.js';
import type { EligibilityOptions } from '../../src/operators/bestBy.js';
import type { Metric } from '../../src/operators/ranking/metric.js';
import type { BestStep } from '../../src/operators/base/source.js';
import { checklist } from './checklist.js';
import { draw } from './marbles.js';
import { change, priced, step } from './steps.js';

/** Figures of a metric, the best last. */
interface Figures {
  readonly worst: number;
  readonly bad: number;
  readonly good: number;
  readonly best: number;
}

/** What an operator does that answers with the best step by one metric. */
export function checkBestByMetric(
  make: (options?: EligibilityOptions) => BestStep,
  metric: Metric,
  { worst, bad, good, best }: Figures,
): void {
  const one = (endpoint: string, figure: number, Status = 'COMPLETED'): Step =>
    priced(endpoint, { [metric]: figure }, { Status });

  checklist(make, one('a', bad), 'answers');

  const values = {
    a: one('a', bad),
    b: step('b'),
    c: one('c', good),
    d: one('d', good),
    e: one('e', best, 'IN_PROGRESS'),
    w: one('c', worst),
    A: change('added', one('a', bad)),
    C: change('added', one('c', good)),
    W: change('updated', one('c', worst)),
  };

  it('emits the best so far; a tie keeps the earlier step', () =>
    draw(
      make(),
      values,
      `
      source  --a--b--c--d--e--|
      result  --a-----c--------|
      subs    ^----------------!`,
    ));

  it('follows a step of a watch that gets worse', () =>
    draw(
      make(),
      values,
      `
      source  --A--C--W--|
      result  --a--c--a--|
      subs    ^----------!`,
    ));

  it('lets steps that still run win provisionally', () =>
    draw(
      make({ provisional: true }),
      values,
      `
      source  --a--e--|
      result  --a--e--|
      subs    ^-------!`,
    ));

  it('checks its options, and has the types of an answer', () => {
    expect(() => make({ provisional: 1 as never })).throw(/provisional: must be true or false/);
    const watch$: Observable<WatchEvent> = NEVER;
    expectTypeOf(watch$.pipe(make())).toEqualTypeOf<Observable<Step | undefined>>();
  });
}
