import { expect } from 'chai';
import { noteRegion } from '../../src/cli/asked.js';
import { errorLine } from '../../src/cli/errorLine.js';
import { AccessDeniedError, NotFoundError, ThrottledError } from '../../src/core/errors.js';

describe('the line of an error', () => {
  it('names the region where another one may have been meant', async () => {
    const missing = new NotFoundError("There is no job 'j' in this account and region; look");
    const denied = new AccessDeniedError('Not allowed: no');
    const throttled = new ThrottledError('Too fast');
    for (const error of [missing, denied, throttled])
      await noteRegion(error, () => Promise.resolve('eu-west-1'));
    expect([missing, denied, throttled].map(errorLine)).deep.equal([
      "There is no job 'j' in this account and region (region eu-west-1; --debug tells the account); look",
      'Not allowed: no (region eu-west-1; --debug tells the account)',
      'Too fast',
    ]);
  });
});
