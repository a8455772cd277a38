// What the scripts share: where the repository is, and how they run a program.
import { spawn } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';

/** The top folder of the repository. */
export const root = dirname(import.meta.dirname);

/** Starts a program (those of node_modules/.bin included); `ended` resolves with its code and output, `out` is what it has written so far. */
export function start(
  program,
  args,
  { cwd = root, env = {}, show = false, detached = false, onOutput } = {},
) {
  // The folder of this Node comes last: it may hold other programs than those that the caller's PATH finds.
  const PATH = [join(root, 'node_modules/.bin'), process.env.PATH, dirname(process.execPath)].join(delimiter);
  const child = spawn(program, args, {
    cwd,
    detached,
    env: { ...process.env, PATH, ...env },
    stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
  });
  const out = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'])
    child[stream]?.setEncoding('utf8').on('data', text => {
      out[stream] += text;
      onOutput?.();
    });
  const ended = new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code: code ?? signal, ...out }));
  });
  return { child, out, ended };
}

/** Runs a program to its end; `show` lets it write to our own output instead. */
export const run = (program, args, options) => start(program, args, options).ended;

/** The same, for what must succeed: its standard output, or an error that carries all that it said. */
export async function mustRun(program, args, options) {
  const { code, stdout, stderr } = await run(program, args, options);
  if (code !== 0) throw new Error(`${program} ended with ${code}\n${stdout}${stderr}`.trimEnd());
  return stdout;
}
