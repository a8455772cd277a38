import { expect } from 'chai';
import fc from 'fast-check';
import { tokenLoopDetector } from '../../src/paging/tokenLoopDetector.js';
import { runs } from '../support/runs.js';

describe('tokenLoopDetector', () => {
  it('knows the tokens that it was given, as a set of strings does', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.constantFrom('a', 'b', 'c'))), tokens => {
        const seen = tokenLoopDetector();
        const naive = new Set<string>();
        for (const token of tokens) {
          expect(seen(token)).equal(naive.has(token));
          naive.add(token);
        }
      }),
      { numRuns: runs(100) },
    );
  });

  it('tells many tokens apart', () => {
    const seen = tokenLoopDetector();
    for (let n = 0; n < 20_000; n += 1) expect(seen(`token ${n}`)).false;
    for (let n = 0; n < 20_000; n += 1000) expect(seen(`token ${n}`)).true;
  });

  it('remembers for one listing alone', () => {
    tokenLoopDetector()('a');
    expect(tokenLoopDetector()('a')).false;
  });
});
