// Draws what `npm start` shows as docs/images/start.svg: `node scripts/picture.mjs`. It runs in a terminal
// without a window, by way of python3's pty: half of the picture is the live view when the job was about half
// done, the other half is what is there at the end. The text is the command's own. Two things are shortened,
// and marked: rows in the middle of the table, and lines that are longer than the table is wide.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from './run.mjs';

const { Terminal } = createRequire(import.meta.url)('@xterm/headless');
const TERMINAL_COLUMNS = 99;
const TERMINAL_ROWS = 28;
const HALF = 22;
/** Pause after which a frame of the live view has arrived whole, in milliseconds: a pipe cuts it anywhere. */
const FRAME_PAUSE_MS = 30;
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
  if (/^(Pick:| {6}\$|█)/.test(line)) return 'pick';
  if (/^[┌├└]/.test(line) || /^│ …/.test(line) || /^[A-Z]: /.test(line) || line === GAP) return 'dim';
  return 'plain';
}

/** Stands between the live view and the end. */
const GAP = '⋮';

/** What is on the screen about half way, and at the end. */
async function run() {
  const terminal = new Terminal({
    cols: TERMINAL_COLUMNS,
    rows: TERMINAL_ROWS,
    scrollback: 1000,
    allowProposedApi: true,
  });
  const { buffer } = terminal;
  /** The lines, those whole again that the terminal has wrapped. */
  const text = () => {
    const lines = [];
    for (let i = 0; i < buffer.active.length; i++) {
      const line = buffer.active.getLine(i);
      const written = line.translateToString(true);
      if (line.isWrapped) lines.push(`${lines.pop() ?? ''}${written}`);
      else lines.push(written);
    }
    return lines.slice(0, lines.findLastIndex(line => line !== '') + 1);
  };
  const pty = 'import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))';
  const size = `stty cols ${TERMINAL_COLUMNS} rows ${TERMINAL_ROWS}; exec "$@"`;
  const demo = [process.execPath, '--import', 'tsx', 'src/cli/demo/demo.ts'];
  const child = spawn('python3', ['-c', pty, 'sh', '-c', size, 'sh', ...demo], {
    cwd: root,
    env: { ...process.env, TERM: 'xterm-256color' },
  });
  child.stderr.pipe(process.stderr);
  let half;
  let taken = Promise.resolve();
  let whole;
  const takeHalf = () => {
    const done = Number(/ {2}(\d+) of \d+ steps/.exec(text().join('\n'))?.[1]);
    if (half === undefined && done >= HALF) half = text();
  };
  child.stdout.setEncoding('utf8').on('data', data => {
    clearTimeout(whole);
    taken = taken.then(() => new Promise(resolve => terminal.write(data, resolve)));
    whole = setTimeout(() => void (taken = taken.then(takeHalf)), FRAME_PAUSE_MS);
  });
  const [code] = await once(child, 'close');
  await taken;
  if (code !== 0) throw new Error(`npm start ended with ${code}`);
  return { half, end: text() };
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

const { half, end } = await run();
const rest = end.slice(end.findIndex(line => line.startsWith('image-classifier  ')));
const lines = ['$ npm start', ...shorten([...half, GAP, ...rest])];
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
