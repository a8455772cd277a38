import { readFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import { bestFlags, boundFlags } from './flags/bestFlags.js';
import { oneLine } from '../words/oneLine.js';
import { count, countFromOne, number, percent, port, seconds, time } from './flags/flagValues.js';
import { jobNameOf } from './flags/jobNameOf.js';
import { jobNamesOf } from './flags/jobNamesOf.js';
import type { Host, OutputStream } from './process/host.js';
import {
  FORMATS,
  TIMESTAMPS,
  type BestSettings,
  type CompareSettings,
  type DescribeSettings,
  type JobsSettings,
  type ServeSettings,
  type SimulateSettings,
  type StepsSettings,
  type WatchSettings,
} from './flags/settings.js';

/** Runs a command: gives it its process, and takes its exit code. */
export type Run = (command: (host: Host) => Promise<number>) => Promise<void>;

/**
 * The commands and their flags. What a command does is loaded when it runs: neither the SDK nor rxjs is
 * needed to show the help.
 */
export function program({ stdout, stderr }: Pick<Host, 'stdout' | 'stderr'>, run: Run): Command {
  const stepstream = new Command('stepstream')
    .description('Amazon SageMaker Inference Recommender jobs at a terminal and in a pipe.')
    .version(version(), '-V, --version')
    .exitOverride()
    .configureOutput({
      writeOut: text => stdout.write(text),
      writeErr: text => stderr.write(text),
      getOutHelpWidth: () => helpWidth(stdout),
      getErrHelpWidth: () => helpWidth(stderr),
      outputError: (text, write) => {
        write(`stepstream: ${usageLine(text)}; see stepstream --help\n`);
      },
    })
    .showSuggestionAfterError();
  for (const command of [steps, jobs, describe, best, compare, watch, serve, simulate])
    stepstream.addCommand(command(run).copyInheritedSettings(stepstream));
  return stepstream;
}

/** In columns: those of a terminal, and commander's own 80 elsewhere. */
const helpWidth = ({ isTTY = false, columns = 80 }: OutputStream): number => (isTTY ? columns : 80);

/** commander's complaint without its prefix, on one line. */
function usageLine(text: string): string {
  return oneLine(text.replace(/^error: /, '').replace(/\n\((Did .*)\)/, '. $1')).replace(/\.$/, '');
}

function steps(run: Run): Command {
  return results(paging(ofJob('steps', 'list the steps (benchmarks) of a job')))
    .option('--status <status>', 'only steps of this status, such as COMPLETED')
    .option('--step-type <type>', 'only steps of this type, such as BENCHMARK')
    .action((job: string | undefined, settings: StepsSettings & JobNamed) =>
      run(async host => {
        const { stepsCommand } = await import('./commands/stepsCommand.js');
        return stepsCommand(jobNameOf(job, settings.jobName), settings, host);
      }),
    );
}

function jobs(run: Run): Command {
  const statusEquals = new Option('--status-equals <status>', 'only jobs of this status');
  return results(paging(new Command('jobs').description('list the jobs of the account')))
    .option('--name-contains <text>', 'only jobs whose name contains this')
    .addOption(statusEquals)
    .addOption(new Option('--status <status>', 'the same').conflicts('statusEquals'))
    .addOption(
      new Option('--sort-by <by>', 'default CreationTime').choices(['Name', 'CreationTime', 'Status']),
    )
    .addOption(new Option('--sort-order <order>').choices(['Ascending', 'Descending']))
    .option('--creation-time-after <time>', 'ISO 8601 or seconds since 1970', time)
    .option('--creation-time-before <time>', 'likewise', time)
    .option('--last-modified-time-after <time>', 'likewise', time)
    .option('--last-modified-time-before <time>', 'likewise', time)
    .option('--model-name-equals <name>', 'only jobs of this model')
    .option('--model-package-version-arn-equals <arn>', 'only jobs of this version of a model package')
    .action((settings: JobsSettings) =>
      run(async host => {
        const { jobsCommand } = await import('./commands/jobsCommand.js');
        return jobsCommand(settings, host);
      }),
    );
}

function describe(run: Run): Command {
  return results(ofJob('describe', 'show a job and what it recommends')).action(
    (job: string | undefined, settings: DescribeSettings & JobNamed) =>
      run(async host => {
        const { describeCommand } = await import('./commands/describeCommand.js');
        return describeCommand(jobNameOf(job, settings.jobName), settings, host);
      }),
  );
}

function best(run: Run): Command {
  return results(
    bestFlags(partial(ofJob('best', 'name the best benchmark of a job: the one to deploy on'))),
  ).action((job: string | undefined, settings: BestSettings & JobNamed) =>
    run(async host => {
      const { bestCommand } = await import('./commands/bestCommand.js');
      return bestCommand(jobNameOf(job, settings.jobName), settings, host);
    }),
  );
}

function compare(run: Run): Command {
  const missing = new Option('--missing <which>', 'which configurations may not be missing: default failed');
  return results(
    partial(
      new Command('compare')
        .description('compare a job with an earlier one, and exit with 4 where it got worse')
        .argument('[JOB]', 'the name of the job')
        .argument('[BASELINE]', 'the name of the job to compare it with'),
    ),
  )
    .option('--existing-endpoint', 'compare with the existing endpoint that JOB measured, not with BASELINE')
    .option('--max-latency-regression <percent>', 'how much slower it may be, such as 5%', percent)
    .option('--max-cost-regression <percent>', 'how much more an inference may cost', percent)
    .option('--max-throughput-regression <percent>', 'how much less it may carry', percent)
    .addOption(missing.choices(['failed', 'any', 'ignore']))
    .action((job: string | undefined, baseline: string | undefined, settings: CompareSettings) =>
      run(async host => {
        const { compareCommand } = await import('./commands/compareCommand.js');
        return compareCommand(job, baseline, settings, host);
      }),
    );
}

function watch(run: Run): Command {
  const command = new Command('watch')
    .description('follow jobs until they end')
    .argument('[JOB...]', 'the names of the jobs')
    .option('--job-name <job>', 'the same of one job, as aws-cli has it')
    .addOption(new Option('--all', 'every running job of the account, until Ctrl-C').conflicts('jobName'))
    .option('--name-contains <text>', 'with --all: only jobs whose name contains this')
    .option('--min-interval <seconds>', 'the shortest pause between two polls', seconds)
    .option('--max-interval <seconds>', 'the longest', seconds)
    .addOption(
      new Option('--output <format>', 'default: a live view on a terminal, else lines').choices([
        'lines',
        'ndjson',
      ]),
    );
  return connecting(boundFlags(command)).action((names: string[], settings: WatchSettings & JobNamed) =>
    run(async host => {
      const { watchCommand } = await import('./commands/watchCommand.js');
      return watchCommand(jobNamesOf(names, settings), settings, host);
    }),
  );
}

function serve(run: Run): Command {
  return connecting(
    new Command('serve').description(
      'show jobs on a live page in the browser, on this machine, until Ctrl-C',
    ),
  )
    .option('--port <port>', 'where to listen; 0 is any that is free', port, 4610)
    .option('--job <job>', 'the job to begin with; default: the newest that runs')
    .option('--open', 'open the page in the browser')
    .action((settings: ServeSettings) =>
      run(async host => {
        const { serveCommand } = await import('./commands/serveCommand.js');
        return serveCommand(settings, host);
      }),
    );
}

function simulate(run: Run): Command {
  return new Command('simulate')
    .description('serve a simulated account on this machine, for any client, until Ctrl-C')
    .option('--port <port>', 'where to listen; 0 is any that is free', port, 4600)
    .option('--speed <times>', 'how many times faster than real time jobs run', number, 60)
    .option('--jobs <count>', 'so many more jobs, all ended', count, 0)
    .option('--latency-ms <ms>', 'how long each answer takes', number, 0)
    .option('--quota <per-second>', 'calls a second before it throttles; default: any number', number)
    .option('--debug', 'show the stack of an error')
    .action((settings: SimulateSettings) =>
      run(async host => {
        const { simulateCommand } = await import('./commands/simulateCommand.js');
        return simulateCommand(settings, host);
      }),
    );
}

interface JobNamed {
  readonly jobName?: string;
}

function ofJob(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .argument('[JOB]', 'the name of the job')
    .option('--job-name <job>', 'the same, as aws-cli has it');
}

function paging(command: Command): Command {
  return command
    .option('--page-size <count>', 'items asked for in one call, 1 to 100', countFromOne)
    .option('--max-items <count>', 'items in all', count)
    .option('--starting-token <token>', 'where to go on: a NextToken of this command or of aws-cli');
}

function partial(command: Command): Command {
  return command.option('--partial', 'take what a job has that is still running, or that failed');
}

function results(command: Command): Command {
  return connecting(
    command
      .option('--query <expression>', 'JMESPath over the whole result, never over a page')
      .addOption(
        new Option(
          '--timestamps <form>',
          'times in JSON; default: iso8601 for --query, as with aws-cli 2, else epoch',
        ).choices([...TIMESTAMPS]),
      )
      .addOption(
        new Option('--output <format>', 'default: table on a terminal, else ndjson').choices([...FORMATS]),
      ),
  );
}

function connecting(command: Command): Command {
  return command
    .option('--region <region>', 'default: AWS_REGION, or that of the profile')
    .option('--endpoint-url <url>', 'another service than AWS, such as a simulator')
    .option('--profile <name>', 'a profile of ~/.aws')
    .option('--debug', 'show the stack of an error');
}

function version(): string {
  const file = new URL('../../package.json', import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
