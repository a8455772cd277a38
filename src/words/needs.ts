import { counted } from '../core/counted.js';
import { instanceCount } from '../core/instance.js';
import type { Step } from '../core/step.js';
import type { MonthlyCost } from '../operators/monthlyCostAt.js';
import { grouped } from './numbers.js';

/**
 * What a step needs under the traffic: `3 instances`, `4 instances (measured on 3)`, `concurrency 30`; above the
 * service's limit for one endpoint `concurrency 640 (4 endpoints of 160)`; of a recommendation `3 deployments on 6 instances`.
 */
export function needText(step: Step, { instances, serverless, deployments }: MonthlyCost): string {
  if (deployments !== undefined) {
    const on = instances === deployments ? '' : ` on ${counted(instances, 'instance', grouped)}`;
    return `${counted(deployments, 'deployment', grouped)}${on}`;
  }
  if (serverless === undefined) {
    const measured = instanceCount(step);
    return `${counted(instances, 'instance', grouped)}${measured > 1 ? ` (measured on ${grouped(measured)})` : ''}`;
  }
  const { concurrency, endpoints, concurrencyPerEndpoint } = serverless;
  const shared = `${grouped(endpoints)} endpoints of ${grouped(concurrencyPerEndpoint)}`;
  return `concurrency ${grouped(concurrency)}${endpoints > 1 ? ` (${shared})` : ''}`;
}
