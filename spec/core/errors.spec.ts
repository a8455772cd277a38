import { expect } from 'chai';
import { DecodeError } from '../../src/core/decodeError.js';
import * as errors from '../../src/core/errors.js';
import type { ErrorDetails, StepstreamError } from '../../src/core/errors.js';

const cause = new Error('underneath');
const details: ErrorDetails = { cause, resumeToken: 'token' };

/** An error of each class, and its code. */
const table: readonly (readonly [error: (details?: ErrorDetails) => StepstreamError, code: string])[] = [
  [more => new errors.InvalidInputError('option', 'm', more), 'INVALID_INPUT'],
  [more => new errors.InvalidTokenError('m', more), 'INVALID_TOKEN'],
  [more => new errors.ExpiredTokenError('m', more), 'EXPIRED_TOKEN'],
  [more => new errors.TokenLoopError('m', more), 'TOKEN_LOOP'],
  [more => new errors.EmptyPagesError('m', more), 'EMPTY_PAGES'],
  [more => new errors.NotFoundError('m', more), 'NOT_FOUND'],
  [more => new errors.ValidationError('m', more), 'VALIDATION'],
  [more => new errors.AccessDeniedError('m', more), 'ACCESS_DENIED'],
  [more => new errors.ExpiredCredentialsError('m', more), 'EXPIRED_CREDENTIALS'],
  [more => new errors.MissingCredentialsError('m', more), 'MISSING_CREDENTIALS'],
  [more => new errors.ClockSkewError('m', true, more), 'CLOCK_SKEW'],
  [more => new errors.ThrottledError('m', 5, more), 'THROTTLED'],
  [more => new errors.ServiceError('m', 503, 5, more), 'SERVICE'],
  [more => new errors.NetworkError('m', more), 'NETWORK'],
  [more => new errors.DeadlineError('m', more), 'DEADLINE'],
  [more => new errors.MalformedResponseError('m', more), 'MALFORMED_RESPONSE'],
  [more => new errors.JobFailedError({ JobName: 'job', Status: 'STOPPED' }, more), 'JOB_FAILED'],
  [more => new errors.UnsettledError('job', 5, more), 'UNSETTLED'],
  [more => new errors.PollLagError(7, more), 'POLL_LAG'],
  [more => new errors.AbortedError('m', more), 'ABORTED'],
  [more => new errors.ClosedError('m', more), 'CLOSED'],
  [more => new errors.MissingPeerError('ws', more), 'MISSING_PEER'],
  [more => new errors.NotRecordedError('m', more), 'NOT_RECORDED'],
  [more => new DecodeError([], more), 'DECODE'],
];

/** What they say where it isn't `m`. */
const messages: Readonly<Record<string, string>> = {
  INVALID_INPUT: 'option: m',
  DECODE: '',
  JOB_FAILED: "Job 'job' ended as STOPPED.",
  UNSETTLED:
    "The list of the steps of 'job' moves or changes: 5 passes in a row didn't show all steps for certain. " +
    'List them again later.',
  MISSING_PEER: 'ws is not installed: npm install ws',
  POLL_LAG: 'No poll has come through for 7 ms: calls wait for permits or for answers.',
};

describe('errors', () => {
  for (const [make, code] of table)
    it(`${make().name} has the code ${code}`, () => {
      const error = make(details);
      expect(error).instanceOf(errors.StepstreamError).instanceOf(Error);
      expect(error).include({ code, name: error.constructor.name, cause, resumeToken: 'token' });
      expect(error.message).equal(messages[code] ?? 'm');
      expect(String(error)).match(new RegExp(`^${error.name}(: |$)`));
      expect(make()).not.have.property('cause');
      expect(make().resumeToken).undefined;
    });

  it('says which version a peer is needed in', () => {
    const error = new errors.MissingPeerError('@aws-sdk/client-sagemaker', {}, '3.1034.0');
    expect(error).include({ code: 'MISSING_PEER', neededVersion: '3.1034.0' });
    expect(error.message).equal(
      "The installed @aws-sdk/client-sagemaker doesn't have this call, which is in 3.1034.0 and later: " +
        'npm install @aws-sdk/client-sagemaker@latest',
    );
  });

  it('lists every class, each with a code of its own', () => {
    const classes = Object.values(errors).filter(one => one !== errors.StepstreamError);
    const listed = table.map(([make]) => make().constructor);
    expect(listed).have.members([...classes, DecodeError]);
    expect(new Set(table.map(([, code]) => code)).size).equal(table.length);
  });

  it('keeps a cause that is undefined, as Error does', () => {
    expect(new errors.NetworkError('m', { cause: undefined })).have.property('cause', undefined);
    expect(new errors.NetworkError('m', { resumeToken: 't' })).not.have.property('cause');
  });

  it('keeps what each class adds', () => {
    expect(new errors.InvalidInputError('pageSize', 'm')).include({ option: 'pageSize' });
    expect(new errors.ClockSkewError('m', false)).include({ corrected: false });
    expect(new errors.ThrottledError('m', 1500)).include({ retryAfterMs: 1500 });
    expect(new errors.ServiceError('m', 503, 1500)).include({
      status: 503,
      retryAfterMs: 1500,
      transient: true,
    });
    expect(new errors.ServiceError('m', 400)).include({ transient: false });
    expect(new errors.NetworkError('m', { unknownRegion: 'mars-1' })).include({ unknownRegion: 'mars-1' });
  });

  it('has words of its own where nothing more is known', () => {
    expect(new errors.AbortedError().message).equal('The call was aborted.');
    expect(new errors.ClosedError().message).equal(
      'The recommender is closed. Make another one with connect().',
    );
  });
});
