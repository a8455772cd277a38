// Runs a program under a watchdog: one that makes no progress is killed with all of its descendants.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cpuOfTree, killTree } from './processTree.mjs';
import { start } from './run.mjs';
import { Watchdog } from './watchdog.mjs';

/** Typed linting says nothing for minutes on a slow machine: CPU time counts as progress, but not for ever. */
export const LIMITS = { limitMs: 180_000, silentLimitMs: 1_800_000, giveUpMs: 5_000 };

/**
 * Resolves with code and output as `run` does; `stalled` is the sentence about a program that was killed. The
 * environment variable STEPSTREAM_RUNNING names a file in which the specs' reporter keeps what is running.
 */
export async function watched(lane, { name, program, args, env }, limits = LIMITS) {
  const folder = mkdtempSync(join(tmpdir(), 'stepstream-lane-'));
  const note = join(folder, 'running');
  const now = () => performance.now();
  const dog = new Watchdog(limits, now());
  const { child, ended, out } = start(program, args, {
    env: { ...env, STEPSTREAM_RUNNING: note },
    // Of a terminal's signals only this process hears, while the tree below it is whole: then it can kill all.
    detached: true,
    onOutput: () => dog.output(now()),
  });
  let stalled;
  let killed;
  let giveUp;
  // A descendant that has left the tree can hold the pipes open: then nobody says that the program has ended.
  const givenUp = new Promise(
    resolve =>
      (killed = () => (giveUp = setTimeout(() => resolve({ code: 'SIGKILL', ...out }), limits.giveUpMs))),
  );
  const lookMs = limits.limitMs / 60;
  let lookedAt = now();
  const timer = setInterval(() => {
    // Nobody has worked while all of this was suspended: by Ctrl-Z, or with the machine.
    if (now() - lookedAt > limits.limitMs / 2) dog.resumed(now());
    lookedAt = now();
    dog.cpu(cpuOfTree(child.pid), now());
    const complaint = dog.complaint(now());
    if (complaint === undefined || stalled !== undefined) return;
    stalled = `STALLED: ${lane}, ${name} (${[program, ...args].join(' ')}): ${complaint}. ${lastSpec(note)}Killed.`;
    killTree(child.pid);
    killed();
  }, lookMs);
  try {
    return { ...(await Promise.race([ended, givenUp])), stalled };
  } catch (error) {
    // It could not be started.
    return { code: error.code, ...out, stderr: error.message, stalled };
  } finally {
    clearInterval(timer);
    clearTimeout(giveUp);
    // Or else they would keep this process as long as that descendant lives.
    child.stdout?.destroy();
    child.stderr?.destroy();
    child.unref();
    rmSync(folder, { recursive: true, force: true });
  }
}

function lastSpec(note) {
  try {
    return `${readFileSync(note, 'utf8')} `;
  } catch {
    return '';
  }
}
