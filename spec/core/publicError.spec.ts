import { expect } from 'chai';
import * as errors from '../../src/core/errors.js';
import { DecodeError } from '../../src/core/decodeError.js';
import { publicError } from '../../src/core/publicError.js';

const SECRET = 'User: arn:aws:iam::123456789012:role/Secret is not authorized';

describe('publicError', () => {
  it('has the code, and never the message of the error', () => {
    const all = [
      new errors.NotFoundError(SECRET),
      new errors.AccessDeniedError(SECRET),
      new errors.ExpiredCredentialsError(SECRET),
      new errors.MissingCredentialsError(SECRET),
      new errors.ClockSkewError(SECRET, false),
      new errors.ThrottledError(SECRET),
      new errors.ServiceError(SECRET),
      new errors.NetworkError(SECRET),
      new errors.DeadlineError(SECRET),
      new errors.MalformedResponseError(SECRET),
      new errors.ValidationError(SECRET),
      new errors.InvalidInputError('x', SECRET),
      new errors.InvalidTokenError(SECRET),
      new errors.ExpiredTokenError(SECRET),
      new errors.TokenLoopError(SECRET),
      new errors.EmptyPagesError(SECRET),
      new errors.ClosedError(SECRET),
      new errors.AbortedError(SECRET),
      new errors.PollLagError(1),
      new errors.UnsettledError(SECRET, 5),
      new errors.JobFailedError({ JobName: SECRET, Status: 'FAILED', FailureReason: SECRET }),
      new DecodeError([{ path: 'a', expected: 'b', actual: SECRET }]),
    ];
    for (const error of all) {
      const { code, message } = publicError(Object.assign(error, { cause: new Error(SECRET) }));
      expect(code).equal(error.code);
      expect(message)
        .match(/^[A-Z][^\n]{10,90}\.$/)
        .not.match(/arn|123456789012|Secret/);
    }
  });

  it('calls everything else INTERNAL', () => {
    const others = [
      new Error(SECRET),
      new errors.StepstreamError('MADE_UP' as never, SECRET),
      SECRET,
      undefined,
      null,
      {},
    ];
    for (const error of [...others, { code: 'NOT_FOUND', message: SECRET }])
      expect(publicError(error)).deep.equal({
        code: 'INTERNAL',
        message: 'Something went wrong in the server.',
      });
  });
});
