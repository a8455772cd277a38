// ESLint on the files of src in which an observable can be: they name rxjs, a `stream$`, or a method of observables.
// `npm run test:long -- lint` looks at all files, with all rules, at several times the CPU.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, run } from './run.mjs';

const STREAM = /rxjs|\w\|\.(subscribe|pipe)\(/;
/** Files that only re-export, which ESLint has a rule for. */
const FACES = ['index', 'codecs', 'operators', 'gateway/index'].map(name => `src/${name}.ts`);
/** No rule for rxjs, and two thirds of the CPU time of all of them together. */
const COSTLY = '@typescript-eslint/no-unsafe-class-instance-assignment: off';

const files = readdirSync(join(root, 'src'), { recursive: true })
  .filter(path => path.endsWith('.ts'))
  .map(path => join('src', path))
  .filter(path => FACES.includes(path) || STREAM.test(readFileSync(join(root, path), 'utf8')));
const { code } = await run('eslint', ['--rule', COSTLY, ...files], { show: true });
process.exitCode = code;
