import type { Command } from 'commander';
import { bashScript } from '../completion/bashScript.js';
import { completionTree } from '../completion/completionTree.js';
import { fishScript } from '../completion/fishScript.js';
import type { Shell } from '../completion/shells.js';
import { zshScript } from '../completion/zshScript.js';
import { writer } from '../output/writer.js';
import { EXIT } from '../process/exitCodes.js';
import type { Host } from '../process/host.js';

const SCRIPTS = { bash: bashScript, zsh: zshScript, fish: fishScript };

/** `stepstream completion SHELL`. Resolves with the exit code. */
export async function completionCommand(
  root: Command,
  shell: Shell,
  { stdout }: Pick<Host, 'stdout'>,
): Promise<number> {
  await writer(stdout).write(SCRIPTS[shell](completionTree(root)));
  return EXIT.ok;
}
