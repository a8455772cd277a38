import { spawn } from 'node:child_process';

/**
 * What a command printed, and how it ended; `missing` where there is no such command, or (77) no
 * such module.
 */
export interface ToolResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number | null;
  readonly missing: boolean;
}

/** Runs a command of AWS's tools against a simulator, with credentials that lead nowhere else. */
export function runTool(command: string, args: readonly string[], stdin = ''): Promise<ToolResult> {
  const env = {
    ...process.env,
    AWS_ACCESS_KEY_ID: 'simulated',
    AWS_SECRET_ACCESS_KEY: 'simulated',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_MAX_ATTEMPTS: '1',
    AWS_PAGER: '',
  };
  return new Promise(resolve => {
    const child = spawn(command, args, { env, stdio: ['pipe', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.stdin.on('error', () => undefined);
    child.on('error', (error: NodeJS.ErrnoException) => {
      resolve({ stdout, stderr: error.message, code: null, missing: error.code === 'ENOENT' });
    });
    child.on('close', (code, signal) => {
      resolve({ stdout, stderr: `${stderr}${signal ?? ''}`, code, missing: code === 127 || code === 77 });
    });
    child.stdin.end(stdin);
  });
}
