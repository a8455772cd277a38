import { expect } from 'chai';
import { notice } from '../../src/api/trace.js';
import type { NoticeCode } from '../../src/core/noticeCodes.js';
import { writeQuotaNotices, type QuotaNoticesOptions } from '../../src/cli/quotaNotices.js';
import { fakeOutput } from './support/fakeOutput.js';

describe('writeQuotaNotices', () => {
  const written = (
    options: Partial<QuotaNoticesOptions>,
    codes: readonly string[],
    terminal?: { columns: number; rows: number },
  ): { before: string; after: string } => {
    let text = '';
    const stderr = fakeOutput({
      terminal,
      take: chunk => {
        text += chunk.replaceAll('\r', '');
      },
    });
    const end = writeQuotaNotices({ stdout: stderr, stderr }, { isAlone: false, redraws: true, ...options });
    for (const code of codes) notice(code as NoticeCode, `${code} said\n so`);
    const before = text;
    end();
    notice('QUOTA_ALONE', 'too late');
    return { before, after: text.slice(before.length) };
  };
  const lines = (...codes: readonly string[]): string =>
    codes.map(code => `stepstream: ${code} said; so\n`).join('');

  it('writes each notice of a shared quota and of shared logs as a line, and no other notice', () => {
    const codes = [
      'QUOTA_ALONE',
      'RELAY_ALONE',
      'QUOTA_SHARED',
      'QUOTA_DIFFERS',
      'RELAY_SHARED',
      'QUOTA_ALONE',
    ];
    expect(written({}, [...codes, 'NO_LIST'])).to.deep.equal({ before: lines(...codes), after: '' });
  });

  it('says nothing twice: a quota that was away from the start is told of by then', () => {
    const { before } = written({ isAlone: true }, ['QUOTA_ALONE', 'QUOTA_SHARED', 'QUOTA_ALONE']);
    expect(before).to.equal(lines('QUOTA_SHARED', 'QUOTA_ALONE'));
  });

  it('waits for the end of output that is redrawn on a terminal, and of no other', () => {
    const terminal = { columns: 80, rows: 24 };
    const said = lines('QUOTA_ALONE');
    expect(written({}, ['QUOTA_ALONE'], terminal)).to.deep.equal({ before: '', after: said });
    expect(written({ redraws: false }, ['QUOTA_ALONE'], terminal)).to.deep.equal({ before: said, after: '' });
  });
});
