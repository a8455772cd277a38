import { expect } from 'chai';
import fc from 'fast-check';
import { runs } from '../../support/runs.js';
import { recordedOf } from './randomCalls.js';

describe('the redaction of random answers', () => {
  it('leaves nothing private in any member of any operation, however it is spelt', () => {
    fc.assert(
      fc.property(fc.nat(), seed => {
        const { its, text } = recordedOf(seed, true);
        const left = Object.entries(its).filter(([, original]) => text.includes(original));
        const around = left.map(([kind, original]) => {
          const at = text.indexOf(original);
          return `${kind}: ${text.slice(Math.max(0, at - 120), at + 60)}`;
        });
        expect(around.join('\n')).equal('');
      }),
      { numRuns: runs(40, 5_000) },
    );
  });

  it('leaves no credential where nothing else is replaced', () => {
    fc.assert(
      fc.property(fc.nat(), seed => {
        const { its, text } = recordedOf(seed, false);
        for (const kind of ['accessKey', 'password', 'hubToken', 'token'] as const)
          expect(
            text.includes(its[kind]),
            `${kind} at ${text.slice(Math.max(0, text.indexOf(its[kind]) - 120), text.indexOf(its[kind]) + 60)}`,
          ).equal(false);
      }),
      { numRuns: runs(20, 2_000) },
    );
  });
});
