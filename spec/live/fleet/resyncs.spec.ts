import { expect } from 'chai';
import { resyncs } from '../../../src/live/fleet/resyncs.js';

describe('resyncs', () => {
  it('are allowed as often as was said last', () => {
    const allowance = resyncs();
    expect(allowance.areAllowed()).equal(false);
    allowance.allow(5);
    allowance.allow(2);
    allowance.begin();
    expect(allowance.areAllowed()).equal(true);
    allowance.begin();
    expect(allowance.areAllowed()).equal(false);
    allowance.begin();
    allowance.allow(1);
    expect(allowance.areAllowed()).equal(true);
  });

  it('are allowed after a missed change until so many have found nothing', () => {
    const allowance = resyncs();
    allowance.allowUntilQuiet(2);
    allowance.begin();
    allowance.begin();
    allowance.foundNothing();
    expect(allowance.areAllowed()).equal(true);
    allowance.foundNothing();
    expect(allowance.areAllowed()).equal(false);
    allowance.foundNothing();
    allowance.allowUntilQuiet(1);
    expect(allowance.areAllowed()).equal(true);
  });
});
