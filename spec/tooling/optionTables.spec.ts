import { expect } from 'chai';
import { withOptionTables } from '../../scripts/optionTables.mjs';

const SOURCE = `
interface Base {
  /** Longest pause, in milliseconds. Default 5,000, or the shortest if that is longer. */
  readonly pauseMs?: number;
  /** Only for others. */
  readonly other?: string;
}
export interface MyOptions extends Pick<Base, 'pauseMs'> {
  /**
   * Name of the thing,
   * \`a | b\`.
   */
  readonly name: string;
}
export interface Bare {
  readonly silent?: boolean;
}`;
const SOURCES = [['src/my.ts', SOURCE]] as const;
const page = (name: string, ...rows: readonly string[]): string[] => [
  'before',
  `<!-- options: ${name} -->`,
  ...rows,
  '<!-- /options -->',
  'after',
];
const ROWS = [
  '| option | default | meaning |',
  '| --- | --- | --- |',
  '| `name` | required | Name of the thing, `a \\| b` |',
  '| `pauseMs` | 5,000, or the shortest if that is longer | Longest pause, in milliseconds |',
];

describe('tooling: tables of options', () => {
  it('are made of the doc comments, with inherited options last', () => {
    const { text, complaints } = withOptionTables('a.md', page('MyOptions'), SOURCES);
    expect(text.split('\n')).to.deep.equal(page('MyOptions', '', ...ROWS, ''));
    expect(complaints[0]).to.match(/^a\.md:2: the table of MyOptions/);
  });

  it('are left alone where they say the same, however they are aligned', () => {
    const aligned = ROWS.map(row => row.replaceAll(' | ', '    |   ').replaceAll('---', '--------'));
    expect(withOptionTables('a.md', page('MyOptions', ...aligned), SOURCES).complaints).to.deep.equal([]);
  });

  it('need a doc comment for each option', () => {
    const { complaints } = withOptionTables('a.md', page('Bare'), SOURCES);
    expect(complaints.join()).to.contain('Bare.silent has no doc comment');
  });

  it('fail for an interface that there is none of', () => {
    expect(() => withOptionTables('a.md', page('Nothing'), SOURCES)).to.throw(
      '0 interfaces are called Nothing',
    );
  });
});
