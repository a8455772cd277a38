import { Option, type Command } from 'commander';
import { boundFlags } from './boundFlags.js';
import { SCALING_FORMS } from '../scaling/scalingSettings.js';
import { corePercent, countFromOne } from './flagValues.js';
import { CRITERIA } from './settings.js';
import { trafficFlags } from './trafficFlags.js';

/** The flags of `best`: what is best, and what a step has to keep to. */
export function bestFlags(command: Command): Command {
  const by = new Option(
    '--by <what>',
    'what to rank by; default: cost, which is per inference, or per million tokens of an AI job, or monthly with --traffic',
  );
  return boundFlags(trafficFlags(command.addOption(by.choices(CRITERIA))))
    .option(
      '--prices <file>',
      'JSON file with prices for AI jobs, such as { "ml.g6.24xlarge": 8.344 }: US dollars an hour of one instance',
    )
    .addOption(
      new Option(
        '--scaling [form]',
        'advice of AWS on how the pick should scale; aws-cli adds its commands; needs --traffic',
      )
        .choices(SCALING_FORMS)
        .preset('advice'),
    )
    .option(
      '--scaling-max <per-minute>',
      'most invocations per minute for --scaling; default: the traffic with its headroom',
      countFromOne,
    )
    .option(
      '--scaling-min <per-minute>',
      'least invocations per minute for --scaling; default: a tenth of the most',
      countFromOne,
    )
    .option(
      '--scaling-cpu <percent>',
      'target utilization of each core for --scaling, 1 to 100; default: that of AWS, 50',
      corePercent,
    )
    .option('--explain', 'show the ranking, and why steps are excluded');
}
