// Builds dist/ from nothing: TypeScript 7 for the library, esbuild for the page.
import { chmodSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writePage } from './buildPage.mjs';
import { root, run } from './run.mjs';

rmSync(join(root, 'dist'), { recursive: true, force: true });
process.exitCode = (await run('tsc', ['-p', 'tsconfig.build.json'], { show: true })).code;
if (process.exitCode === 0) {
  chmodSync(join(root, 'dist/cli/stepstream.js'), 0o755);
  await writePage(join(root, 'dist/page'));
}
