// What package.json names as built files, and the source of each.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './run.mjs';

export const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

const source = file => file.replace(/^\.?\/?dist\//, 'src/').replace(/(\.d\.ts|\.js)$/, '.ts');

/** The source of each entry of a package.json, by what an import names: `stepstream/codecs` of `src/codecs.ts`. */
export function entriesOf({ name, exports }) {
  return Object.entries(exports)
    .filter(([, { types }]) => types !== undefined)
    .map(([path, { types }]) => [name + path.slice(1), source(types)]);
}

/** Sources of the entries of the library: those of the modules that users import. */
export const libraryEntries = entriesOf(manifest).map(([, file]) => file);

/** Sources of the commands. */
export const commandEntries = Object.values(manifest.bin).map(source);
