import type { Step } from '../../core/step.js';
import type { CheapestMonth } from '../../operators/traffic/cheapestMonths.js';
import { amount } from '../../words/money.js';

/** What the lines are about. */
export interface TrafficContext {
  /** The step that is the best without a traffic. */
  readonly pick: Step | undefined;
  /** What that is called: `the pick`, or `the best so far`. */
  readonly title: string;
  readonly nameOf: (step: Step) => string;
  /** The command, or the flag, that asks for a traffic. */
  readonly ask: string;
}

/** A traffic for examples, in requests a minute. */
export const EXAMPLE_TRAFFIC = '--traffic 3000';

/** That no traffic was given, what costs least a month at some, and how to give one; nothing where no month is known. */
export function trafficLines(months: readonly CheapestMonth[], context: TrafficContext): readonly string[] {
  if (months.length === 0) return [];
  return [
    `No traffic given. Below are the cheapest months at some; for yours: ${context.ask}`,
    ...monthLines(months, context).map(line => `  ${line}`),
  ];
}

/** A line for each traffic: `1000 requests a minute: ml.c6i.large, $74.46 a month (the pick: $216.81)`. */
export function monthLines(
  months: readonly CheapestMonth[],
  { pick, title, nameOf }: Omit<TrafficContext, 'ask'>,
): readonly string[] {
  return months.map(({ requestsPerMinute, step, cost, of }) => {
    const name = step === pick ? title : nameOf(step);
    const other = step === pick ? undefined : pick && of(pick)?.costPerMonth;
    const isAlike = other !== undefined && amount(other) === amount(cost.costPerMonth);
    const than = isAlike
      ? `; ${title} is as cheap`
      : other === undefined
        ? ''
        : ` (${title}: $${amount(other)})`;
    return `${String(requestsPerMinute)} requests a minute: ${name}, $${amount(cost.costPerMonth)} a month${than}`;
  });
}

/** The same in one line: `no traffic given; least a month: ml.c6i.large at 1000 requests a minute ($74.46), …`. */
export function trafficWords(
  months: readonly CheapestMonth[],
  { nameOf, ask }: Pick<TrafficContext, 'nameOf' | 'ask'>,
): string | undefined {
  if (months.length === 0) return undefined;
  const each = months.map(
    ({ requestsPerMinute, step, cost }, i) =>
      `${nameOf(step)} at ${String(requestsPerMinute)}${i === 0 ? ' requests a minute' : ''} ($${amount(cost.costPerMonth)})`,
  );
  return `no traffic given; least a month: ${each.join(', ')}; to give yours: ${ask}`;
}
