import { expect } from 'chai';
import { longestMatched } from '../support/longestMatched.js';
import fc from 'fast-check';
import { formatPosition, parsePosition } from '../../src/core/position.js';
import { holds } from '../support/holds.js';

describe('a position', () => {
  it('is itself after a way through text', () => {
    const epoch = fc.stringMatching(/^[0-9a-z]{1,32}$/);
    holds(
      fc.property(epoch, fc.nat(999_999_999_999_999), (epoch, seq) => {
        expect(parsePosition(formatPosition({ epoch, seq }))).deep.equal({ epoch, seq });
      }),
    );
  });

  it('is none where the text is anything else', () => {
    const wrong = [
      '',
      '-',
      'a',
      'a-',
      '-1',
      'A-1',
      'a-01',
      'a--1',
      'a-1.5',
      'a-1 ',
      ' a-1',
      'a-1\n',
      'ä-1',
      'end',
    ];
    for (const text of [...wrong, `a-${'1'.repeat(16)}`, `${'a'.repeat(33)}-1`, `a-1${'\0'.repeat(60)}`])
      expect(parsePosition(text), text).undefined;
  });

  it('is refused unread where the text is too long', () => {
    expect(longestMatched(() => expect(parsePosition('a'.repeat(1_000_000))).undefined)).equal(0);
    expect(longestMatched(() => expect(parsePosition('a-1')).not.undefined)).equal(3);
  });
});
