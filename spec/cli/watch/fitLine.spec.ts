import { expect } from 'chai';
import fc from 'fast-check';
import { fitLine, widthOf, type Span } from '../../../src/cli/watch/fitLine.js';
import { progressBar } from '../../../src/cli/watch/progressBar.js';
import { wrapText } from '../../../src/cli/watch/wrapText.js';
import { plainPaint, type Paint } from '../../../src/cli/process/terminal.js';
import { runs } from '../../support/runs.js';

const marked: Paint = (style, text) => `<${style}>${text}</>`;
const texts = fc.string({ unit: 'grapheme', maxLength: 20 });

describe('a line that fits', () => {
  it('is left alone, spaces too, or is cut and says so', () => {
    expect(fitLine(['  one', ['red', ' two  ']], 20, marked)).equal('  one<red> two  </>');
    expect(fitLine(['one', ['red', ' two'], ' three'], 6, marked)).equal('one<red> t</>…');
    expect(fitLine(['one', ['red', ' two']], 3, marked)).equal('on…');
    expect(fitLine(['one'], 1, marked)).equal('…');
    expect(fitLine(['one'], 0, marked)).equal('');
  });

  it('counts wide characters as two columns, and never halves one', () => {
    expect(fitLine(['模型模型'], 8, plainPaint)).equal('模型模型');
    expect(fitLine(['模型模型'], 6, plainPaint)).equal('模型…');
    expect(fitLine(['🇩🇪🇩🇪🇩🇪'], 4, plainPaint)).equal('🇩🇪…');
  });

  it('lets nothing through that moves the cursor', () => {
    expect(fitLine(['a\u001b[2Jb', ' c\r\nd'], 20, plainPaint)).equal('a [2Jb c; d');
  });

  it('is never wider than the room, whatever the texts', () => {
    fc.assert(
      fc.property(fc.array(texts), fc.nat(40), (parts, columns) => {
        expect(widthOf(fitLine(parts, columns, plainPaint))).at.most(columns);
      }),
      { numRuns: runs(200) },
    );
  });
});

describe('a text that is wrapped', () => {
  it('is broken between words, and indented from the second line on', () => {
    expect(wrapText('  one two three four', 9, '    ')).deep.equal(['  one two', '    three', '    four']);
    expect(wrapText('short', 9, '  ')).deep.equal(['short']);
    expect(wrapText('', 9, '  ')).deep.equal(['']);
  });

  it('keeps a word whole that is longer than a line', () => {
    expect(wrapText('a wordwithoutend b', 6, ' ')).deep.equal(['a', ' wordwithoutend', ' b']);
  });
});

describe('a progress bar', () => {
  const drawn = (spans: readonly Span[]): string =>
    fitLine(spans, 99, (style, text) => `${style[0]!}${text}`);

  it('shows what is done, what of it has failed, and what is left', () => {
    expect(drawn(progressBar({ done: 4, failed: 1, total: 8 }, 8))).equal('g███r█d░░░░');
    expect(drawn(progressBar({ done: 0, failed: 0, total: 8 }, 4))).equal('d░░░░');
    expect(drawn(progressBar({ done: 8, failed: 0, total: 8 }, 4))).equal('g████');
  });

  it('is full only when all is done, and empty where the total is unknown', () => {
    expect(drawn(progressBar({ done: 99, failed: 0, total: 100 }, 4))).equal('g███d░');
    expect(drawn(progressBar({ done: 9, failed: 0, total: undefined }, 4))).equal('d░░░░');
    expect(drawn(progressBar({ done: 0, failed: 0, total: 0 }, 4))).equal('d░░░░');
  });

  it('is always as wide as it is to be', () => {
    fc.assert(
      fc.property(fc.nat(50), fc.nat(50), fc.nat(50), fc.nat(60), (total, done, failed, columns) => {
        const bar = progressBar({ total, done, failed: Math.min(failed, done) }, columns);
        expect(widthOf(fitLine(bar, 99, plainPaint))).equal(columns);
      }),
      { numRuns: runs(200) },
    );
  });
});
