// The processes under a process: who they are, and the CPU time that they have used.
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';

/** Milliseconds in a tick of /proc, on every Linux that Node runs on. */
const TICK_MS = 10;

/**
 * All processes of this machine: pid, parent, and CPU time in milliseconds, that of waited-for children included.
 * Empty where there is neither /proc nor `ps`.
 */
function processes() {
  try {
    return readdirSync('/proc')
      .filter(name => /^\d+$/.test(name))
      .flatMap(fromProc);
  } catch {
    return fromPs();
  }
}

function fromProc(pid) {
  try {
    const { parent, ownMs, childrenMs } = readStat(pid);
    return [{ pid: Number(pid), parent, cpuMs: ownMs + childrenMs }];
  } catch {
    return []; // it has ended meanwhile
  }
}

/** The parent of a process, its own CPU time, and that of its children that have ended; throws without /proc. */
function readStat(pid) {
  // The name, in parentheses, may hold anything; what follows it are numbers.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ').map(Number);
  const [user, system, endedUser, endedSystem] = fields.slice(11, 15);
  return {
    parent: fields[1],
    ownMs: (user + system) * TICK_MS,
    childrenMs: (endedUser + endedSystem) * TICK_MS,
  };
}

/** Milliseconds of CPU time of all children that have ended; undefined where this system doesn't tell. */
export function cpuOfEndedChildren() {
  try {
    return readStat('self').childrenMs;
  } catch {
    return undefined;
  }
}

/** Where there is no /proc: macOS and the BSDs. */
function fromPs() {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid=,time='], { encoding: 'utf8' });
  return (stdout ?? '')
    .split('\n')
    .filter(Boolean)
    .map(line => {
      const [pid, parent, time] = line.trim().split(/\s+/);
      const seconds = time.split(/[:-]/).reduce((sum, part) => sum * 60 + Number(part), 0);
      return { pid: Number(pid), parent: Number(parent), cpuMs: seconds * 1000 };
    });
}

/** A process and all of its descendants that live. */
function processTree(root, all = processes()) {
  const tree = all.filter(({ pid }) => pid === root);
  for (const { pid } of tree) tree.push(...all.filter(({ parent }) => parent === pid));
  return tree;
}

/** Milliseconds of CPU time of a process and its descendants; undefined where this system doesn't tell. */
export function cpuOfTree(root) {
  const all = processes();
  if (all.length === 0) return undefined;
  return processTree(root, all).reduce((sum, { cpuMs }) => sum + cpuMs, 0);
}

/** Kills a process and its descendants, those that have left its process group included. */
export const killTree = root => kill(processTree(root));

/** Kills the descendants of this process. */
export const killDescendants = () => kill(processTree(process.pid).slice(1));

function kill(tree) {
  for (const { pid } of tree.reverse())
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended meanwhile.
    }
}
