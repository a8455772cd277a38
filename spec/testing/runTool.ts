import { runChild, type Ended } from '../support/child.js';

/**
 * What a command printed, and how it ended; `missing` where there is no such command, or (77) no
 * such module.
 */
export interface ToolResult extends Ended {
  readonly missing: boolean;
}

/** The environment of AWS's tools, with fake credentials. */
export const AWS_ENVIRONMENT: NodeJS.ProcessEnv = {
  ...process.env,
  AWS_ACCESS_KEY_ID: 'simulated',
  AWS_SECRET_ACCESS_KEY: 'simulated',
  AWS_DEFAULT_REGION: 'us-east-1',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_MAX_ATTEMPTS: '1',
  AWS_PAGER: '',
};

/** Runs a command of AWS's tools against a simulator. */
export async function runTool(
  command: string,
  args: readonly string[],
  { stdin = '', env = AWS_ENVIRONMENT }: { readonly stdin?: string; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<ToolResult> {
  try {
    const result = await runChild(command, args, { env, input: stdin });
    return { ...result, missing: result.code === 127 || result.code === 77 };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return { stdout: '', stderr: String(error), code: null, missing: true };
  }
}
