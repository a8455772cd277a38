// What Node loads for half the CPU where it is required: of an import of CommonJS it compiles the source once more to
// tell its format, and reads it again for its names. So what `import 'stepstream'` needs of others goes through
// `imports` of package.json: in Node to a file that requires it, elsewhere and in bundlers to one that exports it.
import { reachedFiles } from './reached.mjs';

/** Modules, and what stands for them in package.json. Files of rxjs stand for names of its index. */
const THROUGH = {
  '@aws-sdk/client-sagemaker': '#sdk',
  rxjs: '#rxjs',
  'bottleneck/light.js': '#bottleneck',
};

const STATEMENT = /^import (?:\* as ([\w$]+)|([\w$]+)|\{([^}]+)\}) from '([^'.#][^']*)';$/gm;

/** A plugin of rollup for the file of an entry, and for all that it imports at once. */
export function required(entry) {
  /** Lines of each file, each once. */
  const files = new Map();
  const add = (file, line) => files.set(file, (files.get(file) ?? new Set()).add(line));

  function pass(code, [statement, namespace, whole, names = '', specifier]) {
    const module = specifier.startsWith('rxjs/') ? 'rxjs' : specifier;
    const subpath = THROUGH[module];
    if (subpath === undefined) return statement;
    const name = subpath.slice(1);
    const from = JSON.stringify(module);
    const load = `require(${JSON.stringify(specifier)})`;
    if (whole !== undefined) {
      // A variable between: Node would follow `module.exports = require()` and read it for its names.
      add(`${name}.cjs`, `const whole = ${load};\nmodule.exports = whole;`);
      add(`${name}.js`, `export { default } from ${from};`);
    } else if (namespace !== undefined) {
      for (const member of members(code, namespace))
        add(`${name}.cjs`, `exports.${member} = ${load}.${member};`);
      // Not name by name: an older release may lack one.
      add(`${name}.js`, `export * from ${from};`);
    } else
      for (const imported of names.split(',').map(one => one.trim().split(' as ')[0])) {
        add(`${name}.cjs`, `exports.${imported} = ${load}.${imported};`);
        add(`${name}.js`, `export { ${imported} } from ${from};`);
      }
    return statement.replace(`'${specifier}'`, `'${subpath}'`);
  }

  return {
    name: 'required',
    renderChunk(code, { fileName }, _options, { chunks }) {
      if (!reachedFiles([entry], chunks).has(fileName)) return null;
      return { code: code.replace(STATEMENT, (...match) => pass(code, match)), map: null };
    },
    generateBundle() {
      for (const [fileName, lines] of files) {
        const head = fileName.endsWith('.cjs') ? "'use strict';\n" : '';
        this.emitFile({ type: 'asset', fileName, source: `${head}${[...lines].toSorted().join('\n')}\n` });
      }
    },
  };
}

/** The members of a namespace that code names. */
function members(code, namespace) {
  const member = new RegExp(`(?<![\\w$.])${namespace.replaceAll('$', String.raw`\$`)}\\.([\\w$]+)`, 'g');
  return new Set([...code.matchAll(member)].map(([, name]) => name));
}
