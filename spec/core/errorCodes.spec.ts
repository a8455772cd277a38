import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { behaviourOf, ERROR_CODES, isCredentialsCode, type ErrorCode } from '../../src/core/errorCodes.js';

/** Of the command alone: its page has them. */
const OF_THE_COMMAND = ['JOB_NOT_COMPLETED', 'JOB_RUNNING'];
const codes = Object.keys(ERROR_CODES) as ErrorCode[];

describe('the table of error codes', () => {
  it('has the codes that docs/errors.md explains, and no others', () => {
    const page = readFileSync(join(import.meta.dirname, '../../docs/errors.md'), 'utf8');
    const documented = [...page.matchAll(/^\| `([A-Z_]+)` +\|/gm)].map(([, code]) => code);
    expect(documented.sort()).deep.equal(codes.filter(code => !OF_THE_COMMAND.includes(code)).sort());
  });

  it('has a class for each code, with the name of the code', () => {
    const exported = readFileSync(join(import.meta.dirname, '../exports.json'), 'utf8');
    const classOf = (code: string): string =>
      `${code.toLowerCase().replace(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase())}Error`;
    expect(
      codes.filter(code => !OF_THE_COMMAND.includes(code) && !exported.includes(`"${classOf(code)}"`)),
    ).deep.equal([]);
  });

  it('is retryable exactly where a WebSocket is closed for a time', () => {
    for (const code of codes) {
      const { retryable, closeCode } = ERROR_CODES[code];
      expect(retryable, code).equal([1001, 1013].includes(closeCode));
    }
  });

  it('knows no other code', () => {
    expect([behaviourOf('MADE_UP'), behaviourOf('constructor')]).deep.equal([undefined, undefined]);
  });

  it('knows the codes of refused credentials', () => {
    expect(codes.filter(isCredentialsCode).sort()).deep.equal([
      'ACCESS_DENIED',
      'EXPIRED_CREDENTIALS',
      'MISSING_CREDENTIALS',
    ]);
  });
});
