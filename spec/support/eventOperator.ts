import { expect } from 'chai';
import { Observable, range, map, take, tap } from 'rxjs';
import { DRAWINGS } from './drawings.js';
import { draw, type Operator } from './marbles.js';

/** What every operator does that reads the events of a watch alone; of `event` it emits `result`. */
export function checkEventOperator(
  make: () => unknown,
  { event: s, result: r }: { readonly event: unknown; readonly result: unknown },
): void {
  const operator = make as () => Operator;
  const values = { s, r, '#': new Error('of the source') };
  const drawings = {
    ...DRAWINGS,
    'emits each time': `
      source  --s--s-----
      result  --r--r-----
      subs    ^----------`,
  };
  for (const [title, drawing] of Object.entries(drawings)) it(title, () => draw(operator(), values, drawing));

  it('leaves a source that emits without end at once', () => {
    let read = 0;
    const endless$ = range(0, 1000).pipe(
      tap(() => read++),
      map(() => s as never),
    );
    operator()(endless$).pipe(take(1)).subscribe();
    expect(read).equal(1);
  });

  it('starts anew with each subscription', () => {
    const result$ = operator()(new Observable(out => out.next(s as never)));
    const [first, second]: [unknown[], unknown[]] = [[], []];
    result$.subscribe(value => first.push(value));
    result$.subscribe(value => second.push(value));
    expect(first).deep.equal([r]);
    expect(second).deep.equal(first);
  });
}
