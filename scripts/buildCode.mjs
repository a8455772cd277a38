// Bundles the code of the package, src, into dist: a file for each entry of package.json, and few chunks that they
// share, so that a class is one class in all of them. Names stay as they are, so that stack traces can be read.
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { transform } from 'esbuild';
import { rollup } from 'rollup';
import { licences } from './buildPage.mjs';
import { chunkNames } from './chunkNames.mjs';
import { coarseMaps } from './coarseMaps.mjs';
import { commandEntries, libraryEntries } from './entries.mjs';
import { reachedFiles } from './reached.mjs';
import { required } from './required.mjs';
import { root } from './run.mjs';
import { withRxjsPaths } from './rxjsPaths.mjs';

/** Dependencies that become a part of the package, without what nothing uses. All others are loaded from where they are. */
const BUNDLED = /^(fp-ts|io-ts)(?:\/(?:lib|es6)(\/.*?)(?:\.js)?)?$/;

/** The path of an entry in dist, without its extension. */
const builtName = source => source.slice('src/'.length, -'.ts'.length);

/** Writes the code into a folder. */
export async function writeCode(folder) {
  const bundle = await rollup({
    input: Object.fromEntries(
      [...libraryEntries, ...commandEntries].map(source => [builtName(source), join(root, source)]),
    ),
    plugins: [modules, required('index.js'), small, coarseMaps, libraryMaps, notices],
    treeshake: { moduleSideEffects: false },
    onLog: (level, { code, message }) => {
      if (level === 'warn' && code !== 'THIS_IS_UNDEFINED') throw new Error(message);
    },
  });
  await bundle.write({
    dir: folder,
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name].js',
    manualChunks: chunkNames(),
    hoistTransitiveImports: false,
    sourcemap: true,
    sourcemapExcludeSources: true,
  });
  await bundle.close();
}

/** Finds sources and bundled dependencies, and takes the types away. */
const modules = {
  name: 'modules',
  resolveId(specifier, importer) {
    if (importer === undefined) return null;
    const [, name, file = '/index'] = BUNDLED.exec(specifier) ?? [];
    if (name !== undefined) return join(root, 'node_modules', name, 'es6', `${file}.js`);
    // Its build without what is for Redis, in one file.
    if (specifier === 'bottleneck') return { id: 'bottleneck/light.js', external: true };
    if (!specifier.startsWith('.')) return { id: specifier, external: true };
    const path = join(importer, '..', specifier);
    return importer.endsWith('.ts') ? path.replace(/\.js$/, '.ts') : `${path}.js`;
  },
  async load(id) {
    const text = readFileSync(id, 'utf8');
    if (!id.endsWith('.ts'))
      return {
        // What nothing uses has no effect: rollup can't see that of classes and objects that are made by calls.
        code: text
          .replaceAll('/** @class */', '/*@__PURE__*/')
          .replace(/^(export var \w+ =) (?=(?:new |brand\(|refinement\())/gm, '$1 /*@__PURE__*/ '),
        map: { mappings: '' },
      };
    return transform(text, {
      loader: 'ts',
      target: 'es2023',
      sourcefile: id,
      sourcemap: true,
      sourcesContent: false,
      tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true, useDefineForClassFields: true } },
    }).then(({ code, map }) => ({ code: withRxjsPaths(code), map }));
  },
};

/** Leaves out what only readers of the code need: that is in src. */
const small = {
  name: 'small',
  renderChunk: code =>
    transform(code, {
      minifyWhitespace: true,
      minifySyntax: true,
      lineLimit: 120,
      sourcemap: true,
      sourcesContent: false,
      target: 'es2023',
    }).then(({ code, map }) => ({ code, map })),
};

/** Takes away the maps of what only commands and the simulator load, which no stack trace of a service leads into. */
const libraryMaps = {
  name: 'library maps',
  generateBundle(options, bundle) {
    const ofServices = libraryEntries.map(builtName).filter(name => !name.startsWith('testing/'));
    const served = reachedFiles(
      ofServices.map(name => `${name}.js`),
      bundle,
    );
    for (const chunk of Object.values(bundle)) {
      if (chunk.type !== 'chunk' || served.has(chunk.fileName)) continue;
      delete bundle[`${chunk.fileName}.map`];
      chunk.code = chunk.code.replace(/\n\/\/# sourceMappingURL=.*\n?$/, '\n');
    }
  },
};

/** Writes the licences of what is bundled beside it. */
const notices = {
  name: 'notices',
  generateBundle() {
    const inputs = [...this.getModuleIds()].map(id => relative(root, id));
    this.emitFile({ type: 'asset', fileName: 'licences.txt', source: licences(inputs) });
  },
};
