// npm run bench [name…]: one table, each row a ratio or a count that was taken in one run.
import { createRequire } from 'node:module';
import Table from 'cli-table3';
import { remote, type Remote } from './remote.js';
import type { Row } from './row.js';

process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
const { calls } = await import('./calls.bench.js');
const { latency } = await import('./latency.bench.js');
const { quota } = await import('./quota.bench.js');
const { drain } = await import('./drain.bench.js');
const { operators } = await import('./operators.bench.js');
const { checkpoint } = await import('./checkpoint.bench.js');
const { heap } = await import('./heap.bench.js');
const { unsubscribe } = await import('./unsubscribe.bench.js');
const { exit } = await import('./exit.bench.js');
const { help } = await import('./help.bench.js');
const { imports } = await import('./import.bench.js');
const { cold } = await import('./cold.bench.js');
const { command } = await import('./command.bench.js');
const { interrupt } = await import('./interrupt.bench.js');
const { fleets } = await import('./fleet.bench.js');
const { gateway } = await import('./gateway.bench.js');
const { machines } = await import('./machines.bench.js');
const { relay } = await import('./relay.bench.js');
const { eta } = await import('./eta.bench.js');
const { telemetry } = await import('./telemetry.bench.js');

const BENCHES: Readonly<Record<string, (server: Remote) => Promise<readonly Row[]>>> = {
  calls,
  latency,
  quota,
  drain,
  operators,
  checkpoint,
  heap,
  unsubscribe,
  exit,
  help,
  import: imports,
  cold,
  command,
  interrupt,
  fleet: fleets,
  gateway,
  machines,
  relay,
  eta,
  telemetry,
};

const asked = process.argv.slice(2);
if (asked[0] === '--compare') {
  const { compare } = await import('./compare/compare.js');
  const [, ref] = asked;
  if (ref === undefined) throw new Error('--compare takes a commit, such as HEAD~1');
  const server = remote();
  await compare(server, ref).finally(server.end);
  process.exit();
}
const unknown = asked.find(name => !Object.hasOwn(BENCHES, name));
if (unknown !== undefined)
  throw new Error(`no bench '${unknown}'; there are ${Object.keys(BENCHES).join(', ')}`);

const server = remote();
const table = new Table({ head: ['what', 'figure', 'bound', ''], style: { head: [], border: [] } });
let missed = 0;
for (const [name, bench] of Object.entries(BENCHES)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  process.stderr.write(`${name} …\n`);
  for (const { what, figure, bound, holds } of await bench(server)) {
    if (holds === false) missed += 1;
    table.push([what, figure, bound, holds === undefined ? '' : holds ? 'holds' : 'MISSED']);
  }
}
server.end();
console.log(table.toString());
const { version } = createRequire(import.meta.url)('@aws-sdk/client-sagemaker/package.json') as {
  version: string;
};
console.log(`@aws-sdk/client-sagemaker ${version}, Node ${process.version}`);
process.exitCode = missed > 0 ? 1 : 0;
