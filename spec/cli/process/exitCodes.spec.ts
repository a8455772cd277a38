import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { EXIT } from '../../../src/cli/process/exitCodes.js';

describe('the exit codes of the command', () => {
  it('are those of the list in docs/command.md', () => {
    const page = readFileSync(join(import.meta.dirname, '../../../docs/command.md'), 'utf8');
    const [, section = ''] = page.split('## Exit codes');
    const documented = [...section.matchAll(/^- \*\*(\d+)\*\* /gm)].map(([, code]) => Number(code));
    expect(documented).deep.equal(Object.values(EXIT).sort((a, b) => a - b));
  });
});
