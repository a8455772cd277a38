import { Option, type Command } from 'commander';
import { BOUND_RULES } from '../../operators/ranking/bounds.js';
import { countFromOne, names, number, percent, share } from './flagValues.js';
import { CRITERIA } from './settings.js';

/** The flags of `best`: what is best, and what a step has to keep to. */
export function bestFlags(command: Command): Command {
  const by = new Option('--by <what>', 'what is best; default: cost, which is per inference, or monthly');
  return boundFlags(
    command
      .addOption(by.choices(CRITERIA))
      .option(
        '--traffic <per-minute>',
        'requests a minute at the peak: best is what costs least a month',
        number,
      )
      .option('--headroom <percent>', 'kept free on top of the traffic, such as 20%', share)
      .option('--hours-per-month <hours>', 'hours that the endpoint runs; default 730', number)
      .option('--min-instances <count>', 'instances at least; default 1', countFromOne),
  ).option('--explain', 'show why the others are not it');
}

/** The flags that say what a step has to keep to. */
export function boundFlags(command: Command): Command {
  const endpoint = new Option('--endpoint <kind>', 'only instances, or only serverless endpoints');
  return command
    .option('--max-latency-ms <ms>', 'ModelLatency, milliseconds, at most', number)
    .option('--min-invocations <per-minute>', 'MaxInvocations, per minute, at least', number)
    .option('--max-cost-per-hour <dollars>', 'US dollars an hour at most', number)
    .option('--max-cost-per-million-inferences <dollars>', 'US dollars at most', number)
    .option('--max-cpu <percent>', 'CpuUtilization at most; above 100 on several cores', percent)
    .option('--max-memory <percent>', 'MemoryUtilization at most', percent)
    .option(
      '--instances <types>',
      'only these, such as ml.c5.xlarge,ml.g5.xlarge',
      names(BOUND_RULES.instances),
    )
    .option('--families <families>', 'only these, such as c5,c6i', names(BOUND_RULES.families))
    .addOption(endpoint.choices(['realtime', 'serverless']))
    .option('--include-unmeasured', 'do not leave out what has no metric for a bound');
}
