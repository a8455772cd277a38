import type { Limits } from './watchdog.mjs';

export interface Program {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
}

export function watched(
  lane: string,
  program: Program,
  limits?: Limits & { readonly giveUpMs: number },
): Promise<{
  readonly code: number | string | undefined;
  readonly stdout: string;
  readonly stderr: string;
  readonly stalled: string | undefined;
}>;
