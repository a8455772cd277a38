// What takes longer than `npm test`, one after the other: many seeds, other Nodes, the rules for rxjs over
// all files, bundlers, heap, the site, mutation testing.
// `npm run test:long -- seeds heap` runs only those.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root, run } from './run.mjs';

const show = { show: true };
const patient = ['--timeout', '3600000'];

/** The specs of *.long.ts whose paths are chosen. */
function longSpecs(isChosen) {
  const specs = readdirSync(join(root, 'spec'), { recursive: true }).filter(
    path => path.endsWith('.long.ts') && isChosen(path),
  );
  if (specs.length === 0) return { code: 0 };
  const options = ['--no-config', '--node-option=import=tsx', '--node-option=expose-gc', '--timeout=600000'];
  const files = specs.map(path => join('spec', path));
  return run('mocha', [...options, '--reporter=spec/support/reporter.cjs', ...files], show);
}

const steps = {
  seeds: () => run('mocha', patient, { ...show, env: { STEPSTREAM_LONG: '1' } }),
  nodes: () => run('node', ['scripts/testNodes.mjs'], show),
  lint: () =>
    run('eslint', ['.', '--rule', '@typescript-eslint/no-unsafe-class-instance-assignment: error'], show),
  bundlers: () => run('node', ['scripts/bundlers.mjs'], show),
  heap: () => longSpecs(path => !path.startsWith('site/')),
  site: () => longSpecs(path => path.startsWith('site/')),
  mutants: () => run('stryker', ['run'], show),
};

const chosen = process.argv.slice(2);
const unknown = chosen.filter(name => !(name in steps));
if (unknown.length)
  throw new Error(`no step ${unknown.join(', ')}: there are ${Object.keys(steps).join(', ')}`);

const results = [];
for (const name of chosen.length ? chosen : Object.keys(steps)) {
  console.log(`\n=== ${name} ===`);
  const start = performance.now();
  const { code } = await Promise.resolve()
    .then(steps[name])
    .catch(error => {
      console.error(error.message);
      return { code: 1 };
    });
  results.push({ name, code, seconds: Math.round((performance.now() - start) / 1000) });
}

console.log('\n=== summary ===');
for (const { name, code, seconds } of results)
  console.log(`${code === 0 ? 'passed' : 'FAILED'}  ${name.padEnd(8)}${String(seconds).padStart(6)} s`);
if (results.some(({ code }) => code !== 0)) process.exitCode = 1;
