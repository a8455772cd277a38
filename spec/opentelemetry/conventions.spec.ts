import { expect } from 'chai';
import { NetworkError, ThrottledError } from '../../src/core/errors.js';
import { awsErrorOf, errorTypeOf, failedIds } from '../../src/opentelemetry/conventions.js';

describe('the conventions of spans', () => {
  it('name errors of ours by their code, and all others _OTHER, whatever codes they have', () => {
    const refused = Object.assign(new Error('no'), { code: 'ECONNREFUSED' });
    expect([new ThrottledError('slow'), refused, undefined, 'no'].map(errorTypeOf)).deep.equal([
      'THROTTLED',
      '_OTHER',
      '_OTHER',
      '_OTHER',
    ]);
  });

  it('name what AWS has answered, and nothing where it has not', () => {
    const failedWith = (cause: unknown): NetworkError => new NetworkError('failed', { cause });
    const answered = { name: 'ThrottlingException', $metadata: { httpStatusCode: 400, requestId: 'id-1' } };
    expect(awsErrorOf(failedWith(answered))).equal('ThrottlingException');
    expect(failedIds(failedWith(answered))).deep.equal({ requestId: 'id-1' });
    for (const cause of [
      { name: 'TimeoutError', $metadata: {} },
      { name: 'Error' },
      { $metadata: { httpStatusCode: 500 } },
    ])
      expect(awsErrorOf(failedWith(cause))).equal(undefined);
    for (const error of [failedWith({ $metadata: { requestId: 7 } }), undefined])
      expect(failedIds(error)).deep.equal({});
  });
});
