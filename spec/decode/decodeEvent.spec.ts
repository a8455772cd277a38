import { expect } from 'chai';
import { isLeft, right } from 'fp-ts/lib/Either.js';
import { decodeEvent } from '../../src/decode/decodeEvent.js';
import { bad, change, faultOfBad, step } from '../support/steps.js';
import { fullStep, fullWire } from '../support/wire.js';

describe('decodeEvent', () => {
  const wire = fullWire as unknown as typeof fullStep;

  it('decodes the step and the one before it', () => {
    expect(decodeEvent(change('added', wire))).deep.equal(right(change('added', fullStep)));
    for (const [now, before] of [
      [wire, wire],
      [wire, fullStep],
      [fullStep, wire],
    ] as const)
      expect(decodeEvent(change('updated', now, { previous: before, changed: ['a'] }))).deep.equal(
        right(change('updated', fullStep, { previous: fullStep, changed: ['a'] })),
      );
  });

  it('hands on a decoded event as the same reference', () => {
    for (const event of [change('added', step('a')), change('updated', step('a'), { previous: step('b') })])
      expect(decodeEvent(event)).property('right', event);
  });

  it('names the bad step', () => {
    const message = (event: Parameters<typeof decodeEvent>[0]): string | false => {
      const result = decodeEvent(event);
      return isLeft(result) && result.left.message;
    };
    expect(message(change('added', bad as never))).equal(faultOfBad());
    expect(message(change('updated', step('a'), { previous: bad as never }))).equal(
      faultOfBad().replace('step', 'previous'),
    );
  });
});
