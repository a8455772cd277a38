import { Option, type Command } from 'commander';
import { BOUND_RULES } from '../../operators/ranking/bounds.js';
import { countFromOne, names, number, percent, share } from './flagValues.js';
import { CRITERIA } from './settings.js';

/** The flags of `best`: what is best, and what a step has to keep to. */
export function bestFlags(command: Command): Command {
  const by = new Option(
    '--by <what>',
    'what to rank by; default: cost, which is per inference, or monthly with --traffic',
  );
  return boundFlags(
    command
      .addOption(by.choices(CRITERIA))
      .option(
        '--traffic <per-minute>',
        'requests per minute at the peak; ranks by the cost of a month',
        number,
      )
      .option('--headroom <percent>', 'spare capacity on top of the traffic, such as 20%; default: 0%', share)
      .option('--hours-per-month <hours>', 'hours per month that the endpoint runs; default: 730', number)
      .option('--min-instances <count>', 'minimum number of instances; default: 1', countFromOne),
  ).option('--explain', 'show the ranking, and why steps are excluded');
}

/** The flags that say what a step has to keep to. */
export function boundFlags(command: Command): Command {
  const endpoint = new Option(
    '--endpoint <kind>',
    'kind of endpoint to keep: instances, or serverless endpoints',
  );
  return command
    .option('--max-latency-ms <ms>', 'maximum ModelLatency, in milliseconds', number)
    .option('--min-invocations <per-minute>', 'minimum MaxInvocations, per minute', number)
    .option('--max-cost-per-hour <dollars>', 'maximum CostPerHour, in US dollars', number)
    .option(
      '--max-cost-per-million-inferences <dollars>',
      'maximum cost of a million inferences, in US dollars',
      number,
    )
    .option(
      '--max-cpu <percent>',
      'maximum CpuUtilization, in percent; can exceed 100 on several cores',
      percent,
    )
    .option('--max-memory <percent>', 'maximum MemoryUtilization, in percent', percent)
    .option(
      '--instances <types>',
      'instance types to keep, such as ml.c5.xlarge,ml.g5.xlarge',
      names(BOUND_RULES.instances),
    )
    .option('--families <families>', 'instance families to keep, such as c5,c6i', names(BOUND_RULES.families))
    .addOption(endpoint.choices(['realtime', 'serverless']))
    .option('--include-unmeasured', 'keep steps that lack the metric of a bound');
}
