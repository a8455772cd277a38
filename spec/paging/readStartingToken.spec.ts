import { expect } from 'chai';
import { writeCheckpoint } from '../../src/paging/checkpoint.js';
import { readStartingToken } from '../../src/paging/readStartingToken.js';
import { thrown } from '../support/failure.js';

const wanted = { job: 'my-job', status: undefined };

describe('readStartingToken', () => {
  it('is the start where there is no token', () => {
    expect(readStartingToken(undefined, wanted)).deep.equal({ place: { offset: 0 } });
  });

  it('is the place of a checkpoint, with its page size', () => {
    const token = writeCheckpoint(wanted, 7, { nextToken: 't', offset: 2 });
    expect(readStartingToken(token, wanted)).deep.equal({
      place: { nextToken: 't', offset: 2 },
      pageSize: 7,
    });
    expect(thrown(() => readStartingToken(token, { ...wanted, job: 'other' }))).property(
      'code',
      'INVALID_TOKEN',
    );
  });

  it('is the place of a token of botocore', () => {
    const token = Buffer.from('{"NextToken": "t", "boto_truncate_amount": 2}').toString('base64');
    expect(readStartingToken(token, wanted)).deep.equal({ place: { nextToken: 't', offset: 2 } });
  });

  it("is the place of a token of AWS's own", () => {
    for (const token of ['AQEDAHi+/==', 'a.b.c', 'not base64 {}', 'eyJh'])
      expect(readStartingToken(token, wanted)).deep.equal({ place: { nextToken: token, offset: 0 } });
  });
});
