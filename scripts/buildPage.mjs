// Bundles the page, src/page, into files that a gateway serves: no CDN, nothing inline, licences beside it.
import { Buffer } from 'node:buffer';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './run.mjs';

const folder = join(root, 'src/page');

let built;

/** The files of the page by their names: html, css, js, and the licences of what is in the js. Built once. */
export function buildPage() {
  built ??= bundle();
  return built;
}

async function bundle() {
  const { build } = await import('esbuild');
  const { outputFiles, metafile } = await build({
    entryPoints: ['main.ts', 'page.css', 'fleet.ts', 'fleet.css'].map(name => join(folder, name)),
    // Loaded by the page where no job is named: a job's page does without.
    external: ['./fleet.js'],
    entryNames: '[name]',
    outdir: join(root, 'dist/page'),
    absWorkingDir: root,
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: ['es2023', 'chrome115', 'firefox115', 'safari16.4'],
    conditions: ['es2015'],
    // The same modules as ES modules, of which only what is used gets in.
    alias: { 'fp-ts/lib': 'fp-ts/es6', 'io-ts/lib': 'io-ts/es6' },
    tsconfig: join(folder, 'tsconfig.json'),
    legalComments: 'none',
    banner: { js: '/* stepstream; the licences of what it holds are in licences.txt */' },
    write: false,
    metafile: true,
    logLevel: 'silent',
  });
  const output = end => Buffer.from(outputFiles.find(({ path }) => path.endsWith(end)).contents);
  return {
    'index.html': readFileSync(join(folder, 'index.html')),
    'page.css': output('page.css'),
    'page.js': output('main.js'),
    'fleet.css': output('fleet.css'),
    'fleet.js': output('fleet.js'),
    'licences.txt': Buffer.from(licences(Object.keys(metafile.inputs))),
  };
}

/** Writes the files of the page into a folder. */
export async function writePage(folder) {
  mkdirSync(folder, { recursive: true });
  for (const [name, body] of Object.entries(await buildPage())) writeFileSync(join(folder, name), body);
}

/** The licences of the packages that the inputs, paths in the repository, come from. */
export function licences(inputs) {
  const packages = new Set(
    inputs.flatMap(path => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.slice(1, 2) ?? []),
  );
  const texts = [...packages].map(name => {
    const at = join(root, 'node_modules', name);
    const { version, license } = JSON.parse(readFileSync(join(at, 'package.json'), 'utf8'));
    return `${name} ${version}, ${license}\n\n${licenceText(at)}`;
  });
  return texts.sort().join(`\n${'-'.repeat(80)}\n`);
}

function licenceText(at) {
  for (const name of ['LICENSE', 'LICENSE.txt', 'LICENSE.md', 'LICENCE'])
    try {
      return readFileSync(join(at, name), 'utf8');
    } catch {
      // The next name.
    }
  throw new Error(`there is no licence in ${dirname(at)}`);
}
