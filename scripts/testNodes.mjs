// `npm run test:nodes`: all specs on each Node that we support, one after the other. `npm run test:nodes -- 26` runs
// them on one. From Node 22 on `spec/opentelemetry` runs with the newest SDK of OpenTelemetry. The lint, the types and
// the packaging don't depend on the Node that runs them.
import { delimiter, join } from 'node:path';
import { endTogether } from './endTogether.mjs';
import { newestOpenTelemetry } from './newestOpenTelemetry.mjs';
import { nodeBin } from './nodeBin.mjs';
import { mustRun } from './run.mjs';
import { watched } from './watched.mjs';

endTogether();

const MAJORS = ['20', '22', '24', '26'];
/** The first that OpenTelemetry's newest SDK runs on. */
const FIRST_WITH_NEWEST = 22;

const chosen = process.argv.slice(2);
const unknown = chosen.filter(major => !MAJORS.includes(major));
if (unknown.length > 0) throw new Error(`no Node ${unknown.join(', ')}: there are ${MAJORS.join(', ')}`);

let newest;
/** The environment of a Node: with the newest SDK of OpenTelemetry where it runs. */
async function environment(major, bin) {
  const PATH = [bin, process.env.PATH].join(delimiter);
  if (Number(major) < FIRST_WITH_NEWEST) return { PATH };
  newest ??= await newestOpenTelemetry();
  return { PATH, OPENTELEMETRY: newest };
}

const lines = [];
for (const major of chosen.length > 0 ? chosen : MAJORS) {
  const bin = await nodeBin(major);
  const node = join(bin, 'node');
  const version = (await mustRun(node, ['--version'])).trim();
  const start = performance.now();
  const { code, stdout, stderr, stalled } = await watched(`Node ${version}`, {
    name: 'specs',
    program: node,
    args: ['node_modules/mocha/bin/mocha.js'],
    env: await environment(major, bin),
  });
  const failed = code !== 0 || stalled !== undefined;
  console.log(`\n=== Node ${version} ===\n${[stdout, stderr, stalled].filter(Boolean).join('\n')}`);
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  lines.push(`${failed ? 'FAILED' : 'passed'}  Node ${version.padEnd(10)} ${seconds.padStart(5)} s`);
  if (failed) process.exitCode = 1;
}
console.log(`\n${lines.join('\n')}`);
