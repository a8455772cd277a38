import { expect } from 'chai';
import { kindsOf } from '../../../src/cli/flags/kindsOf.js';

describe('kindsOf', () => {
  it('is one kind, or all', () => {
    expect(kindsOf('recommendation')).deep.equal(['recommendation']);
    expect(kindsOf('all')).deep.equal(['classic', 'recommendation', 'benchmark']);
  });
});
