import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const root = join(import.meta.dirname, '../../..');
let built: Promise<string> | undefined;

/** The command as it is published, built once into a folder of its own; answers the path of its file. */
export function builtCommand(): Promise<string> {
  built ??= build();
  return built;
}

async function build(): Promise<string> {
  const cache = join(root, 'node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  // Inside the repository, so that the dependencies are found.
  const folder = mkdtempSync(join(cache, 'command-'));
  process.once('exit', () => {
    rmSync(folder, { recursive: true, force: true });
  });
  copyFileSync(join(root, 'package.json'), join(folder, 'package.json'));
  const tsc = join(root, 'node_modules/.bin/tsc');
  const options = ['--outDir', join(folder, 'dist'), '--declaration', 'false', '--sourceMap', 'false'];
  await promisify(execFile)(tsc, [
    '-p',
    join(root, 'tsconfig.build.json'),
    ...options,
    '--declarationMap',
    'false',
    '--isolatedDeclarations',
    'false',
  ]);
  const { writePage } = (await import(join(root, 'scripts/buildPage.mjs'))) as {
    readonly writePage: (folder: string) => Promise<void>;
  };
  await writePage(join(folder, 'dist/page'));
  return join(folder, 'dist/cli/stepstream.js');
}
