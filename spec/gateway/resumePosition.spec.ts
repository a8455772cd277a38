import type { IncomingHttpHeaders } from 'node:http';
import { expect } from 'chai';
import { canResume, resumePosition } from '../../src/gateway/resumePosition.js';

describe('resumePosition', () => {
  const requested = (headers: IncomingHttpHeaders, query = ''): unknown =>
    resumePosition({ headers }, new URLSearchParams(query));

  it('is that of Last-Event-ID, before that of the query', () => {
    expect(requested({ 'last-event-id': 'a-7' }, 'after=a-3')).deep.equal({ epoch: 'a', seq: 7 });
    expect(requested({}, 'after=a-3')).deep.equal({ epoch: 'a', seq: 3 });
  });

  it('is undefined for a new client, and for a text that is no position', () => {
    expect(requested({})).equal(undefined);
    expect(requested({ 'last-event-id': 'seven' }, 'after=')).equal(undefined);
  });
});

describe('canResume', () => {
  const feed = { epoch: 'a', seq: 9, oldestPosition: 4 };

  it('holds from the oldest position that is kept to the latest', () => {
    expect([3, 4, 9, 10].map(seq => canResume({ epoch: 'a', seq }, feed))).deep.equal([
      false,
      true,
      true,
      false,
    ]);
  });

  it('holds for no position of another feed', () => {
    expect(canResume({ epoch: 'b', seq: 5 }, feed)).equal(false);
  });
});
