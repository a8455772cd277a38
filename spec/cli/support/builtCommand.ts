import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '../../..');
let built: Promise<string> | undefined;

/**
 * The command as JavaScript, file by file, built once into a folder of its own; answers the path of its file. By
 * esbuild, which takes a tenth of the time of the real build; that one, which bundles, is for `npm run packaging`. The
 * page isn't built.
 */
export function builtCommand(): Promise<string> {
  built ??= write();
  return built;
}

async function write(): Promise<string> {
  const cache = join(root, 'node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  // Inside the repository, so that the dependencies are found.
  const folder = mkdtempSync(join(cache, 'command-'));
  process.once('exit', () => {
    rmSync(folder, { recursive: true, force: true });
  });
  copyFileSync(join(root, 'package.json'), join(folder, 'package.json'));
  await build({
    absWorkingDir: root,
    entryPoints: ['src/**/*.ts'],
    outbase: 'src',
    outdir: join(folder, 'dist'),
    format: 'esm',
    target: 'es2023',
    logLevel: 'warning',
  });
  return join(folder, 'dist/cli/stepstream.js');
}
