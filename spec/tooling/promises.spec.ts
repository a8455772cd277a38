import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { BEHAVIOUR_NAMES } from '../../src/testing/behaviours/behaviours.js';

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/promises.md'), 'utf8');
/** The rows of its tables but their heads: a promise, the file that holds it, and under what it holds. */
const rows = page
  .split('\n')
  .filter(line => line.startsWith('|') && !/^\| (?:promise |-)/.test(line))
  .map(line => line.split('|').map(cell => cell.trim()));

describe('docs/promises.md', () => {
  it('names a spec that there is in each row', () => {
    expect(rows).length.above(40);
    const broken = rows.filter(([, , file = '']) => {
      const [, path] = /^`(spec\/\S+\.(?:spec|long)\.ts)`$/.exec(file) ?? [];
      return path === undefined || !existsSync(join(root, path));
    });
    expect(broken).deep.equal([]);
  });

  it('names behaviours of the simulator that there are', () => {
    const named = rows.flatMap(([, , , under = '']) =>
      [...under.matchAll(/`(\w+)`/g)].map(([, name]) => name!),
    );
    expect(named).not.empty;
    expect(BEHAVIOUR_NAMES).include.members(named);
  });
});
