import { readFileSync } from 'node:fs';
import { Argument, Command, Option } from 'commander';
import { SHELLS, type Shell } from './completion/shells.js';
import { bestFlags } from './flags/bestFlags.js';
import { boundFlags } from './flags/boundFlags.js';
import { trafficFlags } from './flags/trafficFlags.js';
import {
  count,
  countFromOne,
  number,
  percent,
  port,
  redisUrl,
  seconds,
  statistic,
  time,
} from './flags/flagValues.js';
import { KIND_CHOICES } from './flags/kindsOf.js';
import { jobNameOf } from './flags/jobNameOf.js';
import { jobNamesOf } from './flags/jobNamesOf.js';
import { helpEnd } from './help/helpEnd.js';
import { helpLayout } from './help/helpLayout.js';
import type { Host, OutputStream } from './process/host.js';
import { report, terminalColumns } from './process/report.js';
import { acceptLeadingFlags } from './usage/leadingFlags.js';
import { usageLine } from './usage/usageLine.js';
import { wrapWords } from '../words/wrapWords.js';
import { FORMATS, TIMESTAMPS } from './flags/settings.js';
import type { StepsSettings } from './commands/stepsCommand.js';
import type { JobsSettings } from './commands/jobsCommand.js';
import type { DescribeSettings } from './commands/describeCommand.js';
import type { BestSettings } from './commands/bestCommand.js';
import type { CompareSettings } from './commands/compareCommand.js';
import type { WatchSettings } from './commands/watchCommand.js';
import type { ServeSettings } from './commands/serveCommand.js';
import type { SimulateSettings } from './commands/simulateCommand.js';

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
    })
    .showSuggestionAfterError();
  const complain = (command: Command): Command =>
    command.configureOutput({ outputError: text => report(stderr, usageLine(text, command)) });
  const end = (command: Command): Command =>
    command.addHelpText('after', ({ error }) => helpEnd(command, helpWidth(error ? stderr : stdout)));
  for (const make of [steps, jobs, describe, best, compare, watch, serve, simulate, completion])
    stepstream.addCommand(end(make(run)));
  stepstream.addHelpText('after', ({ error }) =>
    ['', ...wrapWords(ROOT_HELP, helpWidth(error ? stderr : stdout), '')].join('\n'),
  );
  stepstream.configureHelp(helpLayout(acceptLeadingFlags(complain(stepstream))));
  for (const command of stepstream.commands) complain(command.copyInheritedSettings(stepstream));
  return stepstream;
}

const ROOT_HELP =
  "'stepstream COMMAND --help' shows its flags, examples and exit codes. --debug tells which account, region and " +
  'endpoint a command asks.';

/** In columns: those of a terminal, and commander's own 80 elsewhere. */
const helpWidth = (stream: OutputStream): number => terminalColumns(stream) ?? 80;

function steps(run: Run): Command {
  return results(
    paging(ofJob('steps', 'list the steps (benchmarks) of a job, or the recommendations of an AI job')),
  )
    .option('--status <status>', 'list only steps of this status, such as COMPLETED')
    .option('--step-type <type>', 'list only steps of this type, such as BENCHMARK')
    .action((job: string | undefined, settings: StepsSettings & JobNamed) =>
      run(async host => {
        const { stepsCommand } = await import('./commands/stepsCommand.js');
        return stepsCommand(jobNameOf(job, settings.jobName), settings, host);
      }),
    );
}

function jobs(run: Run): Command {
  const statusEquals = new Option('--status-equals <status>', 'list only jobs of this status');
  const kind = new Option(
    '--kind <kind>',
    'kind of the jobs to list; default: classic; the others take rights of their own',
  );
  return results(paging(new Command('jobs').description('list the jobs of the account')))
    .addOption(kind.choices(KIND_CHOICES))
    .option('--name-contains <text>', 'list only jobs whose name contains this text')
    .addOption(statusEquals)
    .addOption(
      new Option('--status <status>', 'list only jobs of this status; short for --status-equals').conflicts(
        'statusEquals',
      ),
    )
    .addOption(
      new Option('--sort-by <by>', 'field to sort by; default: CreationTime').choices([
        'Name',
        'CreationTime',
        'Status',
      ]),
    )
    .addOption(
      new Option('--sort-order <order>', 'order of the sort; default: Descending').choices([
        'Ascending',
        'Descending',
      ]),
    )
    .option(
      '--creation-time-after <time>',
      'list only jobs created after this: ISO 8601, or seconds since 1970',
      time,
    )
    .option(
      '--creation-time-before <time>',
      'list only jobs created before this: ISO 8601, or seconds since 1970',
      time,
    )
    .option(
      '--last-modified-time-after <time>',
      'list only jobs modified after this: ISO 8601, or seconds since 1970',
      time,
    )
    .option(
      '--last-modified-time-before <time>',
      'list only jobs modified before this: ISO 8601, or seconds since 1970',
      time,
    )
    .option('--model-name-equals <name>', 'list only jobs of this model')
    .option('--model-package-version-arn-equals <arn>', 'list only jobs of this version of a model package')
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
    bestFlags(
      partial(
        ofJob(
          'best',
          'name the best benchmark or recommendation of a job: the one to deploy on',
          FILE_OR_JOB,
        ),
      ),
    ),
  ).action((job: string | undefined, settings: BestSettings & JobNamed) =>
    run(async host => {
      const { bestCommand } = await import('./commands/bestCommand.js');
      return bestCommand(jobNameOf(job, settings.jobName), settings, host);
    }),
  );
}

function compare(run: Run): Command {
  const missing = new Option(
    '--missing <which>',
    'configurations of the baseline that count as regressions whatever the bounds are: those that failed now, any that has not completed, or none; default: failed',
  );
  return results(
    partial(
      new Command('compare')
        .description(
          'compare a job with an earlier one, and exit with 4 where a figure got worse or a configuration failed',
        )
        .argument('[JOB]', FILE_OR_JOB)
        .argument('[BASELINE]', 'job to compare JOB with, or such a file'),
    ),
  )
    .option(
      '--existing-endpoint',
      'compare with the existing endpoint that JOB measured, instead of with BASELINE',
    )
    .option(
      '--max-latency-regression <percent>',
      'increase of ModelLatency that is allowed, such as 5%',
      percent,
    )
    .option(
      '--max-cost-regression <percent>',
      'increase of CostPerInference that is allowed, such as 5%',
      percent,
    )
    .option(
      '--max-throughput-regression <percent>',
      'decrease of MaxInvocations that is allowed, such as 5%',
      percent,
    )
    .option(
      '--max-ttft-regression <percent>',
      'increase of TimeToFirstToken of AI jobs that is allowed, such as 5%',
      percent,
    )
    .option(
      '--max-request-latency-regression <percent>',
      'increase of RequestLatency of AI jobs that is allowed, such as 5%',
      percent,
    )
    .option(
      '--max-tokens-regression <percent>',
      'decrease of OutputTokenThroughput of AI jobs that is allowed, such as 5%',
      percent,
    )
    .option('--stat <stat>', 'statistic of these latencies of AI jobs, such as p90; default p50', statistic)
    .addOption(missing.choices(['failed', 'any', 'ignore']))
    .option('--same-load', 'refuse to compare jobs that were measured under different loads')
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
    .argument('[JOB...]', JOBS)
    .option('--job-name <job>', 'name of one job, as in aws-cli; JOB is short for it')
    .addOption(
      new Option('--all', 'watch every running job of the account, until Ctrl-C').conflicts('jobName'),
    )
    .option('--name-contains <text>', 'watch only jobs whose name contains this text; needs --all')
    .addOption(
      new Option(
        '--kind <kind>',
        'kind of the jobs to watch with --all; default: classic; the others take rights of their own',
      ).choices(KIND_CHOICES),
    )
    .option(
      '--min-interval <seconds>',
      'shortest interval between two polls of a job; default: 5, of an AI job 15; with --all between two lists of jobs: 0.5',
      seconds,
    )
    .option(
      '--max-interval <seconds>',
      'longest interval between two polls of a job; default: 60; with --all between two lists of jobs: 10',
      seconds,
    )
    .option(
      '--appears-within <seconds>',
      'longest time to wait for a job that is not found at first, as one that was just created; default: 40, of an AI job 60',
      number,
    )
    .addOption(
      new Option(
        '--output <format>',
        'output format; default: a live view on a terminal, else lines',
      ).choices(['lines', 'ndjson']),
    )
    .option(
      '--exec <command>',
      'shell command to run for each job that has ended; STEPSTREAM_JOB, STEPSTREAM_STATUS and others are set, and its input is JSON',
    );
  return connecting(boundFlags(trafficFlags(command))).action(
    (names: string[], settings: WatchSettings & JobNamed) =>
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
    .option('--port <port>', 'port to listen on; 0 picks a free one', port, 4610)
    .option('--host <address>', 'address to listen on; default: 127.0.0.1; another machine needs --token')
    .option(
      '--token',
      'ask for a token, which the printed address has; default: every user of this machine may read',
    )
    .option('--job <job>', 'name of the job to show first; default: the newest running one')
    .addOption(
      new Option('--kind <kind>', 'kind of the jobs to list; each AI kind takes a right of its own')
        .choices(KIND_CHOICES)
        .default('classic'),
    )
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
    .option('--port <port>', 'port to listen on; 0 picks a free one', port, 4600)
    .option('--host <address>', 'address to listen on; default: 127.0.0.1, this machine alone')
    .option(
      '--speed <times>',
      'speed of the jobs, or of the recording, as a multiple of real time; the running job takes 92 minutes of it',
      number,
      60,
    )
    .option('--jobs <count>', 'number of additional jobs, all of them ended', count, 0)
    .option('--latency-ms <ms>', 'delay of each response, in milliseconds', number, 0)
    .option(
      '--quota <per-second>',
      'calls per second beyond which calls are throttled; default: no limit',
      number,
    )
    .addOption(
      new Option('--replay <file>', 'serve a recording of --record in place of an account').conflicts([
        'jobs',
        'latencyMs',
        'quota',
      ]),
    )
    .option('--debug', 'show the stack of an error')
    .action((settings: SimulateSettings) =>
      run(async host => {
        if (settings.replay !== undefined) {
          const { replayCommand } = await import('./commands/replayCommand.js');
          return replayCommand(settings.replay, settings, host);
        }
        const { simulateCommand } = await import('./commands/simulateCommand.js');
        return simulateCommand(settings, host);
      }),
    );
}

function completion(run: Run): Command {
  const command = new Command('completion')
    .description('print a script that lets a shell complete commands, flags and their values with Tab')
    .addArgument(new Argument('<shell>', 'shell that reads the script').choices(SHELLS));
  return command.action((shell: Shell) =>
    run(async host => {
      const { completionCommand } = await import('./commands/completionCommand.js');
      return completionCommand(command.parent ?? command, shell, host);
    }),
  );
}

interface JobNamed {
  readonly jobName?: string;
}

const JOB = 'name of the job, its ARN, ai-recommendation-job/NAME or ai-benchmark-job/NAME';
const JOBS = 'names of the jobs, their ARNs, ai-recommendation-job/NAME or ai-benchmark-job/NAME';
const FILE_OR_JOB =
  'name of the job, its ARN, ai-recommendation-job/NAME, or a file with its saved steps; - is the standard input';

function ofJob(name: string, description: string, argument = JOB): Command {
  return new Command(name)
    .description(description)
    .argument('[JOB]', argument)
    .option('--job-name <job>', 'name of the job, as in aws-cli; JOB is short for it');
}

function paging(command: Command): Command {
  return command
    .option('--page-size <count>', 'maximum number of items per call, 1 to 100; default: 100', countFromOne)
    .option('--max-items <count>', 'maximum number of items in all; default: no limit', count)
    .option('--starting-token <token>', 'token to continue from: a NextToken of this command or of aws-cli');
}

function partial(command: Command): Command {
  return command.option('--partial', 'use the steps of a job that is still running or has failed');
}

function results(command: Command): Command {
  return connecting(
    command
      .option('--query <expression>', 'JMESPath expression, applied to the whole result')
      .addOption(
        new Option(
          '--timestamps <form>',
          'times in JSON; default: iso8601 for --query, as with aws-cli 2, else epoch',
        ).choices([...TIMESTAMPS]),
      )
      .option('--escape-formulas', "put ' before a text of CSV that begins with = + - @, for spreadsheets")
      .addOption(
        new Option('--output <format>', 'output format; default: table on a terminal, else ndjson').choices([
          ...FORMATS,
        ]),
      ),
  );
}

function connecting(command: Command): Command {
  return command
    .option(
      '--region <region>',
      'AWS region; default: AWS_REGION, AWS_DEFAULT_REGION, or the region of the profile',
    )
    .option('--endpoint-url <url>', 'URL of the service, such as that of a simulator; default: AWS')
    .option(
      '--profile <name>',
      'profile of ~/.aws, for which keys of the environment are left out; default: AWS_PROFILE',
    )
    .option(
      '--redis <url>',
      'Redis on which processes share one quota, such as redis://host:6379; default: STEPSTREAM_REDIS_URL',
      redisUrl,
    )
    .option('--record <file>', 'record all calls in this new file, without what is private, for a replay')
    .option('--no-redact', 'with --record: replace only credentials, signatures and tokens')
    .option('--debug', 'show the account, region and endpoint that are asked, and the stack of an error');
}

function version(): string {
  const file = new URL('../../package.json', import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
