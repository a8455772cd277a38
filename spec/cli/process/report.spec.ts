import { expect } from 'chai';
import { report } from '../../../src/cli/process/report.js';

const TOKEN = `--starting-token stepstream1.${'x'.repeat(60)}`;
function said(columns: number | undefined, text: string, flags?: string): string {
  let written = '';
  const write = (more: string | Uint8Array): boolean => ((written += String(more)), true);
  report({ write, ...(columns !== undefined && { isTTY: true, columns }) }, text, flags);
  return written;
}

describe('a line about the command itself', () => {
  const text = 'there are more of them, and each  of them has a reason. Go on with:';

  it('is one line in a pipe, and where it fits', () => {
    for (const columns of [undefined, 200])
      expect(said(columns, text, TOKEN)).equal(`stepstream: ${text} ${TOKEN}\n`);
  });

  it('is broken between words on a narrow terminal, and what is to be copied is not', () => {
    const lines = said(40, text, TOKEN).split('\n');
    expect(lines.slice(0, -2).every(line => line.length <= 40)).true;
    expect(lines.slice(-2)).deep.equal([TOKEN, '']);
    expect(lines.slice(0, -2).join(' ').replace(/ +/g, ' ')).equal(`stepstream: ${text.replace('  ', ' ')}`);
  });

  it('takes a terminal that gives no width for one of 80 columns', () => {
    expect(said(0, text)).equal(said(80, text));
    expect(said(0, `${text} ${text}`))
      .equal(said(80, `${text} ${text}`))
      .match(/\n.*\n/);
  });
});
