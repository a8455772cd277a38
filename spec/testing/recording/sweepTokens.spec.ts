import { expect } from 'chai';
import { sweepTokens } from '../../../src/testing/recording/sweepTokens.js';

const LIST = 'ListJobs';

describe('sweepTokens', () => {
  it('gives a token that comes twice in a listing the same stand-in, so that a loop stays one', () => {
    const { asked, issued } = sweepTokens();
    const { sweep } = asked(LIST, undefined);
    const first = issued(LIST, sweep, 'A');
    const next = asked(LIST, 'A');
    expect(next).includes({ sweep, standIn: first });
    expect(issued(LIST, next.sweep, 'A')).equal(first);
    expect(issued(LIST, next.sweep, 'B')).not.equal(first);
  });

  it('gives the same token of another listing another one', () => {
    const { asked, issued } = sweepTokens();
    const first = issued(LIST, asked(LIST, undefined).sweep, 'A');
    asked(LIST, 'A').answered();
    const second = issued(LIST, asked(LIST, undefined).sweep, 'A');
    expect(second).not.equal(first);
    expect(asked(LIST, 'A').standIn).equal(second);
  });

  it('stays with a listing while its request is tried again', () => {
    const { asked, issued } = sweepTokens();
    issued(LIST, asked(LIST, undefined).sweep, 'A'); // given up
    const second = issued(LIST, asked(LIST, undefined).sweep, 'A');
    expect([asked(LIST, 'A').standIn, asked(LIST, 'A').standIn]).deep.equal([second, second]);
  });

  it('gives each of two listings at once an answer', () => {
    const { asked, issued } = sweepTokens();
    const standIns = [1, 2].map(() => issued(LIST, asked(LIST, undefined).sweep, 'A'));
    const answered = [1, 2].map(() => {
      const request = asked(LIST, 'A');
      request.answered();
      return request.standIn;
    });
    expect(answered.sort()).deep.equal(standIns.sort());
  });

  it('has one for a token that came from elsewhere, and forgets the oldest of ten thousand', () => {
    const { asked, standInOf } = sweepTokens();
    expect(asked(LIST, 'from a file').standIn).equal('token-1');
    expect(standInOf('from a file')).equal('token-1');
    for (let i = 0; i < 10_000; i++) asked(LIST, `t${String(i)}`);
    expect(standInOf('from a file')).equal(undefined);
  });
});
