import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { interleaved, medianRatio } from './measure.js';
import type { Row } from './row.js';

const ROUNDS = 21;
const BOUND = 1.35;

/** How long `stepstream --help` takes: neither the SDK nor rxjs is loaded for it. */
export async function help(): Promise<readonly Row[]> {
  const command = fileURLToPath(new URL('../dist/cli/stepstream.js', import.meta.url));
  const run = (...args: readonly string[]): Promise<void> => {
    spawnSync(process.execPath, args, { stdio: 'ignore' });
    return Promise.resolve();
  };
  const times = await interleaved(ROUNDS, {
    bare: () => run('-e', '0'),
    help: () => run(command, '--help'),
    version: () => run(command, '--version'),
  });
  return (['help', 'version'] as const).map(name => {
    const ratio = medianRatio(times[name], times.bare, 'wallMs');
    return {
      what: `stepstream --${name}: wall against node -e 0`,
      figure: `${ratio.toFixed(2)} x`,
      bound: `<= ${String(BOUND)} x`,
      holds: ratio <= BOUND,
    };
  });
}
