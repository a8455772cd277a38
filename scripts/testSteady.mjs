// `npm run test:steady`: whether `npm ci && npm test` is green time after time, as for a newcomer: each run in a
// fresh clone of the last commit, on two processors. Prints time and CPU of each run; ends at the first red one.
//
//   npm run test:steady                              ten times
//   npm run test:steady -- --times 3 --busy 6        three times, beside six processes that never rest
//   npm run test:steady -- --times 1 --beside COMMIT the same of another commit, run by run in turn
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { endTogether } from './endTogether.mjs';
import { cpuOfEndedChildren } from './processTree.mjs';
import { mustRun, root, start } from './run.mjs';

endTogether();

const PROCESSORS = 2;
const { values } = parseArgs({
  options: {
    times: { type: 'string', default: '10' },
    busy: { type: 'string', default: '0' },
    beside: { type: 'string' },
  },
});

/** On a larger machine the run, and what is busy beside it, get two processors. */
const pinned =
  availableParallelism() > PROCESSORS && spawnSync('taskset', ['--version']).status === 0
    ? ['taskset', '-c', `0-${PROCESSORS - 1}`]
    : [];

async function timed(program, args, options) {
  const [first, ...rest] = [...pinned, program, ...args];
  const [begun, cpu] = [performance.now(), cpuOfEndedChildren()];
  const { code, stdout, stderr } = await start(first, rest, options).ended;
  const used = cpuOfEndedChildren();
  return {
    code,
    said: `${stdout}${stderr}`,
    wall: (performance.now() - begun) / 1000,
    cpu: used === undefined ? undefined : (used - cpu) / 1000,
  };
}

const text = ({ wall, cpu }) =>
  `${wall.toFixed(0)} s${cpu === undefined ? '' : ` (${cpu.toFixed(0)} s of CPU)`}`;

/** One run of a commit; answers whether it was green. */
async function run(commit, label) {
  const folder = mkdtempSync(join(tmpdir(), 'stepstream-steady-'));
  try {
    await mustRun('git', ['clone', '--quiet', root, folder]);
    await mustRun('git', ['checkout', '--quiet', commit], { cwd: folder });
    const installed = await timed('npm', ['ci'], { cwd: folder });
    const tested = installed.code === 0 ? await timed('npm', ['test'], { cwd: folder }) : installed;
    const green = tested.code === 0;
    const counts = tested.said.match(/^\d+ passed, \d+ failed.*$/gm)?.join('; ') ?? '';
    console.log(
      `${label}: ${green ? 'green' : 'RED'}, npm ci ${text(installed)}, npm test ${text(tested)}; ${counts}`,
    );
    if (!green) console.log(tested.said);
    return green;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const busy = Array.from({ length: Number(values.busy) }, () => {
  const [first, ...rest] = [...pinned, process.execPath, '-e', 'for (;;);'];
  return spawn(first, rest, { stdio: 'ignore' });
});
try {
  const head = (await mustRun('git', ['rev-parse', 'HEAD'])).trim();
  const commits = values.beside === undefined ? [head] : [values.beside, head];
  const beside = values.busy === '0' ? '' : ` beside ${values.busy} busy processes`;
  for (let i = 1; i <= Number(values.times) && process.exitCode === undefined; i += 1)
    for (const commit of commits)
      if (!(await run(commit, `${commit.slice(0, 10)}, run ${i} of ${values.times}${beside}`)))
        process.exitCode = 1;
} finally {
  for (const child of busy) child.kill();
}
