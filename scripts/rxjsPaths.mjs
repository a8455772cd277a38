// rxjs name by name: its index loads all of its two hundred files, of which the package needs a third.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './run.mjs';

const index = readFileSync(join(root, 'node_modules/rxjs/dist/esm/index.js'), 'utf8');

/** Module of each name that rxjs exports: those that its package.json exports as `./internal/*`. */
const paths = new Map(
  [...index.matchAll(/^export \{ ([^}]+) \} from '\.\/(internal\/[^']+)';$/gm)].flatMap(([, names, path]) =>
    names.split(', ').map(name => [name, `rxjs/${path}`]),
  ),
);

/** The same code with each import of a name of rxjs from the module that has it, in the same line. */
export function withRxjsPaths(code) {
  return code.replace(/^import \{([^}]+)\} from "rxjs";$/gm, (statement, names) =>
    names
      .split(',')
      .map(one => {
        const path = paths.get(one.trim().split(' as ')[0]);
        if (path === undefined) throw new Error(`rxjs exports no ${one}`);
        return `import {${one.trim()}} from "${path}";`;
      })
      .join(' '),
  );
}
