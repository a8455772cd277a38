import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import Table from 'cli-table3';
import { cpuOf, fresh, inTurn, type Duel } from '../fresh.js';
import type { Remote } from '../remote.js';
import { otherBuild, thisBuild, type Build } from './otherBuild.js';

/** Rounds of what takes a process each, and of what is done again and again in one. */
const FRESH_ROUNDS = 15;
const WARM_ROUNDS = 9;
const WARM_UP = 3;
/** Ratio from which on a row is said to be slower: below it, it may be chance. */
const SLOWER = 1.05;

const AWS = { AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'bench', AWS_SECRET_ACCESS_KEY: 'bench' };

/**
 * `npm run bench -- --compare REF`: builds another commit beside this one, and prints the CPU of both for what users
 * wait for: loading, the command, listing and operators. Nothing is held against a bound.
 */
export async function compare(server: Remote, ref: string): Promise<void> {
  process.stderr.write(`building ${ref} …\n`);
  const there = await otherBuild(ref);
  try {
    const table = new Table({
      head: [`CPU against ${there.name}`, 'ratio', ''],
      style: { head: [], border: [] },
    });
    const add = (what: string, { ratio, figure }: Duel): void => {
      table.push([what, figure, ratio >= SLOWER ? 'slower' : ratio <= 1 / SLOWER ? 'faster' : '']);
    };
    for (const [what, cpuMs] of Object.entries(await freshWorks(server))) {
      process.stderr.write(`${what} …\n`);
      add(
        what,
        await inTurn(
          FRESH_ROUNDS,
          () => cpuMs(thisBuild),
          () => cpuMs(there),
        ),
      );
    }
    await warmDuels(await server.start({ jobs: [{ name: 'job', steps: 50_000 }] }), there, add);
    console.log(table.toString());
  } finally {
    await there.remove();
  }
}

/** What is done once in a fresh process: answers the CPU of it in milliseconds. */
async function freshWorks(
  server: Remote,
): Promise<Readonly<Record<string, (build: Build) => Promise<number>>>> {
  const endpoint = await server.start({ jobs: [{ name: 'job', steps: 500 }] });
  const command = ({ dist }: Build): string => fileURLToPath(new URL('cli/stepstream.js', dist));
  return {
    "import 'stepstream'": async ({ dist }) => (await fresh('imported.mjs', `${dist}index.js`))[0] ?? NaN,
    '5 pages in a cold process': async ({ dist }) =>
      (await fresh('cold.ours.mjs', endpoint, '500', dist))[1] ?? NaN,
    'stepstream --help': build => cpuOf([command(build), '--help']),
    'stepstream steps': build => cpuOf([command(build), 'steps', 'job', '--endpoint-url', endpoint], AWS),
  };
}

/** What is done again and again, in one process for each build. */
async function warmDuels(
  endpoint: string,
  there: Build,
  add: (what: string, duel: Duel) => void,
): Promise<void> {
  const script = new URL('./contender.mjs', import.meta.url);
  const children = [thisBuild, there].map(({ dist }) => fork(script, [dist, endpoint], { execArgv: [] }));
  try {
    const works = (await Promise.all(
      children.map(async child => ((await once(child, 'message')) as [string[]])[0]),
    )) as [string[], string[]];
    for (const work of works[0]) {
      process.stderr.write(`${work} …\n`);
      const [ours, theirs] = children.map(child => async (): Promise<number> => {
        child.send(work);
        return ((await once(child, 'message')) as [number])[0];
      }) as [() => Promise<number>, () => Promise<number>];
      await inTurn(WARM_UP, ours, theirs);
      add(
        work === 'drain' ? '50,000 steps drained and decoded, warm' : work,
        await inTurn(WARM_ROUNDS, ours, theirs),
      );
    }
  } finally {
    for (const child of children) child.kill();
  }
}
