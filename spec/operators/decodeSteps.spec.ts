import { expect } from 'chai';
import { expectTypeOf } from 'expect-type';
import type { Either, Left } from 'fp-ts/lib/Either.js';
import { NEVER, type Observable } from 'rxjs';
import { DecodeError } from '../../src/core/decodeError.js';
import { InvalidInputError } from '../../src/core/errors.js';
import type { WatchEvent } from '../../src/core/event.js';
import type { StepsPage } from '../../src/core/page.js';
import type { Step } from '../../src/core/step.js';
import { bestByCost } from '../../src/operators/bestByCost.js';
import { decodeSteps, type DecodeOptions } from '../../src/operators/decodeSteps.js';
import { failedOnly } from '../../src/operators/failedOnly.js';
import { checklist } from '../support/checklist.js';
import { draw } from '../support/marbles.js';
import { play } from '../support/play.js';
import { bad, change, faultOfBad, jobChanged, page, priced, step } from '../support/steps.js';

describe('decodeSteps', () => {
  checklist(decodeSteps, step('a'), 'events');

  const InvocationEndTime = new Date(1_700_000_000_250);
  const a = priced('a', NaN, { InvocationEndTime });
  const wire = priced(
    'a',
    { CostPerInference: 'NaN' as never },
    { InvocationEndTime: 1_700_000_000.25 as never },
  );
  const b = step('b');

  describe('of a listing', () => {
    it('emits each step decoded, in order', () =>
      draw(
        decodeSteps(),
        { p: page([wire, b]), q: page([]), w: wire, a, b },
        `
        source  --p-----q--w--|
        result  --(ab)-----a--|
        subs    ^-------------!`,
      ));

    const values = {
      p: page([a, b, bad]),
      q: page([bad, b]),
      a,
      b,
      '#': new DecodeError([
        {
          path: 'steps[2].InferenceBenchmark.Metrics.CostPerHour',
          expected: 'a number or "NaN"',
          actual: 'x',
        },
      ]),
    };

    it('fails by default, with onInvalid undefined, and with error', () => {
      for (const options of [undefined, {}, { onInvalid: undefined }, { onInvalid: 'error' }] as const)
        draw(
          decodeSteps(options),
          values,
          `
          source  --p------q--|
          result  --(ab#)
          subs    ^-!`,
        );
    });

    it('continues with skip', () =>
      draw(
        decodeSteps({ onInvalid: 'skip' }),
        values,
        `
        source  --p-----q--|
        result  --(ab)--b--|
        subs    ^----------!`,
      ));

    it('emits a Left for each bad step with either', () => {
      const { emitted, completed } = play([page([wire, bad]), bad, b], decodeSteps({ onInvalid: 'either' }));
      expect(emitted.map(describeEither)).deep.equal([a, faultOfBad(1), faultOfBad(), b]);
      expect(completed).true;
    });
  });

  describe('of a watch', () => {
    it('emits each event, its steps decoded', () =>
      draw(
        decodeSteps(),
        {
          w: change('added', wire),
          W: change('updated', b, { previous: wire, changed: ['Status'] }),
          j: jobChanged,
          a: change('added', a),
          A: change('updated', b, { previous: a, changed: ['Status'] }),
        },
        `
        source  --w--W--j--|
        result  --a--A--j--|
        subs    ^----------!`,
      ));

    it('emits an event that needs no decoding as the same reference', () => {
      const event = change('updated', step('b'), { previous: step('b') });
      const once = play([event], decodeSteps()).emitted[0];
      expect(once).equal(event);
    });

    it('treats a bad step before the change as it does a bad step', () => {
      const events = [change('updated', b, { previous: bad as never }), change('updated', b)];
      const fault = faultOfBad().replace('step', 'previous');
      expect(play(events, decodeSteps()).error).instanceOf(DecodeError).property('message', fault);
      expect(play(events, decodeSteps({ onInvalid: 'skip' })).emitted).deep.equal([events[1]]);
      const [first, second] = play(events, decodeSteps({ onInvalid: 'either' })).emitted;
      expect(describeEither(first)).equal(fault);
      expect(second).deep.equal(events[1]);
    });
  });

  it('checks its options at once', () => {
    expect(() => decodeSteps({ onInvalid: 'throw' as never })).throw(
      InvalidInputError,
      `decodeSteps.onInvalid: must be one of 'error', 'skip', 'either'; got "throw"`,
    );
    expect(() => decodeSteps({ invalid: 'skip' } as never)).throw(
      InvalidInputError,
      'decodeSteps.invalid: is not known; known are onInvalid',
    );
  });

  it('emits what its source and its options say', () => {
    const pages$: Observable<StepsPage> = NEVER;
    const watch$: Observable<WatchEvent> = NEVER;
    const some: DecodeOptions = {};
    const lenient: { onInvalid: 'error' | 'skip' } = { onInvalid: 'skip' };
    type Result = Either<DecodeError, Step>;
    expectTypeOf(pages$.pipe(decodeSteps())).toEqualTypeOf<Observable<Step>>();
    expectTypeOf(pages$.pipe(decodeSteps({}))).toEqualTypeOf<Observable<Step>>();
    expectTypeOf(pages$.pipe(decodeSteps({ onInvalid: 'skip' }))).toEqualTypeOf<Observable<Step>>();
    expectTypeOf(pages$.pipe(decodeSteps(lenient))).toEqualTypeOf<Observable<Step>>();
    expectTypeOf(pages$.pipe(decodeSteps({ onInvalid: 'either' }))).toEqualTypeOf<Observable<Result>>();
    expectTypeOf(pages$.pipe(decodeSteps(some))).toEqualTypeOf<Observable<Step | Result>>();
    expectTypeOf(watch$.pipe(decodeSteps())).toEqualTypeOf<Observable<WatchEvent>>();
    expectTypeOf(watch$.pipe(decodeSteps({ onInvalid: 'either' }))).toEqualTypeOf<
      Observable<WatchEvent | Left<DecodeError>>
    >();
    expectTypeOf(pages$.pipe(decodeSteps(), failedOnly())).toEqualTypeOf<Observable<Step>>();
    expectTypeOf(watch$.pipe(decodeSteps(), bestByCost())).toEqualTypeOf<Observable<Step | undefined>>();
  });
});

/** The step of a Right, the message of a Left. */
const describeEither = (result: unknown): unknown => {
  const either = result as Either<DecodeError, Step>;
  return either._tag === 'Right' ? either.right : either.left.message;
};
