import type { Command } from 'commander';
import { countFromOne, number, share } from './flagValues.js';

/** The flags that say the traffic that an endpoint has to serve. */
export const trafficFlags = (command: Command): Command =>
  command
    .option('--traffic <per-minute>', 'requests per minute at the peak; ranks by the cost of a month', number)
    .option('--headroom <percent>', 'spare capacity on top of the traffic, such as 20%; default: 0%', share)
    .option('--hours-per-month <hours>', 'hours per month that the endpoint runs; default: 730', number)
    .option('--min-instances <count>', 'minimum number of instances; default: 1', countFromOne);
