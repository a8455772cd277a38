import { expect } from 'chai';
import fc from 'fast-check';
import { pageTokens } from '../../src/testing/pageTokens.js';

describe('testing: pageTokens', () => {
  const tokens = pageTokens(1);

  it('reads back what it issued, for the same listing only', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.nat(), fc.nat(), (binding, other, offset, nonce) => {
        const token = tokens.issue(binding, offset, nonce);
        expect(token).to.match(/^[\w-]+$/);
        expect(tokens.read(binding, token)).to.equal(offset);
        if (other !== binding) expect(() => tokens.read(other, token)).to.throw('belongs to another request');
      }),
    );
  });

  it('refuses a token with one character changed, and anything else', () => {
    const token = tokens.issue('steps', 8);
    for (let at = 0; at < token.length; at += 1) {
      const changed = token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1);
      expect(() => tokens.read('steps', changed), String(at)).to.throw('Invalid NextToken');
    }
    for (const text of ['', 'x', 'not a token', token.slice(0, -4), `${token}=`]) {
      expect(() => tokens.read('steps', text), text).to.throw('Invalid NextToken');
    }
    expect(() => pageTokens(2).read('steps', token)).to.throw('Invalid NextToken');
  });

  it('issues the same token for the same offset and seed, and another for another nonce', () => {
    expect(pageTokens(1).issue('steps', 8)).to.equal(tokens.issue('steps', 8));
    expect(tokens.issue('steps', 8, 1)).not.to.equal(tokens.issue('steps', 8));
  });
});
