import { expect } from 'chai';
import { entriesOf } from '../../scripts/entries.mjs';
import { undocumented } from '../../scripts/undocumented.mjs';

const FILES: Readonly<Record<string, string>> = {
  'src/index.ts': `export * from './all.js';\nexport { bare as renamed } from './parts/bare.js';`,
  'src/all.ts': `
    import { Bare } from './parts/bare.js';
    export { Bare };
    export { told, type Told } from './parts/told.js';
    /** Hidden, as no entry exports it. */
    const hidden = 1;`,
  'src/parts/bare.ts': `
    // No doc comment.
    export function bare(): void {}
    export interface Bare {}`,
  'src/parts/told.ts': `
    /** Says it. */
    export const told = (): number => 1;
    export type Told = number;
    /** The codec of the same name speaks for the type. */
    export const Told = 1;`,
};
const complaints = (files: Readonly<Record<string, string>>): readonly string[] =>
  undocumented([['mine', 'src/index.ts']], path => files[path]!);

describe('tooling: what is exported and not documented', () => {
  it('is found through all files between, once', () => {
    expect(complaints(FILES)).deep.equal([
      'src/parts/bare.ts: Bare has no doc comment',
      'src/parts/told.ts: told() has no @example',
      'src/parts/bare.ts: renamed has no doc comment',
    ]);
  });

  it('is nothing where the comment has text, and that of a function an example', () => {
    const good = { 'src/index.ts': '/** Says it.\n * @example\n * mine();\n */\nexport function mine() {}' };
    expect(complaints(good)).deep.equal([]);
    expect(complaints({ 'src/index.ts': good['src/index.ts'].replace('Says it.', '') })).deep.equal([
      'src/index.ts: mine has no doc comment',
    ]);
  });

  it('is an option without a word', () => {
    const options = '/** Options. */ export interface MyOptions {\n/** Told. */ a: 1;\nb: 2 }';
    expect(complaints({ 'src/index.ts': options })).deep.equal([
      'src/index.ts: MyOptions.b has no doc comment',
    ]);
  });

  it('is asked of the source of each entry of the package that has types', () => {
    const exports = {
      '.': { types: './dist/index.d.ts' },
      './a': { types: './dist/a/b.d.ts' },
      './c.json': './c',
    };
    expect(entriesOf({ name: 'mine', exports })).deep.equal([
      ['mine', 'src/index.ts'],
      ['mine/a', 'src/a/b.ts'],
    ]);
  });
});
