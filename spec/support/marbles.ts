import { expect } from 'chai';
import type { Observable } from 'rxjs';
import { TestScheduler } from 'rxjs/testing';
import { freeze } from './freeze.js';

/** Any operator, whatever it reads. */
export type Operator = (source: Observable<never>) => Observable<unknown>;

/**
 * Compares what an operator does with a drawing: source over result, under them when the source is
 * subscribed, and where there is an `until`, when the result is left.
 *
 *   source  --a--b--|
 *   result  --a-----|
 *   subs    ^-------!
 *
 * `values` says what the letters stand for, and `#` the error. They are frozen, so that an operator that
 * changes its input fails.
 */
export function draw(operator: Operator, values: Readonly<Record<string, unknown>>, drawing: string): void {
  const lines = new Map(drawing.trim().split('\n').map(readLine));
  freeze(values);
  new TestScheduler((actual, expected) => {
    expect(actual).deep.equal(expected);
  }).run(({ cold, expectObservable, expectSubscriptions }) => {
    const source$ = cold<never>(lines.get('source') ?? '', values as never, values['#']);
    expectObservable(operator(source$), lines.get('until')).toBe(
      lines.get('result') ?? '',
      values,
      values['#'],
    );
    expectSubscriptions(source$.subscriptions).toBe(lines.get('subs') ?? []);
  });
}

function readLine(line: string): readonly [name: string, marbles: string] {
  const [name = '', marbles = ''] = line.trim().split(/\s+/);
  return [name, marbles];
}
