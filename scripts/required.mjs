// What Node loads for half the CPU where it is required: of an import of CommonJS it compiles the source once more to
// tell its format, and reads it again for its names. So what `import 'stepstream'` needs of others goes through files
// that require it, by `imports` of package.json; bundlers and other platforms import as always.
import { manifest } from './entries.mjs';

/** Which of `imports` stands for a module; undefined where none does. Files of rxjs stand for names of its index. */
function subpathOf(specifier) {
  const wanted = specifier.startsWith('rxjs/') ? 'rxjs' : specifier;
  return Object.entries(manifest.imports).find(([, { module }]) => module === wanted)?.[0];
}

const STATEMENT = /^import (?:\* as ([\w$]+)|([\w$]+)|\{([^}]+)\}) from '([^'.#][^']*)';$/gm;

/** A plugin of rollup for the file of an entry, and for all that it imports. */
export function required(entry) {
  /** Lines of the files that require, each once. */
  const files = new Map(Object.values(manifest.imports).map(({ node }) => [node, new Set()]));
  return {
    name: 'required',
    renderChunk(code, { fileName }, _options, { chunks }) {
      if (!reached(entry, chunks).has(fileName)) return null;
      const through = (statement, namespace, whole, names, specifier) => {
        const subpath = subpathOf(specifier);
        if (subpath === undefined) return statement;
        const lines = files.get(manifest.imports[subpath].node);
        const load = `require(${JSON.stringify(specifier)})`;
        // A variable between: Node would follow `module.exports = require()` and read it for its names.
        if (whole !== undefined) lines.add(`const whole = ${load};`).add('module.exports = whole;');
        for (const name of namespace === undefined ? importedNames(names) : members(code, namespace))
          lines.add(`exports.${name} = ${load}.${name};`);
        return statement.replace(`'${specifier}'`, `'${subpath}'`);
      };
      return { code: code.replace(STATEMENT, through), map: null };
    },
    generateBundle() {
      for (const [node, lines] of files)
        this.emitFile({
          type: 'asset',
          fileName: node.replace('./dist/', ''),
          source: `'use strict';\n${[...lines].toSorted().join('\n')}\n`,
        });
    },
  };
}

const importedNames = (names = '') =>
  names
    .split(',')
    .filter(name => name.trim() !== '')
    .map(name => name.trim().split(' as ')[0]);

const members = (code, namespace) =>
  new Set(
    [
      ...code.matchAll(
        new RegExp(`(?<![\\w$.])${namespace.replaceAll('$', String.raw`\$`)}\\.([\\w$]+)`, 'g'),
      ),
    ].map(([, name]) => name),
  );

/** The files that a file imports, directly or not, and itself. */
function reached(entry, chunks) {
  const found = new Set([entry]);
  for (const fileName of found)
    for (const next of chunks[fileName].imports) if (next in chunks) found.add(next);
  return found;
}
