// `npm test`: every check, in three lanes side by side, as one after the other takes three minutes. What each says
// is shown when it ends; the last line names what failed. Each is a script of its own, too: `npm run lint`.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root, run } from './run.mjs';

/** Rooms whose specs start programs and wait for them: the command, a browser, the tools. */
const programs = ['cli', 'page', 'tooling'];
const rooms = readdirSync(join(root, 'spec'), { withFileTypes: true }).filter(entry => entry.isDirectory());
const others = rooms.map(({ name }) => name).filter(name => !programs.includes(name));

const script = name => ({ name, program: 'npm', args: ['run', '--silent', name] });
const specs = (name, without) => ({
  name,
  program: 'mocha',
  args: without.flatMap(room => ['--ignore', `spec/${room}/**`]),
});

/** Each takes about as long as the others. */
const lanes = [
  ['lint', 'types', 'directions', 'docs', 'packaging'].map(script),
  [specs('specs of programs', others)],
  [specs('specs of the library', programs)],
];

const results = [];
const seconds = since => `${((performance.now() - since) / 1000).toFixed(0)} s`;

async function check({ name, program, args }) {
  const start = performance.now();
  const { code, stdout, stderr } = await run(program, args);
  const failed = code !== 0;
  results.push({ name, failed });
  const said = `${stdout}${stderr}`.trim();
  console.log(`\n=== ${name}: ${failed ? 'FAILED' : 'passed'}, ${seconds(start)} ===${said && `\n${said}`}`);
}

const start = performance.now();
await Promise.all(
  lanes.map(async lane => {
    for (const one of lane) await check(one);
  }),
);
const failed = results.filter(result => result.failed).map(({ name }) => name);
console.log(
  `\n${results.length} checks in ${seconds(start)}, ${failed.length} failed ${failed.join(', ')}`.trimEnd(),
);
process.exitCode = failed.length > 0 ? 1 : 0;
