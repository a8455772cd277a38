// Redis servers of specs and benches: Debian's redis-server, each on a free port of its own, without a file on disk.
import { spawnSync } from 'node:child_process';
import { startChild, type Child } from './child.js';
import { freePort } from './freePort.js';

/** A redis-server process. */
export interface RedisServer {
  readonly port: number;
  /** For `--redis`, and for the clients. */
  readonly url: string;
  /** Sends a signal: SIGSTOP stalls the server, SIGCONT lets it go on. */
  readonly signal: (name: NodeJS.Signals) => void;
  /** Kills the server, stalled or not. Resolves when the process has ended. */
  readonly stop: () => Promise<void>;
}

/** Whether Debian's package redis-server is there. */
export const isRedisInstalled = (): boolean => spawnSync('redis-server', ['--version']).status === 0;

/** Longest life of a server, in milliseconds: benches and long specs take minutes. It ends with this process anyway. */
const DEADLINE_MS = 3_600_000;
/** Largest number of free ports that are tried. */
const ATTEMPTS = 5;

/** Starts a server, on this port or a free one, with more flags. */
export async function startRedisServer(
  port?: number,
  moreFlags: readonly string[] = [],
): Promise<RedisServer> {
  for (let attempt = 1; ; attempt += 1) {
    const at = port ?? (await freePort());
    const child = startChild('redis-server', [...flags(at), ...moreFlags], { deadlineMs: DEADLINE_MS });
    try {
      await child.said(/Ready to accept connections/);
      return serverOf(child, at);
    } catch (error) {
      // Another process may have taken the port meanwhile.
      if (port !== undefined || attempt === ATTEMPTS) throw error;
    }
  }
}

const flags = (port: number): readonly string[] =>
  ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'].concat([
    '--enable-debug-command',
    'yes',
  ]);

function serverOf(child: Child, port: number): RedisServer {
  return {
    port,
    url: `redis://127.0.0.1:${String(port)}`,
    signal: name => void child.process.kill(name),
    stop: async () => {
      child.process.kill('SIGKILL');
      await child.ended;
    },
  };
}
