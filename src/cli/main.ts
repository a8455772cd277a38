import { CommanderError } from 'commander';
import { EXIT, exitCodeOf } from './process/exitCodes.js';
import { errorLine } from './errorLine.js';
import type { Host, OutputStream } from './process/host.js';
import { report } from './process/report.js';
import { program } from './program.js';

/** Runs the command with these arguments. Resolves with the exit code; never rejects. */
export async function main(args: readonly string[], host: Host): Promise<number> {
  // A reader that left must not end a listing, nor the help; what is listed is written by a writer, which tells.
  for (const stream of [host.stdout, host.stderr]) stream.on('error', () => undefined);
  let exitCode: number = EXIT.ok;
  try {
    const commands = program(host, async command => {
      exitCode = await command(host);
    });
    await commands.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    complain(host.stderr, error, args.includes('--debug'));
    return exitCodeOf(error);
  }
}

function complain(stderr: OutputStream, error: unknown, debug: boolean): void {
  const { resume } = error as { resume?: string };
  const line = errorLine(error);
  const hint = resume === undefined ? '' : `${line.endsWith('.') ? '' : '.'} Go on with:`;
  report(stderr, `${line}${hint}`, resume);
  if (!debug) return;
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    stderr.write(`${at === error ? '' : 'caused by '}${at.stack ?? String(at)}\n`);
  }
}
