import { expect } from 'chai';
import { join } from 'node:path';
import { runChild } from '../support/child.js';

const SCRIPT = join(import.meta.dirname, '../../scripts/machines.mjs');

describe('node scripts/machines.mjs', () => {
  it('says what is missing on the machine, and how to get it', async () => {
    const { code, stdout, stderr } = await runChild(process.execPath, [SCRIPT], { env: { PATH: '/none' } });
    expect([code, stdout]).deep.equal([1, '']);
    expect(stderr).match(/^Missing on this machine:\n {2}redis-server: apt-get install redis-server\n/);
  });
});
