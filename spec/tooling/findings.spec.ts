import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';

const folder = join(import.meta.dirname, '../../findings');

/** The rows of the index: the script that each links to, and what it says that this shows. */
const rows = [
  ...readFileSync(join(folder, 'README.md'), 'utf8').matchAll(/^\| \[([\w-]+)\]\(\1\.sh\) +\| (.*?) +\|$/gm),
].map(([, script, shows]) => ({ script: `${script!}.sh`, shows: shows! }));

describe('the index of findings', () => {
  it('has each script once, and no other', () => {
    const scripts = readdirSync(folder).filter(name => name.endsWith('.sh'));
    expect(rows.map(({ script }) => script).sort()).deep.equal(scripts.sort());
  });

  it('says in a sentence what each shows', () => {
    expect(rows.filter(({ shows }) => !/^\S+ .*\.$/.test(shows))).deep.equal([]);
  });
});
