import { CommanderError } from 'commander';
import { EXIT, exitCodeOf } from './exitCodes.js';
import { errorLine } from './errorLine.js';
import { program } from './program.js';

/** Runs the command with these arguments, and sets the exit code. Never rejects. */
export async function main(args: readonly string[]): Promise<void> {
  // What the SDK has to say about Node 20 says nothing to whoever runs this.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  // A reader of stderr that left must not end a listing.
  process.stderr.on('error', () => undefined);
  try {
    process.exitCode = EXIT.ok;
    await program().parseAsync(args, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? EXIT.ok : EXIT.usage;
      return;
    }
    process.exitCode = exitCodeOf(error);
    complain(error, args.includes('--debug'));
  }
}

function complain(error: unknown, debug: boolean): void {
  const { goOn } = error as { goOn?: string };
  const line = errorLine(error);
  const hint = goOn === undefined ? '' : `${line.endsWith('.') ? '' : '.'} Go on with: ${goOn}`;
  process.stderr.write(`stepstream: ${line}${hint}\n`);
  if (!debug) return;
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    process.stderr.write(`${at === error ? '' : 'caused by '}${at.stack ?? String(at)}\n`);
  }
}
