// What package.json names as built files, and the source of each.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './run.mjs';

export const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

const source = file => file.replace(/^\.?\/?dist\//, 'src/').replace(/\.js$/, '.ts');

/** Sources of the entries of the library: those of the modules that users import. */
export const libraryEntries = Object.values(manifest.exports)
  .filter(target => typeof target === 'object')
  .map(target => source(target.default));

/** Sources of the commands. */
export const commandEntries = Object.values(manifest.bin).map(source);
