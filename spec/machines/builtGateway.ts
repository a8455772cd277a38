import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '../..');

/** The program `gateway.ts` and its dependencies as one file, which starts several times as quickly; and what deletes it. */
export async function builtGateway(): Promise<{ readonly file: string; readonly remove: () => void }> {
  const cache = join(root, 'node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  // Inside the repository, so that the dependencies are found.
  const folder = mkdtempSync(join(cache, 'gateway-'));
  const file = join(folder, 'gateway.mjs');
  await build({
    entryPoints: [join(root, 'spec/machines/gateway.ts')],
    outfile: file,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'es2023',
    // Some dependencies are CommonJS.
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    logLevel: 'warning',
  });
  return {
    file,
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
