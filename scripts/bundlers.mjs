// Whether bundlers take `stepstream/operators` for a browser without a word: esbuild, and vite, which is installed
// into a folder of its own on first use. Part of `npm run test:long`.
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { mustRun, root, run } from './run.mjs';

const VITE = '7.1.12';
const folder = join(root, 'node_modules/.cache/bundlers');
const program = `
import { of } from 'rxjs';
import { bestByCost, createReplica, decodeSteps, jmespath, ServerMessage } from 'stepstream/operators';
const replica = createReplica();
document.title = String([ServerMessage.name, replica.steps.size, jmespath, of().pipe(decodeSteps(), bestByCost())]);
`;

const complaints = [];

/** What no bundle for a browser may hold. */
function look(bundler, text) {
  const size = (text.length / 1000).toFixed(0);
  if (/\beval\s*\(|new Function\b/.test(text)) complaints.push(`${bundler}: evaluates text`);
  if (/from\s*['"]node:|require\(['"]node:|__vite-browser-external/.test(text))
    complaints.push(`${bundler}: asks for a module of Node`);
  console.log(`${bundler}: ${size} kB`);
}

await mustRun('node', ['scripts/build.mjs']);
mkdirSync(join(folder, 'node_modules'), { recursive: true });
writeFileSync(
  join(folder, 'package.json'),
  JSON.stringify({ private: true, type: 'module', dependencies: { vite: VITE } }),
);
if (!existsSync(join(folder, 'node_modules/vite')))
  await mustRun('npm', ['install', '--no-package-lock', '--loglevel=error'], { cwd: folder });
rmSync(join(folder, 'node_modules/stepstream'), { force: true });
symlinkSync(root, join(folder, 'node_modules/stepstream'));
writeFileSync(join(folder, 'main.js'), program);
writeFileSync(join(folder, 'index.html'), '<script type="module" src="./main.js"></script>');

const { outputFiles, warnings } = await build({
  entryPoints: [join(folder, 'main.js')],
  bundle: true,
  minify: true,
  format: 'esm',
  platform: 'browser',
  write: false,
  logLevel: 'silent',
});
for (const { text } of warnings) complaints.push(`esbuild: ${text}`);
look('esbuild', outputFiles[0].text);

const vite = await run('node', ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'], {
  cwd: folder,
});
const said = `${vite.stdout}${vite.stderr}`.trim();
if (vite.code !== 0 || said !== '') complaints.push(`vite ${VITE}: ${said}`);
else {
  const assets = join(folder, 'dist/assets');
  const name = readdirSync(assets).find(file => file.endsWith('.js'));
  look(`vite ${VITE}`, readFileSync(join(assets, name), 'utf8'));
}

for (const complaint of complaints) console.error(complaint);
if (complaints.length > 0) process.exitCode = 1;
