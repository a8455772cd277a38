import { expect } from 'chai';
import { writeCheckpoint } from '../../src/paging/checkpoint.js';
import { readStart } from '../../src/paging/readStart.js';
import { thrown } from '../support/failure.js';

const wanted = { job: 'my-job', status: undefined };

describe('readStart', () => {
  it('is the start where there is no token', () => {
    expect(readStart(undefined, wanted)).deep.equal({ place: { offset: 0 } });
  });

  it('is the place of a checkpoint, with its page size', () => {
    const token = writeCheckpoint(wanted, 7, { nextToken: 't', offset: 2 });
    expect(readStart(token, wanted)).deep.equal({ place: { nextToken: 't', offset: 2 }, pageSize: 7 });
    expect(thrown(() => readStart(token, { ...wanted, job: 'other' }))).property('code', 'INVALID_TOKEN');
  });

  it('is the place of a token of botocore', () => {
    const token = Buffer.from('{"NextToken": "t", "boto_truncate_amount": 2}').toString('base64');
    expect(readStart(token, wanted)).deep.equal({ place: { nextToken: 't', offset: 2 } });
  });

  it("is the place of a token of AWS's own", () => {
    for (const token of ['AQEDAHi+/==', 'a.b.c', 'not base64 {}', 'eyJh'])
      expect(readStart(token, wanted)).deep.equal({ place: { nextToken: token, offset: 0 } });
  });
});
