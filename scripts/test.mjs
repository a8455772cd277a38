// `npm test`: every check, in lanes side by side. What each says is shown when it ends; the last line names what
// failed. Each is a script of its own, too: `npm run lint`. A lane that makes no progress is killed, and told of.
import { endTogether } from './endTogether.mjs';
import { watched } from './watched.mjs';

/** Memory for CPU: a collector of garbage that comes less often takes a fifth of linting and type checks. */
const env = {
  GOGC: '400',
  NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --max-semi-space-size=64`,
};
const script = name => ({ name, program: 'npm', args: ['run', '--silent', name], env });
const specs = (name, except) => ({ name, program: 'mocha', args: ['--ignore', except] });

/** Each takes about as long as the other. Of the specs each has those that the other leaves out. */
const lanes = {
  checks: [
    ...['lint', 'types', 'directions', 'docs', 'packaging'].map(script),
    specs('specs of gateway and live', 'spec/!(gateway|live)/**'),
  ],
  specs: [specs('all other specs', 'spec/@(gateway|live)/**')],
};

endTogether();

const results = [];
const seconds = since => `${((performance.now() - since) / 1000).toFixed(0)} s`;

async function check(lane, one) {
  const start = performance.now();
  const { code, stdout, stderr, stalled } = await watched(`lane "${lane}"`, one);
  const failed = code !== 0 || stalled !== undefined;
  results.push({ name: one.name, failed, stalled });
  const said = [stdout.trim(), stderr.trim()].filter(Boolean).join('\n');
  console.log(
    `\n=== ${one.name}: ${failed ? 'FAILED' : 'passed'}, ${seconds(start)} ===${said && `\n${said}`}`,
  );
}

const start = performance.now();
const names = Object.values(lanes).map(checks => checks.map(({ name }) => name).join(', '));
console.log(`${names.join('; beside them ')}: some four minutes on two cores`);
await Promise.all(
  Object.entries(lanes).map(async ([lane, checks]) => {
    for (const one of checks) await check(lane, one);
  }),
);
for (const { stalled } of results) if (stalled) console.log(`\n${stalled}`);
const failed = results.filter(result => result.failed).map(({ name }) => name);
const outcome = failed.length > 0 ? `FAILED: ${failed.join(', ')}` : 'all passed';
console.log(`\n${results.length} checks in ${seconds(start)}, ${outcome}`);
process.exitCode = failed.length > 0 ? 1 : 0;
