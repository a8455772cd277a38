// Draws what `npm start` shows as docs/images/start.svg: `node scripts/picture.mjs`. It runs in a terminal without a
// window, by way of python3's pty. The picture shows frames of the live view one after the other, then the end, which
// stays where a reader prefers no motion. The text is the command's own; what doesn't fit is left out, and marked.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { animatedSvg } from './animatedSvg.mjs';
import { root } from './run.mjs';

const { Terminal } = createRequire(import.meta.url)('@xterm/headless');
const COLUMNS = 98;
const ROWS = 26;
/** Pause after which a frame of the live view has arrived whole, in milliseconds: a pipe cuts it anywhere. */
const FRAME_PAUSE_MS = 30;
/** Shares of the tests that have ended in the frames that are shown. */
const SHARES = [0.02, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.97];
const FRAME_S = 0.9;
const END_S = 6;
/** Rows of the table at the end, and lines of its failures. */
const TABLE_ROWS = 4;
const FAILURES = 2;

/** Runs it: the frames of the live view, each with the share of the tests that have ended, and the text at the end. */
async function run() {
  const terminal = new Terminal({ cols: COLUMNS, rows: ROWS, scrollback: 1000, allowProposedApi: true });
  /** The lines, those whole again that the terminal has wrapped. */
  const text = () => {
    const { active } = terminal.buffer;
    const lines = [];
    for (let i = 0; i < active.length; i++) {
      const line = active.getLine(i);
      const written = line.translateToString(true);
      if (line.isWrapped) lines.push(`${lines.pop() ?? ''}${written}`);
      else lines.push(written);
    }
    return lines.slice(0, lines.findLastIndex(line => line !== '') + 1);
  };
  const pty = 'import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))';
  const size = `stty cols ${COLUMNS} rows ${ROWS}; exec "$@"`;
  const demo = [process.execPath, '--import', 'tsx', 'src/cli/demo/demo.ts'];
  const child = spawn('python3', ['-c', pty, 'sh', '-c', size, 'sh', ...demo], {
    cwd: root,
    env: { ...process.env, TERM: 'xterm-256color' },
  });
  child.stderr.pipe(process.stderr);
  const frames = [];
  let taken = Promise.resolve();
  let whole;
  const take = () => {
    const lines = text();
    const [, done, total] = /\b(\d+) of (\d+)\b/.exec(lines.join('\n')) ?? [];
    if (done !== undefined) frames.push({ share: done / total, lines });
  };
  child.stdout.setEncoding('utf8').on('data', data => {
    clearTimeout(whole);
    taken = taken.then(() => new Promise(resolve => terminal.write(data, resolve)));
    whole = setTimeout(() => void (taken = taken.then(take)), FRAME_PAUSE_MS);
  });
  const [code] = await once(child, 'close');
  clearTimeout(whole);
  await taken;
  if (code !== 0) throw new Error(`npm start ended with ${code}`);
  return { frames, end: text() };
}

/** The lines from that of the job on. */
const ofJob = lines => lines.slice(lines.findIndex(line => line.startsWith('image-classifier')));

/** Some of the lines from `first` on that `belongs` names, and how many more there are. */
function some(lines, belongs, first, count, more) {
  const places = lines.flatMap((line, i) => (i >= first && belongs(line) ? [i] : []));
  const left = places.slice(count);
  if (left.length < 2) return lines;
  return lines.flatMap((line, i) => (i === left[0] ? [more(left.length)] : left.includes(i) ? [] : [line]));
}

/** The end without most rows of its table and most of its failures. */
function shortEnd(lines) {
  const width = Math.max(...lines.filter(line => /^[┌├└]/.test(line)).map(line => line.length));
  const rows = left => `│ ${`…  ${left} more`.padEnd(width - 4)} │`;
  const short = some(lines, line => /^│ +\d+ │/.test(line), 0, TABLE_ROWS, rows);
  const failed = short.indexOf('Failed:');
  if (failed < 0) return short;
  return some(
    short,
    line => line.startsWith('  '),
    failed,
    FAILURES,
    left => `  …  ${left} more`,
  );
}

/** What a line is, for its colour. */
function kind(line, i, lines) {
  const failed = lines.findIndex(one => /^failed\b/i.test(one));
  const [, next] =
    failed < 0 ? [] : [failed, lines.findIndex((one, at) => at > failed && !one.startsWith('  '))];
  if (i === 0) return 'prompt';
  if (failed >= 0 && i > failed && (next < 0 || i < next)) return 'failed';
  if (/^(Pick:| {6}\$|█|best so far)/.test(line)) return 'pick';
  if (/^[┌├└]/.test(line) || /^│ …/.test(line) || /^(env )?[A-Z]: /.test(line)) return 'dim';
  return 'plain';
}

const cut = line => (line.length <= COLUMNS ? line : `${line.slice(0, COLUMNS - 1)}…`);
const picture = lines =>
  ['$ npm start', '', ...lines].map(cut).map((text, i, all) => ({ text, kind: kind(text, i, all) }));

const { frames, end } = await run();
const chosen = SHARES.map(share => frames.find(frame => frame.share >= share)).filter(Boolean);
const unlike = chosen.filter((frame, i) => frame !== chosen[i - 1]);
// What was shown live isn't in the text at the end, which begins anew with the line of the job.
const shown = shortEnd(ofJob(end));
const svg = animatedSvg(
  [
    ...unlike.map(({ lines }) => ({ lines: picture(ofJob(lines)), seconds: FRAME_S })),
    { lines: picture(shown), seconds: END_S },
  ],
  'The live view of npm start, and the pick at its end',
);
writeFileSync(join(root, 'docs/images/start.svg'), svg);
console.log(`${unlike.length} frames and the end, ${(svg.length / 1000).toFixed(1)} kB`);
