import { expect } from 'chai';
import { unclear } from '../../scripts/plainWords.mjs';

describe('tooling: plain words', () => {
  const words = (text: string): readonly string[] =>
    unclear('a.md', text, 9).map(complaint => /"(.*?)"/.exec(complaint)?.[1] ?? '');

  it('finds who, somebody and their like, in any place', () => {
    const text = 'Whoever joins waits.\nThe one for whom a job is kept.\nNobody listens, and anybody may.';
    expect(words(text)).to.deep.equal(['Whoever', 'whom', 'Nobody']);
  });

  it('lets people and users be people', () => {
    expect(words('It is for people who write services, and users who read.')).to.deep.equal([]);
  });

  it('finds sentences that begin with a measure of nothing', () => {
    expect(words('So long a job is kept. The best so far stays. How long it takes.')).to.deep.equal([
      'So long',
    ]);
  });

  it('names file and line', () => {
    expect(unclear('a.md', 'fine\nnobody', 9)).to.have.length(1);
    expect(unclear('a.md', 'fine\nnobody', 9)[0]).to.match(/^a\.md:11: "nobody": /);
  });
});
