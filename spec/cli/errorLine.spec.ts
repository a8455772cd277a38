import { expect } from 'chai';
import { noteRegion } from '../../src/cli/asked.js';
import { errorLine } from '../../src/cli/errorLine.js';
import { AccessDeniedError, NetworkError, NotFoundError, ThrottledError } from '../../src/core/errors.js';

describe('the line of an error', () => {
  it('names the region where another one may have been meant', async () => {
    const missing = new NotFoundError("There is no job 'j' in this account and region; look");
    const denied = new AccessDeniedError('Not allowed: no');
    const throttled = new ThrottledError('Too fast');
    const refused = new NetworkError('The connection failed: ECONNREFUSED');
    const unknown = new NetworkError("Does the region 'x' exist?", { unknownRegion: 'x' });
    const errors = [missing, denied, throttled, refused, unknown];
    for (const error of errors) await noteRegion(error, () => Promise.resolve('eu-west-1'));
    expect(errors.map(errorLine)).deep.equal([
      "There is no job 'j' in this account and region (eu-west-1; --debug tells account and endpoint); look",
      'Not allowed: no (region eu-west-1; --debug tells account and endpoint)',
      'Too fast',
      'The connection failed: ECONNREFUSED (region eu-west-1; --debug tells account and endpoint)',
      "Does the region 'x' exist?",
    ]);
  });
});
