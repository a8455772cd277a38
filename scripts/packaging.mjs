// Packs the package and uses it as a stranger would: publint, attw, import, require, types. Needs no network.
// `npm run packaging -- --update` writes the list of exported names, spec/exports.json.
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { definitions } from './definitions.mjs';
import { manifest } from './entries.mjs';
import { bundledBytes, loadedModules, unfitForBrowsers } from './footprint.mjs';
import { relativeLinks } from './markdown.mjs';
import { mustRun, root, run } from './run.mjs';

const subpaths = Object.keys(manifest.exports).filter(path => !path.endsWith('.json'));
const specifiers = subpaths.map(path => manifest.name + path.slice(1));
const exportsFile = join(root, 'spec/exports.json');

/** Greatest sizes of the page of a job, and of what the view of all jobs adds, in bytes, with gzip. */
const MOST_PAGE_BYTES = 60_000;
const MOST_FLEET_BYTES = 25_000;
/** Maximum number of built files, and of their bytes. */
const MOST_FILES = 150;
const MOST_BYTES = 1.5 * 2 ** 20;
/** Maximum number of modules that an import loads in Node: of ours, and of other packages but those of the SDK. */
const MOST_MODULES = {
  stepstream: [9, 72],
  'stepstream/codecs': [3, 0],
  'stepstream/operators': [5, 69],
  'stepstream/gateway': [7, 82],
};
/** The same for the command's help, of the SDK's, too. */
const MOST_OF_HELP = [4, 8, 0];
/** Maximum bytes of our own that a bundler keeps, minified and with gzip. */
const MOST_BUNDLED = {
  "export { connect } from 'stepstream'": 59_000,
  "export { bestByCost } from 'stepstream'": 17_000,
  "export { Step } from 'stepstream/codecs'": 8_500,
  "export { createGateway } from 'stepstream/gateway'": 49_000,
};
/** Programs that run in browsers, too. */
const FOR_BROWSERS = ["export * from 'stepstream/operators'", "export * from 'stepstream/codecs'"];
/** Maximum size of the tarball, in bytes: sources and their maps take most of it, docs a sixth. */
const MOST_TARBALL_BYTES = 2_200_000;

const temp = mkdtempSync(join(tmpdir(), 'stepstream-package-'));
const stranger = join(temp, 'stranger');
const installed = join(stranger, 'node_modules', manifest.name);

/** Runs one check and says how it went; a check answers its complaints. */
async function check(name, work) {
  const complaints = await Promise.resolve()
    .then(work)
    .catch(error => [error.message]);
  console.log(`${complaints.length ? 'FAILED' : 'ok'}  ${name}`);
  for (const complaint of complaints) console.log(complaint.replace(/^/gm, '    '));
  if (complaints.length) process.exitCode = 1;
}

/** Packs; answers the tarball and the paths in it. */
async function pack() {
  const args = ['pack', '--json', '--ignore-scripts', '--loglevel=error', '--pack-destination', temp];
  const [{ filename, files }] = JSON.parse(await mustRun('npm', args));
  return { tarball: join(temp, filename), paths: files.map(({ path }) => path) };
}

/** A project that has the package installed, and nothing but what the package asks for. */
async function install(tarball) {
  mkdirSync(installed, { recursive: true });
  await mustRun('tar', ['-xzf', tarball, '-C', installed, '--strip-components=1']);
  const { dependencies, peerDependencies, peerDependenciesMeta } = manifest;
  for (const name of [...Object.keys({ ...dependencies, ...peerDependencies }), '@types/node']) {
    const there = join(root, 'node_modules', name);
    if (!existsSync(there) && peerDependenciesMeta?.[name]?.optional) continue;
    const here = join(stranger, 'node_modules', name);
    mkdirSync(dirname(here), { recursive: true });
    symlinkSync(there, here);
  }
  writeFileSync(join(stranger, 'package.json'), '{ "type": "module" }');
}

/** Nothing in the tarball that doesn't belong there, and nothing missing that its source maps point to. */
function contents(paths) {
  const allowed =
    /^(dist\/.+\.(js|d\.ts)(\.map)?|dist\/[a-z]+\.cjs|dist\/page\/[^/]+\.(html|css|txt)|dist\/licences\.txt|src\/.+\.(ts|json)|src\/page\/[^/]+\.(html|css)|docs\/[^/]+\.(md|json)|docs\/(examples|servers)\/[^/]+\.(ts|conf|yml)|docs\/images\/[^/]+\.(svg|png)|package\.json|(README|CHANGELOG|CONTRIBUTING|SECURITY)\.md|LICENSE)$/;
  const stray = paths.filter(path => !allowed.test(path) || /(^|\/)(spec|\.env)|\.spec\.|\.npmrc/.test(path));
  const required = ['README.md', 'LICENSE', 'CHANGELOG.md'].filter(path => !paths.includes(path));
  const secret =
    /\b(AKIA|ASIA)[0-9A-Z]{9}(?!.{0,7}EXAMPLE)[0-9A-Z]{7}\b|-----BEGIN [A-Z ]*PRIVATE KEY|\bnpm_[A-Za-z0-9]{36}\b|_authToken/;
  const leaks = paths.filter(path => secret.test(readFileSync(join(installed, path), 'utf8')));
  const unmapped = paths
    .filter(path => path.endsWith('.map'))
    .filter(path => {
      const { sources } = JSON.parse(readFileSync(join(installed, path), 'utf8'));
      return !sources.every(source => existsSync(join(installed, dirname(path), source)));
    });
  return [
    ...stray.map(path => `${path} doesn't belong in the package`),
    ...required.map(path => `${path} is missing`),
    ...leaks.map(path => `${path} looks as if it held a secret`),
    ...unmapped.map(path => `${path} points to a source that isn't in the package`),
  ];
}

/** Each link of the packed README leads to a packed file, and so do those of the other pages, but for screenshots. */
function links(paths) {
  return paths
    .filter(path => path.endsWith('.md'))
    .flatMap(page =>
      relativeLinks(readFileSync(join(installed, page), 'utf8').split('\n'))
        .map(({ target }) => target.split('#')[0])
        .filter(target => target !== '' && !(page !== 'README.md' && target.endsWith('.png')))
        .filter(target => !existsSync(join(installed, dirname(page), target)))
        .map(target => `${page} links to ${target}, which isn't in the package`),
    );
}

/** What a user downloads. */
function tarballSize(tarball) {
  const { size } = statSync(tarball);
  console.log(`the tarball is ${(size / 1e6).toFixed(2)} MB, of ${MOST_TARBALL_BYTES / 1e6}`);
  return size <= MOST_TARBALL_BYTES ? [] : [`the tarball has ${size} bytes, of ${MOST_TARBALL_BYTES}`];
}

/** What a user's disk and an unpacking get: files and bytes of dist. */
function built(paths) {
  const files = paths.filter(path => path.startsWith('dist/'));
  const bytes = files.reduce((sum, path) => sum + statSync(join(installed, path)).size, 0);
  console.log(`dist has ${files.length} files, of ${MOST_FILES}, and ${bytes} bytes, of ${MOST_BYTES}`);
  return files.length <= MOST_FILES && bytes <= MOST_BYTES ? [] : ['dist is too large'];
}

/** How many modules an import loads, and the help of the command, which has no use for the SDK. */
async function loaded() {
  const complaints = [];
  const look = async (what, args, [mostOurs, mostOthers, mostOfSdk = Infinity]) => {
    const { ours, others, aws } = await loadedModules(args, stranger, installed);
    console.log(`${what} loads ${ours} modules, of ${mostOurs}, and ${others} others, of ${mostOthers}`);
    if (ours > mostOurs || others > mostOthers || aws > mostOfSdk)
      complaints.push(`${what} loads more modules than it may`);
  };
  for (const [specifier, most] of Object.entries(MOST_MODULES))
    await look(
      `import '${specifier}'`,
      ['--input-type=module', '--eval', `await import('${specifier}')`],
      most,
    );
  await look('stepstream --help', [join(installed, manifest.bin.stepstream), '--help'], MOST_OF_HELP);
  return complaints;
}

/** What a bundler keeps of one import. */
async function bundled() {
  const complaints = [];
  for (const [program, most] of Object.entries(MOST_BUNDLED)) {
    const bytes = await bundledBytes(program, stranger);
    console.log(`${program} is ${bytes} bytes of ours, of ${most}`);
    if (bytes > most) complaints.push(`${program} is too large for a bundle`);
  }
  return complaints;
}

/** "Go to definition" of an editor leads to the line of the sources that has the name, for all of them. */
async function sources(names) {
  const imports = Object.fromEntries(specifiers.map(specifier => [specifier, names[specifier]]));
  const found = await definitions(join(stranger, 'definitions.ts'), imports);
  const isSource = ({ file, start }, name) =>
    file.startsWith(join(installed, 'src/')) &&
    readFileSync(file, 'utf8').split('\n')[start.line - 1].includes(name);
  return found
    .filter(({ name, at }) => at.length === 0 || !at.every(one => isSource(one, name)))
    .map(
      ({ from, name, at }) =>
        `${name} of ${from} leads to ${JSON.stringify(at.map(({ file, start }) => `${file}:${start.line}`))}`,
    );
}

/** No address that the owner hasn't named, in a package that isn't published. */
const unnamed = () =>
  ['repository', 'homepage', 'bugs']
    .filter(field => field in manifest)
    .map(field => `package.json has ${field}: the owner has named none yet`);

/** The page is there, and no larger than it may be, as a browser gets it with gzip. */
function pageSize() {
  return [
    ['the page of a job', ['index.html', 'page.css', 'page.js'], MOST_PAGE_BYTES],
    ['the view of all jobs', ['fleet.css', 'fleet.js'], MOST_FLEET_BYTES],
  ].flatMap(([what, names, most]) => {
    const bytes = names
      .map(name => gzipSync(readFileSync(join(installed, 'dist/page', name)), { level: 9 }).length)
      .reduce((sum, size) => sum + size);
    console.log(`${what} is ${(bytes / 1000).toFixed(1)} kB gzipped, of ${most / 1000}`);
    return bytes <= most ? [] : [`${what} has ${bytes} bytes, of ${most}`];
  });
}

/**
 * Imports and requires each subpath in a fresh process: the same module both ways, functions and classes that have
 * their own names, errors of one class, and the names it exports.
 */
async function load() {
  const program = `
    const { createRequire } = await import('node:module');
    const require = createRequire(process.cwd() + '/');
    const names = {};
    for (const specifier of ${JSON.stringify(specifiers)}) {
      const required = require(specifier);
      const imported = await import(specifier);
      for (const [name, value] of Object.entries(imported)) {
        if (required[name] !== value) throw new Error(specifier + ': require gives another ' + name);
        if (typeof value === 'function' && value.name !== name)
          throw new Error(specifier + ': ' + name + ' is called ' + value.name + ' in stack traces');
      }
      names[specifier] = Object.keys(imported).sort();
    }
    const { StepstreamError } = require('${manifest.name}');
    const refusals = [
      ['gateway', ({ createGateway }) => createGateway({})],
      ['redis', ({ redisQuota }) => redisQuota({})],
      ['testing', ({ NotRecordedError }) => { throw Object.create(NotRecordedError.prototype); }],
      ['operators', ({ rankBy }) => rankBy(1)],
    ];
    for (const [path, refused] of refusals) {
      let error;
      try { refused(require('${manifest.name}/' + path)); } catch (thrown) { error = thrown; }
      if (!(error instanceof StepstreamError)) throw new Error(path + ' has a StepstreamError of its own: ' + error);
    }
    console.log(JSON.stringify(names));`;
  const args = ['--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', program];
  return JSON.parse(await mustRun(process.execPath, args, { cwd: stranger }));
}

/** The exported names, compared with the list that was agreed on. */
function compare(names) {
  if (process.argv.includes('--update')) writeFileSync(exportsFile, JSON.stringify(names, null, 2) + '\n');
  const agreed = existsSync(exportsFile) ? JSON.parse(readFileSync(exportsFile, 'utf8')) : {};
  return specifiers
    .flatMap(specifier => {
      const [was, is] = [agreed[specifier] ?? [], names[specifier]];
      const gone = was
        .filter(name => !is.includes(name))
        .map(name => `${specifier} no longer exports ${name}`);
      const added = is.filter(name => !was.includes(name)).map(name => `${specifier} exports ${name}: new`);
      return [...gone, ...added];
    })
    .map(line => `${line} (if it's meant: npm run packaging -- --update)`);
}

/** Type-checks each subpath and docs/examples against the packed declarations, with nodenext libraries included. */
async function types(moduleResolution) {
  const module = moduleResolution === 'bundler' ? 'esnext' : moduleResolution;
  const folder = join(stranger, moduleResolution);
  mkdirSync(folder);
  const imports = specifiers.map((specifier, i) => `export * as subpath${i} from '${specifier}';\n`);
  writeFileSync(join(folder, 'subpaths.ts'), imports.join(''));
  const examples = join(root, 'docs/examples');
  for (const name of existsSync(examples) ? readdirSync(examples) : [])
    copyFileSync(join(examples, name), join(folder, name));
  const compilerOptions = {
    module,
    moduleResolution,
    target: 'es2023',
    strict: true,
    noEmit: true,
    // Once: what the declarations hold doesn't depend on how they are found.
    skipLibCheck: moduleResolution !== 'nodenext',
    types: ['node'],
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions }));
  const { code, stdout } = await run('tsc', ['-p', folder, '--pretty', 'false'], { cwd: stranger });
  const lines = stdout.split('\n').filter(Boolean);
  return code === 0 ? [] : lines;
}

try {
  await mustRun('node', ['scripts/build.mjs']);
  const { tarball, paths } = await pack();
  await install(tarball);
  console.log(`packed ${paths.length} files`);

  await check('what is in the package', () => contents(paths));
  await check('links of the packed pages', () => links(paths));
  await check('fields that the owner has to name', unnamed);
  await check('the size of the tarball', () => tarballSize(tarball));
  await check('the size of the page', pageSize);
  await check('files and bytes of dist', () => built(paths));
  await check('modules that an import loads', loaded);
  await check('what a bundler keeps', bundled);
  await check('bundles for browsers', async () =>
    (await Promise.all(FOR_BROWSERS.map(program => unfitForBrowsers(program, stranger)))).flat(),
  );
  await check('publint', async () => {
    const { messages, pkg } = await publint({
      pack: { tarball: readFileSync(tarball).buffer },
      strict: true,
    });
    return messages.map(message => formatMessage(message, pkg));
  });
  await check('attw', async () => {
    const { code, stdout, stderr } = await run('attw', [tarball, '--profile', 'esm-only', '--no-color']);
    return code === 0 ? [] : [stdout + stderr];
  });
  let names;
  await check(`import and require of ${specifiers.join(', ')}`, async () => {
    names = await load();
    return [];
  });
  if (names) await check('the exported names', () => compare(names));
  if (names) await check('definitions, as editors find them', () => sources(names));
  for (const resolution of ['nodenext', 'bundler'])
    await check(`types, ${resolution}`, () => types(resolution));
} finally {
  rmSync(temp, { recursive: true });
}
