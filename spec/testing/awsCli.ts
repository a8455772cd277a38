import { fileURLToPath } from 'node:url';
import { startLineProcess } from '../support/lineProcess.js';
import { AWS_ENVIRONMENT, runTool, type ToolResult } from './runTool.js';

/** aws-cli in front of a simulator. */
export interface AwsCli {
  readonly run: (...args: readonly string[]) => Promise<ToolResult>;
  /** Runs it with these variables, and nothing else of AWS; later calls of `run` have them, too. */
  readonly runIn: (env: NodeJS.ProcessEnv, ...args: readonly string[]) => Promise<ToolResult>;
  readonly close: () => Promise<void>;
}

/**
 * aws-cli for several commands, as its start is slow: in one process where it is a module of Python, or
 * else a process for each. Undefined where it isn't installed. It keeps the keys of assumed roles below `home`.
 */
export async function startAwsCli(home: string | undefined = process.env.HOME): Promise<AwsCli | undefined> {
  const script = fileURLToPath(new URL('./awsCli.py', import.meta.url));
  const python = await startLineProcess('python3', [script], { ...AWS_ENVIRONMENT, HOME: home });
  if (python !== undefined)
    return {
      run: async (...args) => ({ ...((await python.ask(args)) as ToolResult), missing: false }),
      runIn: async (env, ...args) => ({
        ...((await python.ask({ args, env: { PATH: process.env.PATH, HOME: home, ...env } })) as ToolResult),
        missing: false,
      }),
      close: python.close,
    };
  if ((await runTool('aws', ['--version'])).missing) return undefined;
  return {
    run: (...args) => runTool('aws', args),
    runIn: (env, ...args) => runTool('aws', args, { env: { PATH: process.env.PATH, HOME: home, ...env } }),
    close: () => Promise.resolve(),
  };
}
