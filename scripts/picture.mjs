// Draws what `npm start` prints as docs/images/start.svg: `node scripts/picture.mjs`.
// The text is the command's own. Two things are shortened, and marked: rows in the middle of the table, and
// lines that are longer than the table is wide.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mustRun, root } from './run.mjs';

const FIRST_ROWS = 10;
const LAST_ROWS = 4;
const COLUMN = 8.4;
const LINE = 19;
const PAD = 20;

/** The lines, without the rows in the middle of the table; each line no wider than the table. */
function shorten(lines) {
  const rows = lines.flatMap((line, i) => (/^│ +\d+ │/.test(line) ? [i] : []));
  const width = Math.max(...lines.filter(line => /^[┌├└]/.test(line)).map(line => line.length));
  const left = rows.slice(FIRST_ROWS, -LAST_ROWS);
  const gap = `│ ${`…  ${left.length} more`.padEnd(width - 4)} │`;
  return lines
    .map((line, i) => (i === left[0] ? gap : line))
    .filter((_, i) => i === left[0] || !left.includes(i))
    .map(line => (line.length <= width ? line : `${line.slice(0, width - 1)}…`));
}

/** What a line is, for its colour. */
function kind(line, i, lines) {
  const failed = lines.indexOf('Failed:');
  if (i === 0) return 'prompt';
  if (failed >= 0 && i > failed) return 'failed';
  if (/^(Pick:| {6}\$)/.test(line)) return 'pick';
  if (/^[┌├└]/.test(line) || /^│ …/.test(line) || /^page /.test(line)) return 'dim';
  return 'plain';
}

// Spaces that every renderer keeps: not all of them know `white-space: pre`.
const escape = text => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll(' ', '\u00a0');

/** One line; its length is given, so that columns stand below each other whatever the font. */
function drawn(line, i, lines) {
  if (line === '') return '';
  const y = PAD + (i + 1) * LINE - 5;
  const length = (line.length * COLUMN).toFixed(1);
  const attributes = `class="${kind(line, i, lines)}" x="${PAD}" y="${y}" textLength="${length}"`;
  return `<text ${attributes}>${escape(line)}</text>\n`;
}

const out = await mustRun('tsx', ['src/cli/demo.ts']);
const lines = ['$ npm start', ...shorten(out.trimEnd().split('\n'))];
const width = Math.ceil(Math.max(...lines.map(line => line.length)) * COLUMN) + 2 * PAD;
const height = lines.length * LINE + 2 * PAD;
const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="What npm start prints">
<style>
text { font: 14px ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace; white-space: pre; fill: #1f2328 }
.ground { fill: #f6f8fa; stroke: #d1d9e0 }
.prompt { font-weight: 600 }
.dim { fill: #6e7781 }
.pick { fill: #116329; font-weight: 600 }
.failed { fill: #a40e26 }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3 }
  .ground { fill: #0d1117; stroke: #3d444d }
  .dim { fill: #8b949e }
  .pick { fill: #56d364 }
  .failed { fill: #ff7b72 }
}
</style>
<rect class="ground" x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8"/>
${lines.map(drawn).join('')}</svg>
`;
mkdirSync(join(root, 'docs/images'), { recursive: true });
writeFileSync(join(root, 'docs/images/start.svg'), svg);
