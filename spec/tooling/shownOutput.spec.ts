import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'node:util';
import { expect } from 'chai';
import { demoJob, publishedAiJob, startSimulator, type Simulator } from '../../src/testing/index.js';
import { monthlyCostAt } from '../../src/operators/monthlyCostAt.js';
import { priced } from '../support/steps.js';
import { runCommand } from '../cli/support/runCommand.js';

/** The blocks of a page of the docs, of a language. */
function blocksOf(page: string, language: string): readonly string[] {
  const text = readFileSync(page, 'utf8');
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, 'gms'))].map(([, block]) => block!);
}

interface Shown {
  readonly command: string;
  readonly output: string;
}

/** The commands of console blocks, each with what is shown of its output. */
function commandsOf(page: string): readonly Shown[] {
  return blocksOf(page, 'console').flatMap(block =>
    `\n${block}`
      .split('\n$ ')
      .slice(1)
      .map(part => {
        const [line = '', ...output] = part.replaceAll('\\\n', '').trimEnd().split('\n');
        return { command: line, output: output.map(one => `${one}\n`).join('') };
      }),
  );
}

describe('the output that the docs show', () => {
  let simulator: Simulator;
  before(async () => {
    simulator = await startSimulator({
      speed: 0,
      jobs: [demoJob()],
      aiJobs: [publishedAiJob({ name: 'gpt-oss-20b-published' })],
    });
  });
  after(() => simulator.close());

  const pages = readdirSync('docs').filter(name => name.endsWith('.md'));
  const shownIn = new Map(
    pages.map(page => [
      page,
      commandsOf(join('docs', page)).filter(({ command }) => command.startsWith('stepstream best ')),
    ]),
  );
  it("is that of 'stepstream best' in docs/choosing.md", () => {
    expect(shownIn.get('choosing.md')).length(2);
  });
  for (const [page, shown] of [...shownIn].filter(([, commands]) => commands.length > 0))
    it(`of 'stepstream best' in docs/${page} is what it prints`, async () => {
      const printed = await Promise.all(
        shown.map(async ({ command }) => {
          const args = (command.match(/'[^']*'|\S+/g) ?? []).slice(1).map(word => word.replaceAll("'", ''));
          const asked = args.includes('--output') ? args : [...args, '--output', 'table'];
          const options = { endpoint: simulator.endpoint, env: { COLUMNS: '80' } };
          const { stdout, stderr } = await runCommand(asked, options);
          return { command, output: stdout + stderr };
        }),
      );
      expect(printed).deep.equal(shown);
    });

  it('of what 3 x ml.c5d.xlarge costs in docs/choosing.md is what monthlyCostAt gives', () => {
    const EndpointConfiguration = {
      ...{ EndpointName: 'a', VariantName: 'main', InstanceType: 'ml.c5d.xlarge' },
      InitialInstanceCount: 3,
    };
    const three = priced('a', { CostPerHour: 0.69, MaxInvocations: 1_113 }, { EndpointConfiguration });
    const [, section = ''] = readFileSync('docs/choosing.md', 'utf8').split('## A test on several instances');
    const rows = [...section.split('\n## ')[0]!.matchAll(/^\| *(\d+) *\| *(\d+) *\|(.*)\|(.*)\|(.*)\|$/gm)];
    expect(rows).length(3);
    for (const [row, rpm, least, ...cells] of rows) {
      const cost = monthlyCostAt({ requestsPerMinute: Number(rpm), minInstances: Number(least) }).of(three)!;
      const shown = [
        cost.instances,
        cost.costPerMonth.toFixed(2),
        Math.round(cost.spareInvocationsPerMinute),
      ];
      expect(
        cells.map(cell => cell.trim().split(' ')[0]),
        row,
      ).deep.equal(shown.map(String));
    }
  });

  for (const [page, example, load] of [
    ['README.md', 'firstStream', () => import('../../docs/examples/firstStream.js')],
    ['docs/choosing.md', 'choosing', () => import('../../docs/examples/choosing.js')],
    ['docs/generations.md', 'generations', () => import('../../docs/examples/generations.js')],
  ] as const)
    it(`of the program in ${page} is what it prints, and the page shows or links it`, async () => {
      const [, ...lines] = readFileSync(`docs/examples/${example}.ts`, 'utf8').split('\n');
      const isLinked = readFileSync(page, 'utf8').includes(`](examples/${example}.ts)`);
      if (!isLinked) expect(blocksOf(page, 'ts')[0]).equal(lines.join('\n'));

      const { log } = console;
      let printed = '';
      console.log = (...args: unknown[]) => {
        printed += `${format(...args)}\n`;
      };
      try {
        await load();
      } finally {
        console.log = log;
      }
      expect(blocksOf(page, 'text')).deep.equal([printed]);
    });
});
