import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../..');

/** A build of some commit. */
export interface Build {
  /** What it is called in the table. */
  readonly name: string;
  /** Address of its folder `dist`, with a slash at its end. */
  readonly dist: string;
}

/** The build of the sources as they are. */
export const thisBuild: Build = { name: 'here', dist: pathToFileURL(join(root, 'dist/')).href };

/**
 * Builds another commit in a temporary work tree. Its dependencies are those of this one, and installed anew where the
 * locks differ.
 */
export async function otherBuild(ref: string): Promise<Build & { readonly remove: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'stepstream-compare-'));
  const { stdout } = await run('git', ['rev-parse', '--short', `${ref}^{commit}`], { cwd: root });
  await run('git', ['worktree', 'add', '--detach', folder, ref], { cwd: root });
  const remove = async (): Promise<void> => {
    await run('git', ['worktree', 'remove', '--force', folder], { cwd: root });
  };
  try {
    const [lock, otherLock] = [root, folder].map(at => readFileSync(join(at, 'package-lock.json'), 'utf8'));
    if (lock === otherLock) symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    else await run('npm', ['ci', '--ignore-scripts', '--prefer-offline'], { cwd: folder });
    await run(process.execPath, ['scripts/build.mjs'], { cwd: folder });
  } catch (error) {
    await remove();
    throw error;
  }
  return { name: stdout.trim(), dist: pathToFileURL(join(folder, 'dist/')).href, remove };
}
