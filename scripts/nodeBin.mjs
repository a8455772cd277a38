// Other versions of Node, out of the npm package `node`, which carries the binary of each platform.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mustRun, root } from './run.mjs';

/** The folder of a Node's binary; installed on first use. */
export async function nodeBin(major) {
  const folder = join(root, 'node_modules/.cache/nodes', major);
  const bin = join(folder, 'node_modules/node/bin');
  if (!existsSync(join(bin, 'node'))) {
    mkdirSync(folder, { recursive: true });
    // The package's install script fetches the binary of this platform: npm runs it only where that's allowed.
    const manifest = { private: true, dependencies: { node: major }, allowScripts: { node: true } };
    writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
    await mustRun('npm', ['install', '--no-package-lock', '--loglevel=error'], { cwd: folder });
  }
  return bin;
}
