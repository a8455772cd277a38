import { expect } from 'chai';
import { errorLine } from '../../src/cli/errorLine.js';
import { EXIT, exitCodeOf } from '../../src/cli/process/exitCodes.js';
import { names, number, share, time } from '../../src/cli/flags/flagValues.js';
import { compileQuery } from '../../src/operators/query/compileQuery.js';
import { csvLine } from '../../src/cli/output/csv.js';
import { DecodeError } from '../../src/core/decodeError.js';
import { InvalidInputError, NetworkError, NotFoundError, ThrottledError } from '../../src/core/errors.js';
import { thrown } from '../support/failure.js';
import { parseCsv } from './support/parseCsv.js';

describe('errorLine', () => {
  it('names the flag, not the option', () => {
    expect(errorLine(new InvalidInputError('filters.maxItems', 'must be'))).equal('--max-items: must be');
    expect(errorLine(new InvalidInputError('connect.endpoint', 'must be'))).equal('--endpoint-url: must be');
    expect(errorLine(new InvalidInputError('filters.modelName', 'x'))).equal('--model-name-equals: x');
  });

  it('is one line without control characters', () => {
    const faults = [1, 2].map(i => ({ path: `steps[${i}]`, expected: 'x', actual: '\u001b[2J' }));
    const line = errorLine(new DecodeError(faults));
    expect(line).match(/^steps\[1\]: .*; steps\[2\]: /);
    expect(line).not.match(/\p{Cc}/u);
    expect(errorLine('a\n b')).equal('a; b');
  });

  it('says what to do about what is not ours', () => {
    const missing = Object.assign(
      new Error("Cannot find package '@aws-sdk/client-sagemaker' imported from x"),
      {
        code: 'ERR_MODULE_NOT_FOUND',
      },
    );
    expect(errorLine(missing)).match(/npm install @aws-sdk\/client-sagemaker$/);
    const taken = Object.assign(new Error('listen EADDRINUSE'), { code: 'EADDRINUSE' });
    expect(errorLine(taken)).match(/^The port is taken; give another --port/);
    const forbidden = Object.assign(new Error('listen EACCES'), { code: 'EACCES', syscall: 'listen' });
    expect(errorLine(forbidden)).match(/^The port is for privileged users; give a --port of 1024 or more/);
    expect(errorLine(Object.assign(new Error('ENOSPC: no space'), { code: 'ENOSPC' }))).equal(
      'ENOSPC: no space',
    );
    expect(errorLine(new TypeError('x is not a function'))).match(/--debug/);
  });
});

describe('exitCodeOf', () => {
  it('tells what may succeed later from what will not', () => {
    expect(exitCodeOf(new NetworkError('x'))).equal(EXIT.failed);
    expect(exitCodeOf(new ThrottledError('x'))).equal(EXIT.failed);
    expect(exitCodeOf(new TypeError('x'))).equal(EXIT.failed);
    expect(exitCodeOf(new InvalidInputError('a', 'x'))).equal(EXIT.usage);
    expect(exitCodeOf(new NotFoundError('x'))).equal(EXIT.notFound);
  });

  it('has a code for each meaning', () => {
    expect(new Set(Object.values(EXIT)).size).equal(Object.keys(EXIT).length);
  });
});

describe('flags', () => {
  it('take a time as aws-cli does', () => {
    expect(time('1577836800.5').toISOString()).equal('2020-01-01T00:00:00.500Z');
    expect(time('2020-01-01T02:00:00+02:00').toISOString()).equal('2020-01-01T00:00:00.000Z');
    expect(time('2020-01-01').getTime()).equal(new Date(2020, 0, 1).getTime());
    for (const wrong of ['', 'soon', '-1', '2020-13-01', 'Infinity'])
      expect(() => time(wrong), wrong).throw();
  });

  it('take a number', () => {
    expect(['0', '1.5', '.5'].map(number)).deep.equal([0, 1.5, 0.5]);
    for (const wrong of ['', '-1', '1e3', 'x', 'Infinity']) expect(() => number(wrong), wrong).throw();
  });

  it('take a percentage as a share, and no share for a percentage', () => {
    expect(['0', '20%', '20', '0.5%', '150%'].map(share)).deep.equal([0, 0.2, 0.2, 0.005, 1.5]);
    expect(() => share('0.2')).throw('write 20%, or 0.2%');
  });

  it('take names with commas between them', () => {
    const rule = { must: 'must be short', holds: (value: unknown) => String(value).length < 8 };
    expect(names(rule)('a, b')).deep.equal(['a', 'b']);
    expect(() => names(rule)('a,b,c,d,e')).throw('It must be short, with commas between them.');
  });
});

describe('compileQuery', () => {
  it('takes the literals of aws-cli', () => {
    expect(
      compileQuery(
        '[?a==`x`].b',
        '--query',
      )([
        { a: 'x', b: 1 },
        { a: 'y', b: 2 },
      ]),
    ).deep.equal([1]);
  });

  it('says what it can not read, and what does not fit', () => {
    expect(thrown(() => compileQuery('a[', '--query'))).property('code', 'INVALID_INPUT');
    const ask = compileQuery('sort_by(@, &a)', '--query');
    expect(thrown(() => ask([{ a: 1 }, { a: 'x' }])))
      .property('message')
      .match(/^--query: the expression doesn't fit/);
  });
});

describe('csvLine', () => {
  it('is read back, whatever is in it', () => {
    const fields = ['plain', 'a,b', 'say "x"', 'two\nlines', ' space ', '', '7'];
    const [row] = parseCsv(csvLine(fields.map((_, i) => `c${i}`)) + csvLine(fields));
    expect(Object.values(row!)).deep.equal(fields);
  });

  it('leaves a field empty where there is nothing', () => {
    expect(csvLine([undefined, null, NaN, 0, false])).equal(',,,0,false\n');
  });
});
