import { createHash } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import { InvalidTokenError } from '../../src/core/errors.js';
import {
  isCheckpoint,
  readCheckpoint,
  writeCheckpoint,
  type Checkpoint,
  type Scope,
} from '../../src/paging/checkpoint.js';
import { readStartingToken } from '../../src/paging/readStartingToken.js';
import { anyCharacter } from '../support/anyCharacter.js';
import { thrown } from '../support/failure.js';
import { runs } from '../support/runs.js';

const maybeText = fc.option(fc.string({ unit: anyCharacter, minLength: 1 }), { nil: undefined });
const scopes: fc.Arbitrary<Scope> = fc.record({
  job: fc.stringMatching(/^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,20}$/),
  status: maybeText,
  'step type': maybeText,
});
const listings = fc.record({ scope: scopes, pageSize: fc.integer({ min: 1, max: 100 }) });
const places = fc.oneof(
  fc.record({ nextToken: maybeText, offset: fc.nat() }),
  fc.record({ nextToken: maybeText, offset: fc.nat(), passed: fc.nat() }),
);

const scope: Scope = { job: 'my-job', status: 'COMPLETED', 'step type': undefined };
const place = { nextToken: 'AWS+token/==', offset: 3 };
const token = writeCheckpoint(scope, 20, place);
const DAMAGED =
  'startingToken: is damaged (was it cut?); pass a resumeToken whole, or list again from the start.';

const refusal = (damaged: string, wanted = scope): string => {
  const error = thrown(() => readCheckpoint(damaged, wanted));
  expect(error).instanceOf(InvalidTokenError);
  return (error as Error).message;
};

describe('checkpoint', () => {
  it('reads what was written', () => {
    fc.assert(
      fc.property(listings, places, (written, at) => {
        const read = readCheckpoint(writeCheckpoint(written.scope, written.pageSize, at), written.scope);
        expect(read).deep.equal({ place: at, pageSize: written.pageSize });
      }),
      { numRuns: runs(200) },
    );
  });

  it('stays readable: users keep tokens across versions', () => {
    const kept =
      'stepstream1.W3siam9iIjoibXktam9iIiwic3RhdHVzIjoiQ09NUExFVEVEIn0sMjAsIkFXUyt0b2tlbi89PSIsMyxudWxsXQ.gTK0GjgV';
    expect(token).equal(kept);
    expect(isCheckpoint(kept)).true;
  });

  it('goes through a shell, a URL and a JSON text as it is', () => {
    fc.assert(
      fc.property(listings, places, (written, at) => {
        expect(writeCheckpoint(written.scope, written.pageSize, at)).match(/^[\w.-]+$/);
      }),
      { numRuns: runs(50) },
    );
  });

  const others: readonly (readonly [other: Scope, names: string])[] = [
    [{ job: 'other' }, "job 'my-job', and this one is of job 'other'"],
    [{ status: 'FAILED' }, "status 'COMPLETED', and this one is of status 'FAILED'"],
    [{ status: undefined }, "status 'COMPLETED', and this one is of any status"],
    [{ 'step type': 'BENCHMARK' }, "any step type, and this one is of step type 'BENCHMARK'"],
  ];
  for (const [other, names] of others)
    it(`is refused for another listing: ${names}`, () => {
      expect(refusal(token, { ...scope, ...other })).equal(
        `startingToken: belongs to a listing of ${names}; use it with the same filters, or list from the start.`,
      );
    });

  const account: Scope = { listing: 'jobs', status: 'COMPLETED' };
  for (const [written, wanted, names] of [
    [account, scope, "jobs, and this one is of the steps of job 'my-job'"],
    [scope, account, "the steps of job 'my-job', and this one is of jobs"],
    [account, { listing: 'jobs' }, "status 'COMPLETED', and this one is of any status"],
    [account, { ...account, nameContains: 'a' }, "any nameContains, and this one is of nameContains 'a'"],
  ] as const)
    it(`is refused for another listing: ${names}`, () => {
      expect(refusal(writeCheckpoint(written, 20, place), wanted)).equal(
        `startingToken: belongs to a listing of ${names}; use it with the same filters, or list from the start.`,
      );
    });

  it('is accepted with another page size', () => {
    expect(readCheckpoint(token, scope).pageSize).equal(20);
  });

  it('is refused, or means the same, after any one character was changed, cut or added', () => {
    const letter = fc.string({ maxLength: 1, unit: 'grapheme-ascii' });
    fc.assert(
      fc.property(listings, places, fc.nat(), fc.nat(1), letter, (written, at, where, cut, added) => {
        const good = writeCheckpoint(written.scope, written.pageSize, at);
        const index = where % good.length;
        const damaged = good.slice(0, index) + added + good.slice(index + cut);
        let read: Checkpoint;
        try {
          read = readCheckpoint(damaged, written.scope);
        } catch (error) {
          expect(error).instanceOf(InvalidTokenError);
          return;
        }
        expect(read).deep.equal({ place: at, pageSize: written.pageSize });
      }),
      { numRuns: runs(500) },
    );
  });

  it('is refused where any of its characters is cut or another, never read as a token of AWS', () => {
    const first = 'stepstream'.length;
    for (let index = first; index < token.length; index += 1)
      for (const other of ['', token[index] === 'A' ? 'B' : 'A']) {
        const damaged = token.slice(0, index) + other + token.slice(index + 1);
        expect(
          thrown(() => readStartingToken(damaged, scope)),
          damaged,
        )
          .instanceOf(InvalidTokenError)
          .property('message', DAMAGED);
      }
  });

  for (const end of [11, 12, 30, -9, -8, -1])
    it(`is refused where it was cut at ${end}`, () => {
      expect(refusal(token.slice(0, end))).equal(DAMAGED);
    });

  it('is refused without its first characters', () => {
    expect(refusal(token.slice(1))).equal(DAMAGED);
    expect(refusal(`x${token}`)).equal(DAMAGED);
    expect(refusal('xstepstream2.a.b')).equal(DAMAGED);
  });

  for (const version of ['2', '9', '10', '27', '100'])
    it(`asks to update where version ${version} wrote it`, () => {
      const newer = token.replace('stepstream1.', `stepstream${version}.`);
      expect(isCheckpoint(newer)).true;
      expect(refusal(newer)).equal(
        'startingToken: was written by a newer version of stepstream; update this one.',
      );
    });

  for (const version of ['', '0', '01', 'x', '2x', 'x2'])
    it(`is damaged where its version is '${version}'`, () => {
      expect(refusal(token.replace('stepstream1.', `stepstream${version}.`))).equal(DAMAGED);
    });

  it('recognises its own tokens', () => {
    for (const other of ['', 'AWS+token/==', 'step', 'eyJ9', ` ${token}`]) expect(isCheckpoint(other)).false;
  });
});

describe('a checkpoint that somebody made up', () => {
  const madeUp = (text: string): string => {
    const content = Buffer.from(text).toString('base64url');
    return `stepstream1.${content}.${createHash('sha256').update(content).digest('base64url').slice(0, 8)}`;
  };
  const contents = [
    ...['', 'rubbish', '{}', 'null', '[]', '["job"]', '[{"job":1},100,null,0,0]'],
    ...['[{"job":"job"},0,null,0,0]', '[{"job":"job"},101,null,0,0]', '[{"job":"job"},1.5,null,0,0]'],
    ...['[{"job":"job"},100,null,-1,0]', '[{"job":"job"},100,null,1e300,0]', '[{"job":"job"},100,7,0,0]'],
    ...['[{"job":"job"},100,null,0]', '[{"job":"job"},100,null,0,-1]', '[{"job":"job"},100,null,0,"1"]'],
  ];
  for (const content of contents) {
    it(`is refused as damaged where it holds ${content === '' ? 'nothing' : content}`, () => {
      expect(() => readCheckpoint(madeUp(content), { job: 'job' })).throw(InvalidTokenError, /damaged/);
    });
  }

  it('is accepted where its content is valid', () => {
    for (const pageSize of [1, 100])
      expect(readCheckpoint(madeUp(`[{"job":"job"},${pageSize},null,0,0]`), { job: 'job' })).deep.equal({
        place: { nextToken: undefined, offset: 0, passed: 0 },
        pageSize,
      });
  });
});
