import { expect } from 'chai';
import { expectTypeOf } from 'expect-type';
import fc from 'fast-check';
import { InvalidTokenError } from '../../src/core/errors.js';
import { readBotoToken, toBotoToken } from '../../src/paging/botoToken.js';
import { writeCheckpoint } from '../../src/paging/checkpoint.js';
import { anyCharacter } from '../support/anyCharacter.js';
import { thrown } from '../support/failure.js';
import { runs } from '../support/runs.js';

const encode = (text: string): string => Buffer.from(text).toString('base64');

describe('readBotoToken', () => {
  // As botocore 1.43 wrote them, for {'NextToken': …, 'boto_truncate_amount': …}.
  const written: readonly (readonly [what: string, token: string, place: object])[] = [
    [
      'cut in the first page',
      'eyJOZXh0VG9rZW4iOiBudWxsLCAiYm90b190cnVuY2F0ZV9hbW91bnQiOiAzfQ==',
      { nextToken: undefined, offset: 3 },
    ],
    [
      'cut in a later page',
      'eyJOZXh0VG9rZW4iOiAiYWJjLys9XHUwMGU5IiwgImJvdG9fdHJ1bmNhdGVfYW1vdW50IjogM30=',
      { nextToken: 'abc/+=é', offset: 3 },
    ],
    ['cut between pages', 'eyJOZXh0VG9rZW4iOiAiNSJ9', { nextToken: '5', offset: 0 }],
  ];
  for (const [what, token, place] of written)
    it(`reads a listing ${what}`, () => {
      expect(readBotoToken(token)).deep.equal(place);
    });

  it('reads every place that botocore can write', () => {
    fc.assert(
      fc.property(fc.option(fc.string({ unit: anyCharacter })), fc.nat(), (nextToken, offset) => {
        const token = encode(JSON.stringify({ NextToken: nextToken, boto_truncate_amount: offset }));
        expect(readBotoToken(token)).deep.equal({ nextToken: nextToken ?? undefined, offset });
      }),
      { numRuns: runs(100) },
    );
  });

  const refused: readonly (readonly [content: string, why: string])[] = [
    ['{"foo":1}', "it holds 'foo'"],
    ['{"NextToken":"a","JobName":"other"}', "it holds 'JobName'"],
    ['123', 'it holds no object'],
    ['null', 'it holds no object'],
    ['"text"', 'it holds no object'],
    ['[]', 'it holds no object'],
    ['["a"]', 'it holds no object'],
    ['{"NextToken":7}', 'its NextToken is not a string'],
    ['{"NextToken":{}}', 'its NextToken is not a string'],
    ['{"boto_truncate_amount":-1}', 'its boto_truncate_amount is not a whole number of 0 or more'],
    ['{"boto_truncate_amount":1.5}', 'its boto_truncate_amount is not a whole number of 0 or more'],
    ['{"boto_truncate_amount":"3"}', 'its boto_truncate_amount is not a whole number of 0 or more'],
    ['{"boto_truncate_amount":1e20}', 'its boto_truncate_amount is not a whole number of 0 or more'],
    ['{"boto_truncate_amount":null}', 'its boto_truncate_amount is not a whole number of 0 or more'],
  ];
  for (const [content, why] of refused)
    it(`refuses ${content}`, () => {
      const error = thrown(() => readBotoToken(encode(content)));
      expect(error)
        .instanceOf(InvalidTokenError)
        .property(
          'message',
          `startingToken: looks like a token of botocore, but ${why}; pass a NextToken of boto3 or aws-cli ` +
            'as it came, or list again from the start.',
        );
    });

  const raw: readonly (readonly [what: string, token: string])[] = [
    ['text that is no base64', '{"NextToken":"a"}'],
    ['base64 of anything but JSON', encode('some words')],
    ['base64 of bytes that are no text', Buffer.from([0x22, 0xff, 0x22]).toString('base64')],
    ['base64 with something before it', `-.${encode('{}')}`],
    ['base64 behind a blank', ` ${encode('{}')}`],
    ['base64 with something behind it', `${encode('{}')}.`],
    ['base64 with too much padding', `${encode('{}')}====`],
    ['nothing', ''],
  ];
  for (const [what, token] of raw)
    it(`leaves ${what} to AWS`, () => {
      expect(readBotoToken(token)).undefined;
    });

  it('reads or leaves or refuses any text, and never fails otherwise', () => {
    const texts = fc.oneof(fc.string({ unit: anyCharacter }), fc.json().map(encode), fc.base64String());
    fc.assert(
      fc.property(texts, token => {
        try {
          readBotoToken(token);
        } catch (error) {
          expect(error).instanceOf(InvalidTokenError);
        }
      }),
      { numRuns: runs(300) },
    );
  });
});

describe('toBotoToken', () => {
  const scope = { job: 'my-job' };
  const decoded = (token: string): unknown => JSON.parse(Buffer.from(token, 'base64').toString('utf8'));

  it('is nothing where nothing is left', () => {
    expect(toBotoToken(undefined)).undefined;
  });

  const places: readonly (readonly [what: string, place: object, content: object])[] = [
    ['between pages', { nextToken: 'AWS/+=', offset: 0 }, { NextToken: 'AWS/+=' }],
    ['inside a page', { nextToken: 'é', offset: 3 }, { NextToken: 'é', boto_truncate_amount: 3 }],
    ['inside the first page', { offset: 3 }, { NextToken: null, boto_truncate_amount: 3 }],
    ['behind a whole page', { offset: 100 }, { NextToken: null, boto_truncate_amount: 100 }],
    ['at the start', { offset: 0 }, { NextToken: null }],
  ];
  for (const [what, place, content] of places)
    it(`writes a checkpoint ${what} as botocore would`, () => {
      const token = toBotoToken(writeCheckpoint(scope, 7, place as { offset: number }));
      expect(decoded(token)).deep.equal(content);
      expect(token).equal(encode(JSON.stringify(content)));
    });

  it('gives a token that reads as the same place, be it ours, of botocore or of AWS', () => {
    const places = fc.record({
      nextToken: fc.option(fc.string({ unit: anyCharacter, minLength: 1 }), { nil: undefined }),
      offset: fc.nat(100),
    });
    fc.assert(
      fc.property(places, place => {
        const token = toBotoToken(writeCheckpoint(scope, 7, place));
        expect(readBotoToken(token)).deep.equal(place);
        expect(toBotoToken(token)).equal(token);
      }),
      { numRuns: runs(100) },
    );
    for (const raw of ['AQEDAHi+/==', 'a.b.c', '{}'])
      expect(readBotoToken(toBotoToken(raw))).deep.equal({ nextToken: raw, offset: 0 });
  });

  it('leaves the tokens of botocore as they are, but for blanks', () => {
    const token = encode('{"NextToken": "5", "boto_truncate_amount": 3}');
    expect(decoded(toBotoToken(token))).deep.equal({ NextToken: '5', boto_truncate_amount: 3 });
  });

  const damaged: readonly (readonly [token: unknown, message: string])[] = [
    [writeCheckpoint(scope, 7, { offset: 3 }).slice(0, -1), 'startingToken: is damaged'],
    ['stepstream2.a.b', 'startingToken: was written by a newer version'],
    [encode('{"foo":1}'), "startingToken: looks like a token of botocore, but it holds 'foo'"],
    [
      writeCheckpoint(scope, 7, { offset: 101 }),
      'token: stands 101 items behind its page, and boto3 counts within one page, of 100 at most; go on with ' +
        'stepstream, or list again from the start.',
    ],
    ['', 'token: must be a non-empty string'],
    [null, 'token: must be a non-empty string'],
    [7, 'token: must be a non-empty string'],
  ];
  for (const [token, message] of damaged)
    it(`refuses ${JSON.stringify(token)}`, () => {
      const error = thrown(() => toBotoToken(token as string));
      expect(error).instanceOf(InvalidTokenError);
      expect((error as Error).message).contain(message);
    });

  it('is a text for a text', () => {
    expectTypeOf(toBotoToken('a')).toEqualTypeOf<string>();
    const [maybe]: readonly (string | undefined)[] = [];
    expectTypeOf(toBotoToken(maybe)).toEqualTypeOf<string | undefined>();
  });
});
