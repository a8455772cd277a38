// Bundles the declarations of the package into dist: a .d.ts for each entry of the library and the chunks that they
// share, with maps that lead to src.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { rollup } from 'rollup';
import { dts } from 'rollup-plugin-dts';
import { libraryEntries } from './entries.mjs';
import { mustRun } from './run.mjs';

/** Writes the declarations into a folder. They are made of src without a check of its types: that is `npm run types`. */
export async function writeTypes(folder) {
  // Inside the repository, so that the types of the dependencies are found.
  const single = join(folder, 'single');
  try {
    await mustRun('tsc', [
      '-p',
      'tsconfig.build.json',
      '--outDir',
      single,
      '--emitDeclarationOnly',
      '--noCheck',
    ]);
    const bundle = await rollup({
      input: Object.fromEntries(
        libraryEntries.map(source => {
          const name = source.replace(/^src\/(.*)\.ts$/, '$1');
          return [name, join(single, `${name}.d.ts`)];
        }),
      ),
      external: specifier => !/^[./]/.test(specifier),
      plugins: [dts({ sourcemap: true })],
      onLog: (level, { code, message }) => {
        if (level === 'warn' && code !== 'PLUGIN_WARNING') throw new Error(message);
      },
    });
    await bundle.write({
      dir: folder,
      format: 'es',
      sourcemap: true,
      entryFileNames: '[name].d.ts',
      chunkFileNames: 'chunks/[name]-[hash].d.ts',
    });
    await bundle.close();
  } finally {
    rmSync(single, { recursive: true });
  }
}
